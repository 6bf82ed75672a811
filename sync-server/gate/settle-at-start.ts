import type { Slot } from '#domain/model/slot.ts'
import type { Databases } from '../storage/document-store.ts'
import type { GateLogger } from './gate-contract.ts'
import { decideSettlement, isSettled } from './decide-settlement.ts'
import { describeDisagreement } from './find-disagreements.ts'
import { mendCalendar } from './mend-calendar.ts'
import { bringEntriesForward, readCopies } from './journal-copies.ts'
import { refreshIndex, settleBookings, type SettlingParts } from './settle.ts'

/** Ends what an earlier run left unfinished, mends what can be mended and reports the rest. Before the server listens. */
export async function settleAtStart(parts: SettlingParts, databases: Databases, logger: GateLogger): Promise<void> {
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
  const { mended, left } = await mendCalendar(parts, await findUnheld(parts, databases))
  for (const found of mended)
    logger.warn({ what: describeDisagreement(found) }, 'a slot says what the journal says again')
  for (const found of left) {
    logger.warn({ what: describeDisagreement(found) }, 'journal and calendar disagree')
  }
}

/**
 * Booked slots whose booking neither the journal nor anybody's copy knows: nobody has a session there. Where a copy knows it, the
 * journal learns it from there; where not all copies can be read, nobody can say.
 */
async function findUnheld(parts: SettlingParts, databases: Databases): Promise<ReadonlySet<Slot['id']>> {
  const { index, stores } = parts
  const booked = [...index.slots()].filter(({ status, bookingId }) => status === 'booked' && !isKnown(bookingId))
  if (booked.length === 0) return new Set()
  const ids = booked.flatMap(({ bookingId }) => bookingId ?? [])
  const copies = await readCopies(databases, ids)
  await bringEntriesForward(stores.bookings, copies)
  await refreshIndex(ids, [], parts)
  if (copies.unread.length > 0) return new Set()
  return new Set(booked.filter(({ bookingId }) => !isKnown(bookingId)).map(({ id }) => id))

  function isKnown(bookingId: string | undefined): boolean {
    return bookingId !== undefined && index.findEntry(bookingId) !== undefined
  }
}
