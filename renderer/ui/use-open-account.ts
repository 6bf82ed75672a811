import type { DeviceAccount } from '../contract/screens.ts'
import { useSession } from '../store/hooks.ts'

/** The account that is open; undefined while none is. */
export function useOpenAccount(): DeviceAccount | undefined {
  return useSession(state => (state.session.kind === 'open' ? state.session.account : undefined))
}
