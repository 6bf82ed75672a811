import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { AdminActions } from '#renderer/contract/administration.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { PasswordDialog } from './password-dialog.tsx'
import { useAskAdmin } from './use-admin-data.ts'

export type Act = <T>(work: (actions: AdminActions) => Promise<Outcome<T>>) => Promise<Outcome<T>>

/**
 * Does what an administrator asks for. Where the password was not typed within the last ten minutes it is asked for once more, and the
 * act is done after it (AC7). `dialog` stands somewhere on the page.
 */
export function useAct(): { readonly act: Act; readonly dialog: ReactNode } {
  const ask = useAskAdmin()
  const [isAsking, setAsking] = useState(false)
  const answer = useRef<(isTyped: boolean) => void>(undefined)

  const act: Act = useCallback(
    async work => {
      const outcome = await ask(work)
      if (outcome.ok || outcome.refusal !== 'password-needed') return outcome
      const isTyped = await new Promise<boolean>(resolve => {
        answer.current = resolve
        setAsking(true)
      })
      setAsking(false)
      return isTyped ? ask(work) : outcome
    },
    [ask]
  )

  const dialog = (
    <PasswordDialog
      opened={isAsking}
      enter={password => ask(actions => actions.enterPassword(password))}
      onDone={isTyped => answer.current?.(isTyped)}
    />
  )
  return { act, dialog }
}
