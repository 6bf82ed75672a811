import type { Reason } from '../model/reasons.ts'

/** What the document store holds under an id at the moment of judging. */
export type Current<T> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'live'; readonly value: T }

/**
 * How the revision that the writer built on compares with the current one. `none`: the writer named no revision.
 * For a live document `none` is stale; over nothing or a tombstone it is a creation.
 */
export type BaseRevision = 'current' | 'none' | 'stale'

/**
 * The answer to one write.
 * `accepted`: stored as pushed. `adjusted`: stored with changes (for a slot: as declined). `rejected`: not stored.
 * `conflict`: the writer built on an older state; it merges and sends again.
 */
export type Verdict<Effect> =
  | { readonly kind: 'accepted'; readonly effect: Effect }
  | { readonly kind: 'adjusted'; readonly effect: Effect; readonly reason?: Reason }
  | { readonly kind: 'rejected'; readonly reason: Reason }
  | { readonly kind: 'conflict' }

export function accept<Effect>(effect: Effect): Verdict<Effect> {
  return { kind: 'accepted', effect }
}

export function reject(reason: Reason): { readonly kind: 'rejected'; readonly reason: Reason } {
  return { kind: 'rejected', reason }
}

/** Whether a write other than a claim must be sent back to be merged. */
export function isStale(base: BaseRevision, current: Current<unknown>): boolean {
  return base === 'stale' || (base === 'none' && current.kind === 'live')
}
