import { assertNever } from '#domain/assert-never.ts'
import type { Booking } from '#domain/model/booking.ts'
import { toWire } from '#domain/model/wire.ts'
import type { WriteRow } from '../storage/document-store.ts'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'
import type { GateLogger, GateRow } from './gate-contract.ts'
import { conflictRow, failedRow, type GateItem, okRow, refusedRow, unavailableRow } from './gate-item.ts'
import type { GateIndex } from './gate-index.ts'
import type { GateStores } from './gate-stores.ts'
import type { Plan, PlannedSlots, PlannedWrite } from './plan.ts'
import { findUncovered } from './plan-owners.ts'

/** A judged write, and how far it has come. */
export interface Judged {
  readonly item: GateItem
  readonly plan: Plan
  /** Whether others see a different name or zone of the writer afterwards. */
  readonly changesPerson: boolean
}

export interface CommitParts {
  readonly stores: GateStores
  readonly index: GateIndex
  readonly logger: GateLogger
  /** Which document of a plan is stored without its owner's lock. Tests take it away to see what it is there against. */
  readonly findUncovered?: typeof findUncovered | undefined
}

export interface Committed {
  readonly rows: readonly GateRow[]
  /** Those that storage refused or failed at: what became of them must be read from storage. */
  readonly failed: readonly Judged[]
}

/**
 * Stores what a run of judged writes does, each stage in one synced write: journal, calendar, then confirmations beside
 * slots that moved sessions have left and the writers' own documents. The index follows what is on disk. A plan that fails at a stage goes no further; the
 * others do.
 * @param held the names of the locks under which all of it was judged
 */
export async function commitPlans(
  judged: readonly Judged[],
  held: ReadonlySet<string>,
  parts: CommitParts
): Promise<Committed> {
  const { index } = parts
  const revs = new Map<Judged, string>()
  const refused = refuseUncovered(judged, held, parts)
  const failed = new Map(refused)
  const going = () => judged.filter(entry => !failed.has(entry))

  function fail(entry: Judged, rows: readonly WriteRow[]): void {
    const isStorage = rows.some(row => 'error' in row && row.name === 'storage_unavailable')
    failed.set(entry, (isStorage ? unavailableRow : failedRow)(entry.item.doc._id))
  }

  async function storeJournal(pick: (plan: Plan) => Booking | undefined): Promise<void> {
    const entries = going().flatMap(entry => {
      const booking = pick(entry.plan)
      return booking === undefined ? [] : [{ entry, booking, write: toJournalWrite(booking, index) }]
    })
    await storeTogether(parts, entries, ({ entry, booking }, rows) => {
      const [row] = rows
      if (row !== undefined && 'ok' in row) index.putBooking(booking, row.rev)
      else fail(entry, rows)
    })
  }

  async function storeSlots(pick: (plan: Plan) => PlannedSlots | undefined): Promise<void> {
    const entries = going().flatMap(entry => {
      const write = pick(entry.plan)
      return write === undefined ? [] : [{ entry, write }]
    })
    await storeTogether(parts, entries, ({ entry, write }, rows) => {
      if (rows.some(row => 'error' in row)) return fail(entry, rows)
      applySlots(write, rows, index)
      noteRev(entry, rows)
    })
  }

  async function storeOwn(): Promise<void> {
    const entries = going().flatMap(entry => (entry.plan.own ? [{ entry, write: entry.plan.own }] : []))
    await storeTogether(parts, entries, ({ entry }, rows) => {
      const [row] = rows
      if (row !== undefined && 'ok' in row) noteRev(entry, rows)
      else if (row?.name === 'conflict') failed.set(entry, conflictRow(entry.item.doc._id))
      else fail(entry, rows)
    })
  }

  /** The first document of a write is the one that was pushed. */
  function noteRev(entry: Judged, [row]: readonly WriteRow[]): void {
    if (row !== undefined && 'ok' in row && row.id === entry.item.doc._id) revs.set(entry, row.rev)
  }

  await storeJournal(plan => plan.journal)
  await storeSlots(plan => plan.slots)
  await Promise.all([storeJournal(plan => plan.confirm), storeSlots(plan => plan.release), storeOwn()])
  return {
    rows: judged.map(entry => failed.get(entry) ?? toRow(entry, revs.get(entry))),
    failed: [...failed.keys()].filter(entry => !refused.has(entry))
  }
}

