import { assertNever } from '../assert-never.ts'
import { type Booking, isLiveBooking } from '../model/booking.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import type { BookingId, Instant, UserId } from '../model/primitives.ts'
import type { Slot } from '../model/slot.ts'
import { dayMs, minuteMs } from '../time/durations.ts'
import { contains, findOverlap, type Interval } from '../time/interval.ts'
import { dayAt, isZone } from '../time/wall-clock.ts'
import type { Reason } from '../model/reasons.ts'
import type { Current } from './verdict.ts'

/** So many lost attempts of one person for one slot are remembered: it protects the journal from growing without end (BK16). */
const maxLostClaims = 20
/** So many lost attempts of one person are remembered within `lostWithinMs`, whatever the slots (BK20). */
const maxLostClaimsPerDay = 500
export const lostWithinMs = dayMs
/** So many sessions that a student booked may lie ahead; and so many that one coach booked for one student (BK21). */
export const maxSessionsAhead = 200
export const maxPencilledAhead = 100

/** What somebody has wished for before. */
export interface LostAttempts {
  /** How many of this person's wishes for this slot were lost before (BK16). */
  readonly lostBefore: number
  /** How many of this person's wishes were lost lately, whatever the slots (BK20). A device leaves it to the server. */
  readonly lostLately?: number
  /** The student's live bookings that have not begun (BK21). A device leaves it to the server. */
  readonly ahead?: readonly Booking[]
}

/** What else takes up the time of the people who are to meet. Bookings that do no harm may be among them. */
export interface Agendas {
  /** Bookings of the student that may overlap the slot, with any coach. */
  readonly studentBookings: readonly Booking[]
  /** Bookings of the coach around the slot's day. */
  readonly coachBookings: readonly Booking[]
}

/** A session that is to take place in a slot, whoever wishes it: a claim, a pencilled one, or one that moves there. */
export interface PlannedMeeting extends Agendas {
  readonly interval: Interval
  readonly coach: CoachProfile
  readonly studentId: UserId
  /** The session that moves: where it is now stands in its way neither as an overlap nor for the cap. */
  readonly moves?: BookingId
  /** Whether minimum notice and horizon hold: for a student; a coach who arranges it waives them. */
  readonly holdsNotice: boolean
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/** Why nobody can have the slot as it is (BK2, BK8); undefined where it is open. */
export function findSlotClosed(current: Current<Slot>): Reason | undefined {
  if (current.kind !== 'live') return 'slot-gone'
  switch (current.value.status) {
    case 'booked':
    case 'requested':
      return 'slot-taken'
    case 'declined':
    case 'newer':
      return 'slot-not-bookable'
    case 'open':
      return undefined
    default:
      return assertNever(current.value.status)
  }
}

/** Why a request is not even judged: nothing is remembered of it (BK16, BK20). */
export function findTooMuchLost({ lostBefore, lostLately = 0 }: LostAttempts): Reason | undefined {
  if (lostBefore >= maxLostClaims) return 'too-many-claims'
  return lostLately >= maxLostClaimsPerDay ? 'too-many-lost' : undefined
}

/** Why these two cannot meet at that time (BK10 to BK14, BK17, BK18, AV9); undefined where they can. */
export function findReasonNotToMeet(taking: PlannedMeeting): Reason | undefined {
  const { interval, coach, now, holdsNotice } = taking
  const ahead = interval.startsAt - now
  if (ahead <= 0) return 'slot-started'
  if (holdsNotice && ahead < coach.policy.minimumNoticeMin * minuteMs) return 'minimum-notice'
  if (holdsNotice && ahead > coach.policy.horizonDays * dayMs) return 'beyond-horizon'
  if (findOverlap(interval, listOfStudent(taking)) !== undefined) return 'student-overlap'
  const ofCoach = listOfCoach(taking)
  // Slots that do not overlap say the same, as long as each session has its slot: this holds whatever the slots say.
  if (findOverlap(interval, ofCoach) !== undefined) return 'coach-overlap'
  if (holdsNotice && findOverlap(widen(interval, coach), ofCoach) !== undefined) return 'coach-gap'
  // The cap is counted by the dates of a calendar that nobody here can read.
  if (!isZone(coach.zone)) return 'unknown-zone'
  return isDayFull(taking, ofCoach) ? 'daily-cap' : undefined
}

function listOfStudent({ studentBookings, studentId, moves }: PlannedMeeting): readonly Booking[] {
  return studentBookings.filter(
    booking => isLiveBooking(booking) && booking.studentId === studentId && booking.id !== moves
  )
}

function listOfCoach({ coachBookings, coach, moves }: PlannedMeeting): readonly Booking[] {
  return coachBookings.filter(booking => isLiveBooking(booking) && booking.coachId === coach.id && booking.id !== moves)
}

/** The time that a session takes of its coach: with the pause before and after (AV9). */
export function widen({ startsAt, endsAt }: Interval, { gapMin = 0 }: Pick<CoachProfile, 'gapMin'>): Interval {
  return { startsAt: startsAt - gapMin * minuteMs, endsAt: endsAt + gapMin * minuteMs }
}

/** Counts the coach's sessions that start on the slot's date in the coach's zone. */
function isDayFull({ interval, coach }: PlannedMeeting, ofCoach: readonly Booking[]): boolean {
  const day = dayAt(interval.startsAt, coach.zone)
  // A session that is about to move there, or away, may be among them twice.
  const onDay = new Set(ofCoach.filter(({ startsAt }) => contains(day, startsAt)).map(({ id }) => id))
  return onDay.size >= coach.policy.dailyCap
}
