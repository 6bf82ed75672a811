import type { Booking } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Reason } from '#domain/model/reasons.ts'
import type { WritableDocument } from '#server/storage/document-store.ts'

/** Documents of one database that are stored together or not at all. */
export interface PlannedWrite {
  readonly database: string
  readonly newEdits: boolean
  readonly docs: readonly WritableDocument[]
}

/** A change of the calendar, with what the index holds afterwards: undefined where a slot goes. */
export interface PlannedSlots extends PlannedWrite {
  readonly changes: readonly { readonly id: string; readonly slot: Slot | undefined }[]
}

/** What the writer is told. `written`: the revision that the plan stores under the document's id. */
export type PlannedRow =
  | { readonly kind: 'written' }
  | { readonly kind: 'unchanged'; readonly rev: string }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'conflict' }
  /** What it is judged by cannot be read: the writer sends again. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'failed' }

/** The effects of one judged write. They are stored together or not at all; without any, nothing is stored. */
export interface Plan {
  readonly row: PlannedRow
  /** The journal's entry as it is from now on. Both parties' copies and notices follow from it, and are stored with it. */
  readonly journal?: Booking
  /** The calendar. */
  readonly slots?: PlannedSlots
  /** The writer's own document: a copy, a notice or a profile. */
  readonly own?: PlannedWrite
  /** The coach's profile with a skip, where the write takes a start away that hours want (AV4). */
  readonly hours?: PlannedWrite
  /** The other party's document of a relation that ends (RL3). */
  readonly other?: PlannedWrite
  /** The coach whose hours ask for more than fits into one commit: filling goes on once this is stored. */
  readonly fillsOn?: string
}

/**
 * The answer to a write that was built on an older state. Our own clients merge and send again. A replicating PouchDB
 * would stop at a conflict and repeat it for ever, so it is told that this one document is refused.
 */
export function refuseStale(newEdits: boolean): Plan {
  return newEdits ? { row: { kind: 'conflict' } } : refuseRow('outdated')
}

export function refuseRow(reason: Reason): Plan {
  return { row: { kind: 'refused', reason } }
}
