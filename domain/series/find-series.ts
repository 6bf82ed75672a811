import { type Booking, claimedSlotIdOf } from '../model/booking.ts'
import type { Instant } from '../model/primitives.ts'
import { parseSlotId } from '../model/slot-id.ts'

/** What says which series a booking is of. */
export type SeriesMember = Pick<Booking, 'id' | 'series' | 'coachId' | 'studentId' | 'pencilled'>

/**
 * Names a series as the journal knows it: the id counts together with both people and with who asked. So an id that somebody took from
 * another series, or used with two coaches, joins nothing (SR4). Undefined for a booking of no series.
 */
export function seriesKeyOf({ series, coachId, studentId, pencilled }: SeriesMember): string | undefined {
  return series === undefined ? undefined : [series.id, coachId, studentId, pencilled === true].join(' ')
}

/** Where a booking was first: a session may have moved since. */
export function originalStartOf(booking: Pick<Booking, 'slotId' | 'startsAt' | 'moves'>): Instant {
  return parseSlotId(claimedSlotIdOf(booking))?.startsAt ?? booking.startsAt
}

/** Whether another booking of the series has this place (SR4). */
export function isPlaceTaken(series: readonly Pick<Booking, 'series'>[], position: number | undefined): boolean {
  return position !== undefined && series.some(booking => booking.series?.position === position)
}
