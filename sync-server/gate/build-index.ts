import { bookingSchema } from '#domain/model/booking.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import type { DocumentStore } from '../storage/document-store.ts'
import type { GateLogger } from './gate-contract.ts'
import { createGateIndex, type GateIndex } from './gate-index.ts'
import type { GateStores } from './gate-stores.ts'

/** Reads every live slot and journal entry once. A document that cannot be understood is reported and left out. */
export async function buildIndex(
  { slots, bookings }: Pick<GateStores, 'slots' | 'bookings'>,
  logger: GateLogger
): Promise<GateIndex> {
  const index = createGateIndex()
  const [badSlots, badBookings] = await Promise.all([
    readEach(slots, slotSchema, (slot, rev) => index.putSlot(slot, rev)),
    readEach(bookings, bookingSchema, (booking, rev) => index.putBooking(booking, rev))
  ])
  for (const id of [...badSlots, ...badBookings]) {
    logger.error({ err: new Error(`cannot understand ${id}`) }, 'a stored document was left out')
  }
  return index
}

interface Schema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false }
}

/** @returns the ids of what the schema refuses */
async function readEach<T>(
  store: DocumentStore,
  schema: Schema<T>,
  add: (value: T, rev: string) => void
): Promise<readonly string[]> {
  const refused: string[] = []
  for await (const doc of store.all()) {
    const parsed = schema.safeParse(fromWire(doc))
    if (parsed.success) add(parsed.data, doc._rev)
    else refused.push(doc._id)
  }
  return refused
}
