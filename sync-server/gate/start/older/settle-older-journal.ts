import type { Instant } from '#domain/model/primitives.ts'
import { type Slot, slotSchema, toIndependentSlot } from '#domain/model/slot.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { toOpenSlot } from '#domain/rules/judge-slot.ts'
import { readFollowedSeq, readOwed, writeOwed } from '#server/copies/owed-copies.ts'
import type { DocumentStore, StoredDocument, WritableDocument } from '#server/storage/document-store.ts'
import type { GateStores } from '#server/gate/gate-stores.ts'
import { decideSettlement, type Freed, isHalfDone, type OlderBooking, olderBookingSchema } from './decide-settlement.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

const pageSize = 500

interface OlderParts {
  readonly now: () => Instant
  readonly logger: CodeLogger
}

/**
 * Brings a journal of versions up to 0.1.0 to what is written today: what they left half done is ended, and copies that have not
 * followed the journal yet are owed. They wrote journal, calendar and copies one after the other. Before the journal is read; once for
 * each folder. Interrupted, it is done again.
 */
export async function settleOlderJournal(
  { slots, bookings }: Pick<GateStores, 'slots' | 'bookings'>,
  parts: OlderParts
): Promise<void> {
  const followed = await readFollowedSeq(bookings)
  if (followed === undefined) return
  const count = await settle({ slots, bookings }, parts)
  if (count > 0) parts.logger.info({ count }, 'settled bookings of an interrupted run')
  const owed = await readOwed(bookings)
  const changed = await listChangedSince(bookings, followed)
  // The last of all: it says that this is done.
  await writeOwed(bookings, { ...owed, failed: [...new Set([...owed.failed, ...changed])] })
}

/** Entries that an earlier version left half done. */
export async function listHalfDone(bookings: DocumentStore): Promise<readonly OlderBooking[]> {
  return (await readOlder(bookings)).map(({ booking }) => booking).filter(isHalfDone)
}

async function listChangedSince(bookings: DocumentStore, seq: number): Promise<readonly string[]> {
  const ids: string[] = []
  for (let since = seq; ; ) {
    const page = await bookings.changes({ since, limit: pageSize, includeDocs: false })
    ids.push(...page.results.filter(({ deleted }) => !deleted).map(({ id }) => id))
    if (page.results.length < pageSize) return ids
    since = page.lastSeq
  }
}

interface Older {
  readonly booking: OlderBooking
  readonly rev: string
}

async function readOlder(bookings: DocumentStore): Promise<readonly Older[]> {
  const found: Older[] = []
  for await (const doc of bookings.all()) {
    const { data: booking } = olderBookingSchema.safeParse(fromWire(doc))
    if (booking !== undefined) found.push({ booking, rev: doc._rev })
  }
  return found
}

async function settle(
  { slots, bookings }: Pick<GateStores, 'slots' | 'bookings'>,
  { now }: OlderParts
): Promise<number> {
  const older = await readOlder(bookings)
  const slotById = await readSlots(
    slots,
    older.flatMap(({ booking }) => listSlotIds(booking))
  )
  const journal: WritableDocument[] = []
  const calendar: WritableDocument[] = []
  for (const { booking, rev } of older) {
    const { entry, free } = decideSettlement(booking, id => slotById.get(id)?.slot)
    if (entry === 'dropped') journal.push({ _id: booking.id, _rev: rev, _deleted: true })
    else if (isHalfDone(booking)) journal.push({ ...toWire(entry), _rev: rev })
    for (const freed of free) calendar.push(...planFree(booking.id, freed, slotById, now()))
  }
  await store(bookings, journal)
  await store(slots, calendar)
  return Math.max(journal.length, calendar.length)
}

function listSlotIds({ slotId, moves = [], moving }: OlderBooking): readonly string[] {
  return [slotId, ...moves.map(({ fromSlotId }) => fromSlotId), ...(moving === undefined ? [] : [moving.toSlotId])]
}

interface StoredSlot {
  readonly slot: Slot
  readonly rev: string
}

async function readSlots(slots: DocumentStore, ids: readonly string[]): Promise<ReadonlyMap<string, StoredSlot>> {
  const isThere = (doc: StoredDocument | undefined): doc is StoredDocument => doc !== undefined && doc._deleted !== true
  const docs = (await slots.read([...new Set(ids)])).filter(isThere)
  return new Map(
    docs.flatMap(doc => {
      const { data: slot } = slotSchema.safeParse(fromWire(doc))
      return slot === undefined ? [] : [[doc._id, { slot, rev: doc._rev }] as const]
    })
  )
}

/** Hours that have begun meanwhile are of no use to anybody else. */
function planFree(
  bookingId: string,
  { slotId, reopen }: Freed,
  slotById: ReadonlyMap<string, StoredSlot>,
  now: Instant
): readonly WritableDocument[] {
  const stored = slotById.get(slotId)
  if (stored === undefined || stored.slot.bookingId !== bookingId) return []
  const { slot, rev } = stored
  const isOpen = reopen && slot.startsAt > now
  const body = isOpen ? toWire(toIndependentSlot(toOpenSlot(slot))) : { _id: slotId, _deleted: true }
  return [{ ...body, _rev: rev }]
}

async function store(into: DocumentStore, docs: readonly WritableDocument[]): Promise<void> {
  for (let at = 0; at < docs.length; at += pageSize) {
    const rows = await into.write(docs.slice(at, at + pageSize), { newEdits: true })
    for (const row of rows) if ('error' in row) throw new Error(`${row.id} was not settled: ${row.name}`)
  }
}
