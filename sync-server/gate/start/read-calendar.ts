import { bookingSchema } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import { oweCopies } from '#server/copies/owed-copies.ts'
import { describeMended, type Mended, mendDocuments } from '#server/repair/mend-documents.ts'
import { isCountRight, mendWhereNeeded } from '#server/repair/mend-where-needed.ts'
import type { Databases, StoredDocument } from '#server/storage/document-store.ts'
import { buildIndex } from '../memory/build-index.ts'
import { endForks } from '../revisions/end-forks.ts'
import type { GateIndex } from '../memory/gate-index.ts'
import type { GateStores } from '../gate-stores.ts'
import { bringEntriesForward, readCopies } from './journal-copies.ts'
import { settleOlderJournal } from './older/settle-older-journal.ts'
import { isJournalAsLeft, restoreJournal } from './restore-journal.ts'
import type { MakeHash } from '../revisions/revision-history.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

const isSlot = (doc: StoredDocument): boolean => slotSchema.safeParse(fromWire(doc)).success
const isBooking = (doc: StoredDocument): boolean => bookingSchema.safeParse(fromWire(doc)).success

/**
 * Reads slots and journal into memory, after what is damaged in them was rebuilt: an entry of the journal from what is left of it
 * and from both parties' copies, a slot from what is left of it; what the journal says of a slot is mended by `mendCalendar`.
 */
export async function readCalendar(
  stores: GateStores,
  databases: Databases,
  parts: { readonly makeHash: MakeHash; readonly now: () => Instant; readonly logger: CodeLogger }
): Promise<GateIndex> {
  const { slots, bookings } = stores
  const { logger } = parts

  async function mend(slotsRead: number, bookingsRead: number): Promise<void> {
    const ofSlots = await mendWhereNeeded(slots, { isUnderstood: isSlot, mayBeRemoved: true }, slotsRead)
    const ofBookings = await mendWhereNeeded(bookings, { isUnderstood: isBooking }, bookingsRead)
    const ids = ofBookings.map(({ id }) => id)
    if (ids.length > 0) {
      await oweCopies(bookings, ids)
      await bringEntriesForward(bookings, await readCopies(databases, ids))
    }
    tellMended([...ofSlots, ...ofBookings], logger)
  }

  // At the first start of all; later only where less was read than is counted, which reading for the index says.
  await mend((await slots.info()).docCount, (await bookings.info()).docCount)
  await endForks(slots, parts)
  await settleOlderJournal(stores, parts)
  if (!(await isJournalAsLeft(stores))) {
    // Whatever its counts say: an entry that cannot be read would be taken for one that is not there.
    tellMended(await mendDocuments(bookings, { isUnderstood: isBooking }), logger)
    await restoreJournal(stores, databases, logger)
  }
  const { index, slotsRead, bookingsRead } = await buildIndex(stores, logger)
  if ((await isCountRight(slots, slotsRead)) && (await isCountRight(bookings, bookingsRead))) return index
  await mend(slotsRead, bookingsRead)
  return (await buildIndex(stores, logger)).index
}

function tellMended(mended: readonly Mended[], logger: CodeLogger): void {
  for (const one of mended) logger.warn({ what: describeMended(one) }, 'a document was damaged')
}
