import { type Booking, isMeeting } from '../model/booking.ts'
import type { Instant, UserId } from '../model/primitives.ts'
import { dayMs } from '../time/durations.ts'

/** Each booking makes a coach's number known: so many coaches may a student get to know within a day (BK22). */
const maxNewCoaches = 5

type Meeting = Pick<Booking, 'coachId' | 'claimedAt' | 'pencilled' | 'state'>

/**
 * Whether a student's claim would be one for a new coach too many (BK22): it is, where the two have never had a booking and the
 * student has got to know five others by own claims within a day, whatever has become of those sessions since.
 * @param bookings all of this student
 */
export function isOneCoachTooMany(coachId: UserId, bookings: readonly Meeting[], now: Instant): boolean {
  if (bookings.some(booking => booking.coachId === coachId && isMeeting(booking))) return false
  return listRecentClaims(findFirstMeetings(bookings), now).length >= maxNewCoaches
}

/** When the next new coach can be booked again; undefined: now. */
export function findNewCoachesEnd(bookings: readonly Meeting[], now: Instant): Instant | undefined {
  const recent = listRecentClaims(findFirstMeetings(bookings), now)
  const oldest = recent.at(-maxNewCoaches)
  return oldest === undefined ? undefined : oldest.claimedAt + dayMs
}

function findFirstMeetings(bookings: readonly Meeting[]): ReadonlyMap<UserId, Meeting> {
  const firstByCoach = new Map<UserId, Meeting>()
  for (const booking of bookings) {
    const known = firstByCoach.get(booking.coachId)
    if (isMeeting(booking) && (known === undefined || booking.claimedAt < known.claimedAt)) {
      firstByCoach.set(booking.coachId, booking)
    }
  }
  return firstByCoach
}

/** First meetings that the student has brought about, earliest first. What a clock that was set right says of the future counts for nothing. */
function listRecentClaims(firstByCoach: ReadonlyMap<UserId, Meeting>, now: Instant): readonly Meeting[] {
  return [...firstByCoach.values()]
    .filter(({ claimedAt, pencilled }) => pencilled !== true && Math.abs(now - claimedAt) < dayMs)
    .sort((a, b) => a.claimedAt - b.claimedAt)
}
