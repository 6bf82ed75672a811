import type { DeviceAccount } from '../contract/screens.ts'
import { useSignIn } from '../store/hooks.ts'

/** The account that is open; undefined while none is. */
export function useOpenAccount(): DeviceAccount | undefined {
  return useSignIn(state => (state.session.kind === 'open' ? state.session.account : undefined))
}
