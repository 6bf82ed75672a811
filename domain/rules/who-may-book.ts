import { type Booking, isMeeting } from '../model/booking.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import type { UserId } from '../model/primitives.ts'

/** What decides whether a coach takes a student's own bookings (BL1, BL3). */
interface BookingRight {
  readonly coach: Pick<CoachProfile, 'whoMayBook'>
  /** See `isStudentOf`. */
  readonly isOwnStudent: boolean
  /** Only the gate knows. */
  readonly isBlocked: boolean
}

/**
 * Whether a student is one of a coach's own: they have had a booking, of any state but a lost one, or the student has accepted the
 * coach's invitation, and neither has ended that; as for pencilling in (PC2).
 */
export function isStudentOf(
  coachId: UserId,
  bookings: readonly Pick<Booking, 'coachId' | 'state'>[],
  isRelated: boolean
): boolean {
  const haveMet = bookings.some(booking => booking.coachId === coachId && isMeeting(booking))
  return [haveMet, isRelated].includes(true)
}

/**
 * Whether a student has to ask the coach instead of booking. One answer for both causes, and both are looked at whatever the other
 * says: neither the code nor the work tells which one it was (BL4).
 */
export function isByArrangement({ coach, isOwnStudent, isBlocked }: BookingRight): boolean {
  const isStranger = coach.whoMayBook === 'my-students' && !isOwnStudent
  return [isStranger, isBlocked].includes(true)
}
