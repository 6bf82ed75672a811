import type { Slot } from '#domain/model/slot.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { describeDisagreement } from './find-disagreements.ts'
import { bringEntriesForward, readCopies } from './journal-copies.ts'
import { type CalendarParts, mendCalendar } from './mend-calendar.ts'
import { refreshIndex } from '../memory/refresh-index.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

/**
 * Compares journal and calendar, both ways, and looks for sessions that overlap. Every write stores both at once: what differs was
 * damaged, or put back without the other. Mends what can be mended and reports the rest. Before the server listens.
 */
export async function compareAtStart(parts: CalendarParts, databases: Databases, logger: CodeLogger): Promise<void> {
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
async function findUnheld(parts: CalendarParts, databases: Databases): Promise<ReadonlySet<Slot['id']>> {
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
    return bookingId !== undefined && index.findBooking(bookingId) !== undefined
  }
}
