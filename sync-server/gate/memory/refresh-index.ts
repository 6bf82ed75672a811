import { bookingSchema } from '#domain/model/booking.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import type { StoredDocument } from '#server/storage/document-store.ts'
import type { GateIndex } from './gate-index.ts'
import type { GateStores } from '../gate-stores.ts'

/** Makes the index say what storage says of these ids. */
export async function refreshIndex(
  bookingIds: readonly string[],
  slotIds: readonly string[],
  { stores, index }: { readonly stores: Pick<GateStores, 'slots' | 'bookings'>; readonly index: GateIndex }
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
