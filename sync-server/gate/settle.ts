import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import type { StoredDocument, WritableDocument, WriteRow } from '../storage/document-store.ts'
import { decideSettlement } from './decide-settlement.ts'
import type { GateIndex } from './gate-index.ts'
import type { GateStores } from './gate-stores.ts'
import { planFreeSlot } from './plan-call.ts'
import type { MakeHash } from './revision-history.ts'

export interface SettlingParts {
  readonly stores: Pick<GateStores, 'slots' | 'bookings'>
  readonly index: GateIndex
  readonly now: () => Instant
  readonly makeHash: MakeHash
}

/** Brings entries of the journal and their slots to an end, by what the index says of both. Rejects where storage fails again. */
export async function settleBookings(bookings: readonly Booking[], parts: SettlingParts): Promise<void> {
  const { stores, index, makeHash } = parts
  const journal: WritableDocument[] = []
  const calendar: WritableDocument[] = []
  for (const booking of bookings) {
    const rev = index.bookingRev(booking.id)
    if (rev === undefined) continue
    const { entry, free } = decideSettlement(booking, id => index.findSlot(id))
    if (entry === 'dropped') journal.push({ _id: booking.id, _rev: rev, _deleted: true })
    else if (entry !== booking) journal.push({ ...toWire(entry), _rev: rev })
    for (const { slotId, reopen } of free) {
      // Hours that have begun meanwhile are of no use to anybody else.
      const isAhead = (index.findSlot(slotId)?.startsAt ?? 0) > parts.now()
      const plan = planFreeSlot(booking.id, { slotId, reopen: reopen && isAhead }, { view: index, index, makeHash })
      calendar.push(...(plan?.docs ?? []))
    }
  }
  await Promise.all([
    store(stores.bookings.write(journal, { newEdits: true })),
    store(stores.slots.write(calendar, { newEdits: true }))
  ])
  await refreshIndex(
    journal.map(doc => doc._id),
    calendar.map(doc => doc._id),
    parts
  )
}

/** Makes the index say what storage says of these ids. */
export async function refreshIndex(
  bookingIds: readonly string[],
  slotIds: readonly string[],
  { stores, index }: Pick<SettlingParts, 'stores' | 'index'>
): Promise<void> {
  const [bookings, slots] = await Promise.all([stores.bookings.read(bookingIds), stores.slots.read(slotIds)])
  for (const [position, id] of bookingIds.entries()) {
    const doc = bookings[position]
    if (isLive(doc)) index.putBooking(bookingSchema.parse(fromWire(doc)), doc._rev)
    else index.removeBooking(id)
  }
  for (const [position, id] of slotIds.entries()) {
    const doc = slots[position]
    if (isLive(doc)) index.putSlot(slotSchema.parse(fromWire(doc)), doc._rev)
    else index.removeSlot(id)
  }
}

function isLive(doc: StoredDocument | undefined): doc is StoredDocument {
  return doc !== undefined && doc._deleted !== true
}

async function store(writing: Promise<readonly WriteRow[]>): Promise<void> {
  const failed = (await writing).find(row => 'error' in row)
  if (failed !== undefined && 'error' in failed) throw new Error(`not settled: ${failed.name}`)
}
