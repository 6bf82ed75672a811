import { useCallback, useEffect, useState } from 'react'
import type { AdminActions } from '#renderer/contract/administration.ts'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'

export type AdminData<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  /** There is no connection: nothing of it is kept on the device. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }

/**
 * What a page of an administrator shows, straight from the server: asked at first, when the connection goes or comes back, and when
 * `load` is another one.
 */
export function useAdminData<T>(load: (actions: AdminActions) => Promise<Outcome<T>>): {
  readonly data: AdminData<T>
  readonly reload: () => void
} {
  const ask = useAskAdmin()
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const [data, setData] = useState<AdminData<T>>({ kind: 'loading' })
  const [asked, setAsked] = useState(0)

  useEffect(() => {
    let isStale = false
    void ask(load).then(outcome => {
      if (!isStale) setData(toData(outcome))
    })
    return () => {
      isStale = true
    }
  }, [ask, load, isOffline, asked])

  return { data, reload: useCallback(() => setAsked(count => count + 1), []) }
}

export type AskAdmin = <T>(work: (actions: AdminActions) => Promise<Outcome<T>>) => Promise<Outcome<T>>

/** Asks the server as an administrator. */
export function useAskAdmin(): AskAdmin {
  const loadAdministration = useSignIn(state => state.loadAdministration)
  return useCallback(
    async work => {
      // The part of the program that asks is fetched when it is first needed; without a network it may not be there.
      const actions = await loadAdministration().catch(() => 'unreachable' as const)
      if (actions === 'unreachable') return { ok: false, refusal: 'unreachable' }
      return actions === undefined ? { ok: false, refusal: 'needs-sign-in' } : work(actions)
    },
    [loadAdministration]
  )
}

function toData<T>(outcome: Outcome<T>): AdminData<T> {
  if (outcome.ok) return { kind: 'ready', value: outcome.value }
  const { refusal } = outcome
  return refusal === 'offline' || refusal === 'unreachable' ? { kind: 'offline' } : { kind: 'failed', refusal }
}
