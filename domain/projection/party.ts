import type { Booking } from '../model/booking.ts'
import type { MeetingPlace } from '../model/how-we-meet.ts'
import type { UserId } from '../model/primitives.ts'
import type { PartyRole } from '../model/role.ts'

/** What one party sees of the other. */
export interface Person {
  readonly id: UserId
  readonly displayName: string
  readonly phone: string
  readonly zone: string
  /** How this coach meets students now; absent for a student, and where it cannot be read: then copies keep what they say. */
  readonly meets?: { readonly place: MeetingPlace | undefined }
}

/** Both people of a booking; undefined where the account is gone. */
export interface Parties {
  readonly coach: Person | undefined
  readonly student: Person | undefined
}

/** Whose copies of a booking exist: a lost one concerns who wished it alone (PJ1, PC4). */
export function listPartyRoles(booking: Booking): readonly PartyRole[] {
  switch (booking.state) {
    case 'declined':
      return booking.pencilled === true ? ['coach'] : ['student']
    default:
      return ['coach', 'student']
  }
}

export function partyIdOf(booking: Booking, role: PartyRole): UserId {
  return role === 'coach' ? booking.coachId : booking.studentId
}
