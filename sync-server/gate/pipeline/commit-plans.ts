import { assertNever } from '#domain/assert-never.ts'
import type { Booking } from '#domain/model/booking.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import type { CommitOutcome, CommitPart, WritableDocument, WriteRow } from '#server/storage/document-store.ts'
import type { GateRow } from '../gate-contract.ts'
import { adjustedRow, conflictRow, failedRow, type GateItem, okRow, refusedRow, unavailableRow } from './gate-item.ts'
import type { GateIndex } from '../memory/gate-index.ts'
import type { GateStores } from '../gate-stores.ts'
import type { Plan, PlannedSlots, PlannedWrite } from '../kinds/plan.ts'
import { findUncovered } from './plan-owners.ts'
import { type RevisionBody, saysTheSame } from '../revisions/revision-history.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

/** A judged write, and what both parties get of it. */
export interface Judged {
  readonly item: GateItem
  readonly plan: Plan
  readonly copies: readonly PlannedWrite[]
  /** Whether others see a different name or zone of the writer afterwards. */
  readonly changesPerson: boolean
}

export interface CommitParts {
  readonly stores: Pick<GateStores, 'commitInOrder'>
  readonly index: GateIndex
  readonly logger: CodeLogger
  /** Which document of a plan is stored without its owner's lock. Tests take it away to see what it is there against. */
  readonly findUncovered?: typeof findUncovered | undefined
}

/**
 * Stores what a run of judged writes does: each plan with its copies whole or not at all, all of it on disk at once. The index follows
 * what is on disk. The first plan that storage does not take as it is ends it: those after it were judged upon it.
 * @param held the names of the locks under which all of it was judged
 * @returns the rows as far as it came; less than were judged where something else is stored than was judged by
 */
export async function commitPlans(
  judged: readonly Judged[],
  held: ReadonlySet<string>,
  parts: CommitParts
): Promise<readonly GateRow[]> {
  const { index, stores } = parts
  const covered = judged.slice(0, countCovered(judged, held, parts))
  const units = covered.map(entry => listParts(entry, index))
  const outcomes = (await stores.commitInOrder(units.filter(unit => unit.length > 0))).values()
  const rows: GateRow[] = []
  for (const [n, entry] of covered.entries()) {
    const unit = units[n] ?? []
    const outcome: CommitOutcome | undefined = unit.length === 0 ? { stored: true, rows: [] } : outcomes.next().value
    if (outcome?.stored !== true) return rows
    follow(entry, unit, outcome, index)
    rows.push(toRow(entry, unit, outcome))
  }
  return [...rows, ...judged.slice(covered.length).map(({ item }) => failedRow(item.doc._id))]
}

/**
 * The last look before anything is stored: a document without its owner's lock is a bug of ours, and is not written. Neither
 * is what was judged after it, which took it for stored.
 */
function countCovered(judged: readonly Judged[], held: ReadonlySet<string>, parts: CommitParts): number {
  const find = parts.findUncovered ?? findUncovered
  const first = judged.findIndex(({ plan, copies }) => find(plan, copies, held, parts.index) !== undefined)
  if (first === -1) return judged.length
  const push = judged[first]?.item.push.kind
  parts.logger.error({ err: new Error(`a bug: a ${push} was to be stored without a lock`) }, 'a write was not stored')
  return first
}

function listParts(
  { plan: { journal, slots, own, hours, other }, copies }: Judged,
  index: GateIndex
): readonly CommitPart[] {
  return [
    ...(journal === undefined ? [] : [toJournalWrite(journal, index)]),
    slots,
    own,
    hours,
    other,
    ...copies
  ].filter(part => part !== undefined)
}

function toJournalWrite(booking: Booking, index: GateIndex): CommitPart {
  const rev = index.bookingRev(booking.id)
  const doc = { ...toWire(booking), ...(rev === undefined ? {} : { _rev: rev }) }
  return { database: 'bookings', newEdits: true, docs: [doc] }
}

function follow(
  { plan: { journal, slots } }: Judged,
  unit: readonly CommitPart[],
  { rows }: CommitOutcome,
  index: GateIndex
): void {
  if (journal !== undefined) {
    const [row] = rows[0] ?? []
    if (row !== undefined && 'ok' in row) index.putBooking(journal, row.rev)
  }
  if (slots !== undefined) applySlots(slots, rows[unit.indexOf(slots)] ?? [], index)
}

function applySlots({ docs, changes }: PlannedSlots, rows: readonly WriteRow[], index: GateIndex): void {
  for (const { id, slot } of changes) {
    const row = rows[docs.findIndex(doc => doc._id === id)]
    if (slot === undefined) index.removeSlot(id)
    else if (row !== undefined && 'ok' in row) index.putSlot(slot, row.rev)
  }
}

function toRow({ item, plan }: Judged, unit: readonly CommitPart[], outcome: CommitOutcome): GateRow {
  const { _id: id } = item.doc
  switch (plan.row.kind) {
    case 'written':
      return findRow(item, plan, unit, outcome)
    case 'unchanged':
      // What was there already may say something else.
      return adjustedRow(id, plan.row.rev)
    case 'refused':
      return refusedRow(id, plan.row.reason)
    case 'conflict':
      return conflictRow(id)
    case 'unavailable':
      return unavailableRow(id)
    case 'failed':
      return failedRow(id)
    default:
      return assertNever(plan.row)
  }
}

/** The revision that the pushed document has now: a booking's copies bear one id in two databases, and the writer's is this one. */
function findRow({ doc }: GateItem, plan: Plan, unit: readonly CommitPart[], { rows }: CommitOutcome): GateRow {
  const { _id: id } = doc
  const main = plan.own ?? plan.slots
  const row = main && rows[unit.indexOf(main)]?.find(one => one.id === id)
  if (row === undefined || !('ok' in row)) return failedRow(id)
  return storesAsPushed(plan, doc) ? okRow(id, row.rev) : adjustedRow(id, row.rev)
}

/** Whether a plan stores under a document's id exactly what was pushed (VE11). */
export function storesAsPushed({ slots, own }: Plan, doc: GateItem['doc']): boolean {
  const stored = (own ?? slots)?.docs.find(one => one._id === doc._id)
  return stored !== undefined && saysTheSame(toBody(stored), doc)
}

function toBody(stored: WritableDocument): RevisionBody {
  return stored._deleted === true ? { removed: stored._id } : { value: fromWire(stored) as { readonly id: string } }
}
