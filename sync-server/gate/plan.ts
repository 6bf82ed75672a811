import type { Booking } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Reason } from '#domain/rules/reasons.ts'
import type { WritableDocument } from '../storage/document-store.ts'

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
  | { readonly kind: 'failed' }

/** The effects of one judged write, in the order in which they are stored. Without any, nothing is stored. */
export interface Plan {
  readonly row: PlannedRow
  /** First: an intent, an announced move, a lost claim, or a changed entry of the journal. */
  readonly journal?: Booking
  /** Then the calendar. For a claim and for a session that moves this is the commit point. */
  readonly slots?: PlannedSlots
  /** Then the entry as the committed slot makes it: a claim as confirmed, a session as moved. */
  readonly confirm?: Booking
  /** With it, the slot that a moved session has left. */
  readonly release?: PlannedSlots
  /** And the writer's own document: a copy, a notice or a profile. */
  readonly own?: PlannedWrite
}

/**
 * The answer to a write that was built on an older state. Our own clients merge and send again. A replicating PouchDB
 * would stop at a conflict and repeat it for ever, so it is told that this one document is refused.
 */
export function refuseStale(newEdits: boolean): Plan {
  return newEdits ? { row: { kind: 'conflict' } } : refuse('outdated')
}

export function refuse(reason: Reason): Plan {
  return { row: { kind: 'refused', reason } }
}
