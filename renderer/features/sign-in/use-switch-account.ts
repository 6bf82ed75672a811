import { notifications } from '@mantine/notifications'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useAskSignIn } from './ask-sign-in.tsx'

/** Opens another account of this device; one that was signed out is asked for its password. */
export function useSwitchAccount(): (account: DeviceAccount) => Promise<void> {
  const switchTo = useSignIn(state => state.switchTo)
  const askSignIn = useAskSignIn()
  const textOf = useRefusalText()
  return async account => {
    const outcome = await switchTo(account.key)
    if (outcome.ok) return
    if (outcome.refusal === 'needs-sign-in') askSignIn(account)
    else notifications.show({ color: 'red', message: textOf(outcome.refusal) })
  }
}
