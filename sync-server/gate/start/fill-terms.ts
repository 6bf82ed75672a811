import type { Booking } from '#domain/model/booking.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { toWire } from '#domain/model/wire.ts'
import { pickTerms } from '#domain/rules/deadlines.ts'
import type { WritableDocument } from '#server/storage/document-store.ts'
import { oweCopies } from '#server/copies/owed-copies.ts'
import type { People } from '#server/copies/people.ts'
import type { CalendarParts } from './mend-calendar.ts'
import { refreshIndex } from '../memory/refresh-index.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

/** Bounds what one synced write stores. */
const batchSize = 500

interface FillingParts extends Pick<CalendarParts, 'stores' | 'index'> {
  readonly people: Pick<People, 'findProfile'>
  readonly logger: CodeLogger
}

/**
 * Gives sessions that version 0.1.0 has booked the cut-offs of their coach's policy of today (TE4). Those that have terms keep them, so
 * an interruption only means that the next start goes on. Before anything is judged; the copies are owed.
 */
export async function fillTerms({ stores, index, people, logger }: FillingParts): Promise<void> {
  const without = [...index.bookings()].filter(({ state, terms }) => state === 'confirmed' && terms === undefined)
  for (let at = 0; at < without.length; at += batchSize) {
    const batch = without.slice(at, at + batchSize)
    await oweCopies(
      stores.bookings,
      batch.map(({ id }) => id)
    )
    const rows = await stores.bookings.write(await Promise.all(batch.map(withTerms)), { newEdits: true })
    for (const row of rows) if ('error' in row) throw new Error(`terms of ${row.id} not stored: ${row.name}`)
    await refreshIndex(
      batch.map(({ id }) => id),
      [],
      { stores, index }
    )
  }
  if (without.length > 0) logger.info({ count: without.length }, 'gave sessions the terms of today')

  async function withTerms(booking: Booking): Promise<WritableDocument> {
    const { policy } = (await people.findProfile(booking.coachId)) ?? { policy: defaultBookingPolicy }
    const next: Booking = { ...booking, terms: pickTerms(policy) }
    const rev = index.bookingRev(booking.id)
    return { ...toWire(next), ...(rev === undefined ? {} : { _rev: rev }) }
  }
}
