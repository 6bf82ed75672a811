import { bookingSchema } from '#domain/model/booking.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import type { DocumentStore } from '#server/storage/document-store.ts'
import { createGateIndex, type GateIndex } from './gate-index.ts'
import type { GateStores } from '../gate-stores.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

/** Everything of `slots` and `bookings`, and how many live documents were read of each. */
export interface ReadIndex {
  readonly index: GateIndex
  readonly slotsRead: number
  readonly bookingsRead: number
}

/** Reads every live slot and journal entry once. A document that cannot be understood is reported and left out. */
export async function buildIndex(
  { slots, bookings }: Pick<GateStores, 'slots' | 'bookings'>,
  logger: CodeLogger
): Promise<ReadIndex> {
  const index = createGateIndex()
  const [ofSlots, ofBookings] = await Promise.all([
    readEach(slots, slotSchema, (slot, rev) => index.putSlot(slot, rev)),
    readEach(bookings, bookingSchema, (booking, rev) => index.putBooking(booking, rev))
  ])
  for (const id of [...ofSlots.refused, ...ofBookings.refused]) {
    logger.warn({ id }, 'a stored document cannot be understood, and was left out')
  }
  return { index, slotsRead: ofSlots.count, bookingsRead: ofBookings.count }
}

interface Schema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false }
}

/** @returns how many there were, and the ids of what the schema refuses */
async function readEach<T>(
  store: DocumentStore,
  schema: Schema<T>,
  add: (value: T, rev: string) => void
): Promise<{ readonly count: number; readonly refused: readonly string[] }> {
  const refused: string[] = []
  let count = 0
  for await (const doc of store.all()) {
    count += 1
    const parsed = schema.safeParse(fromWire(doc))
    if (parsed.success) add(parsed.data, doc._rev)
    else refused.push(doc._id)
  }
  return { count, refused }
}
