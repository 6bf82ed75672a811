import { useCallback, useEffect, useState } from 'react'
import type { ListedInvitation } from '#domain/wire/invitations.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useInvitationActions } from '#renderer/shared/relation/use-invitation-actions.ts'

export type KnownInvitations =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly invitations: readonly ListedInvitation[]; readonly mails: boolean }
  | { readonly kind: 'failed'; readonly refusal: Refusal }

/** The own invitations as the server has them, and how to ask again. */
export function useInvitations(): { readonly known: KnownInvitations; readonly load: () => void } {
  const ask = useInvitationActions()
  const [known, setKnown] = useState<KnownInvitations>({ kind: 'loading' })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let isStale = false
    void ask(actions => actions.list()).then(outcome => {
      if (isStale) return
      setKnown(outcome.ok ? { kind: 'known', ...outcome.value } : { kind: 'failed', refusal: outcome.refusal })
    })
    return () => {
      isStale = true
    }
  }, [ask, tries])
  return { known, load: useCallback(() => setTries(count => count + 1), []) }
}
