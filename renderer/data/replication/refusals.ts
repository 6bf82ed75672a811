import type { Reason } from '#domain/rules/reasons.ts'

/**
 * Why the server refused documents of the push that is being answered. RxDB's conflict handlers learn nothing of the push
 * that called them, so the push handler leaves the reason here and the conflict handler takes it.
 */
export interface Refusals {
  put(id: string, reason: Reason): void
  /** Takes the reason away: it belongs to one outcome. */
  take(id: string): Reason | undefined
  drop(id: string): void
}

export function createRefusals(): Refusals {
  const reasonById = new Map<string, Reason>()
  return {
    put: (id, reason) => void reasonById.set(id, reason),
    take(id) {
      const reason = reasonById.get(id)
      reasonById.delete(id)
      return reason
    },
    drop: id => void reasonById.delete(id)
  }
}
