import { useCallback } from 'react'
import type { InvitationActions, Outcome } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'

/** Asks something of invitations, whose part of the program is fetched when it is first asked for. */
export function useInvitationActions(): <T>(
  ask: (actions: InvitationActions) => Promise<Outcome<T>>
) => Promise<Outcome<T>> {
  const load = useSignIn(state => state.loadInvitations)
  return useCallback(
    async ask => {
      const actions = await load().catch(() => 'unreachable' as const)
      if (actions === 'unreachable') return { ok: false, refusal: 'unreachable' }
      return actions === undefined ? { ok: false, refusal: 'needs-sign-in' } : ask(actions)
    },
    [load]
  )
}
