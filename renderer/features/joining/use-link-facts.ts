import { useEffect, useState } from 'react'
import type { LinkFacts } from '#domain/wire/links.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'

export type KnownLink =
  | { readonly kind: 'looking' }
  | { readonly kind: 'works'; readonly facts: LinkFacts }
  | { readonly kind: 'over' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }

/**
 * Asks the server what a link is for, which spends nothing. One of another kind than its page was opened for does not work there.
 * @returns what is known, and how to ask again
 */
export function useLinkFacts(token: string, wanted: LinkFacts['kind']): readonly [KnownLink, () => void] {
  const lookAtLink = useSignIn(state => state.lookAtLink)
  const [known, setKnown] = useState<KnownLink>({ kind: 'looking' })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let isStale = false
    void lookAtLink(token).then(outcome => {
      if (isStale) return
      if (outcome.ok)
        setKnown(outcome.value.kind === wanted ? { kind: 'works', facts: outcome.value } : { kind: 'over' })
      else if (outcome.refusal === 'link-not-valid') setKnown({ kind: 'over' })
      else setKnown({ kind: 'failed', refusal: outcome.refusal })
    })
    return () => {
      isStale = true
    }
  }, [lookAtLink, token, wanted, tries])
  return [
    known,
    () => {
      setKnown({ kind: 'looking' })
      setTries(count => count + 1)
    }
  ]
}
