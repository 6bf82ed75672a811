import type { Reason } from '#domain/model/reasons.ts'

/** What the server said to one document of a push before it came to hold another state. */
export interface RefusedPush {
  readonly reason?: Reason
  /** The pushed state was stored, perhaps adjusted: whatever stands there now was built on it or came after it. */
  readonly wasStored: boolean
  /** It was changed or taken back here before it was sent: nobody has to hear what would have become of it. */
  readonly isOutdated?: boolean
}

/**
 * What the server said to documents of the push that is being answered. RxDB's conflict handlers learn nothing of the push
 * that called them, so the push handler leaves it here and the conflict handler takes it.
 */
export interface Refusals {
  put(id: string, refused: RefusedPush): void
  /** Takes it away: it belongs to one outcome. */
  take(id: string): RefusedPush | undefined
}

export function createRefusals(): Refusals {
  const refusedById = new Map<string, RefusedPush>()
  return {
    put: (id, refused) => void refusedById.set(id, refused),
    take(id) {
      const refused = refusedById.get(id)
      refusedById.delete(id)
      return refused
    }
  }
}
