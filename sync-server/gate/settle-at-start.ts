import type { GateLogger } from './gate-contract.ts'
import { decideSettlement, isSettled } from './decide-settlement.ts'
import { settleBookings, type SettlingParts } from './settle.ts'

/** Ends what an earlier run left unfinished, and reports slots that are booked by nobody. Before the server listens. */
export async function settleAtStart(parts: SettlingParts, logger: GateLogger): Promise<void> {
  const { index } = parts
  const unfinished = [...index.bookings()].filter(
    booking =>
      !isSettled(
        booking,
        decideSettlement(booking, id => index.findSlot(id))
      )
  )
  await settleBookings(unfinished, parts)
  if (unfinished.length > 0) logger.info({ count: unfinished.length }, 'settled bookings of an interrupted run')
  for (const { id, status, bookingId } of index.slots()) {
    if (status !== 'booked' || (bookingId !== undefined && index.findBooking(bookingId) !== undefined)) continue
    logger.error({ err: new Error(`slot ${id} has no booking`) }, 'a slot is booked by nobody in the journal')
  }
}