/**
 * The last look before anything is stored: a document without its owner's lock is a bug of ours, and is not written. Neither
 * is what was judged after it, which took it for stored.
 */
function refuseUncovered(
  judged: readonly Judged[],
  held: ReadonlySet<string>,
  parts: CommitParts
): ReadonlyMap<Judged, GateRow> {
  const find = parts.findUncovered ?? findUncovered
  const first = judged.findIndex(({ plan }) => find(plan, held, parts.index) !== undefined)
  if (first === -1) return new Map()
  const push = judged[first]?.item.push.kind
  parts.logger.error({ err: new Error(`a bug: a ${push} was to be stored without a lock`) }, 'a write was not stored')
  return new Map(judged.slice(first).map(entry => [entry, failedRow(entry.item.doc._id)]))
}

function toRow({ item, plan }: Judged, rev: string | undefined): GateRow {
  const { _id: id } = item.doc
  switch (plan.row.kind) {
    case 'written':
      return rev === undefined ? failedRow(id) : okRow(id, rev)
    case 'unchanged':
      return okRow(id, plan.row.rev)
    case 'refused':
      return refusedRow(id, plan.row.reason)
    case 'conflict':
      return conflictRow(id)
    case 'failed':
      return failedRow(id)
    default:
      return assertNever(plan.row)
  }
}

function toJournalWrite(booking: Booking, index: GateIndex): PlannedWrite {
  const rev = index.bookingRev(booking.id)
  const doc = { ...toWire(booking), ...(rev === undefined ? {} : { _rev: rev }) }
  return { database: 'bookings', newEdits: true, docs: [doc] }
}

function applySlots({ docs, changes }: PlannedSlots, rows: readonly WriteRow[], index: GateIndex): void {
  for (const { id, slot } of changes) {
    const row = rows[docs.findIndex(doc => doc._id === id)]
    if (slot === undefined) index.removeSlot(id)
    else if (row !== undefined && 'ok' in row) index.putSlot(slot, row.rev)
  }
}

/** One write per database (and way of numbering revisions); each entry then gets its own rows, none where the whole write failed. */
async function storeTogether<E extends { readonly write: PlannedWrite }>(
  { stores, logger }: CommitParts,
  entries: readonly E[],
  finish: (entry: E, rows: readonly WriteRow[]) => void
): Promise<void> {
  const groups = Map.groupBy(entries, ({ write }) => `${write.database} ${write.newEdits}`)
  await Promise.all(
    [...groups.values()].map(async group => {
      const [first] = group
      if (first === undefined) return
      const rows = await storeGroup(stores, group, first.write).catch((error: unknown) => {
        logger.error({ err: error }, 'a write could not be stored')
        return group.flatMap(({ write }) => write.docs).map(({ _id }) => toFault(_id, error))
      })
      let offset = 0
      for (const entry of group) {
        const { docs } = entry.write
        finish(entry, rows.slice(offset, offset + docs.length))
        offset += docs.length
      }
    })
  )
}

async function storeGroup(
  stores: GateStores,
  group: readonly { readonly write: PlannedWrite }[],
  { database, newEdits }: PlannedWrite
): Promise<readonly WriteRow[]> {
  const store = await stores.open(database)
  return store.write(
    group.flatMap(({ write }) => write.docs),
    { newEdits }
  )
}

function toFault(id: string, error: unknown): WriteRow {
  const isStorage = error instanceof StorageUnavailableError
  return isStorage
    ? { error: true, id, name: error.name, status: error.status, message: error.message }
    : { error: true, id, name: 'internal_error', status: 500, message: 'storage refused it' }
}
