import { type Booking, claimedSlotIdOf } from '../model/booking.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import type { BookingId, Instant } from '../model/primitives.ts'
import type { Actor } from '../model/role.ts'
import type { Slot } from '../model/slot.ts'
import { createBooking, findThere, toBookedSlot } from './create-booking.ts'
import { isPlaceTaken } from '../series/find-series.ts'
import { checkSlotShape } from './judge-slot.ts'
import { isOneCoachTooMany } from './new-coaches.ts'
import type { Reason } from '../model/reasons.ts'
import {
  type Agendas,
  findReasonNotToMeet,
  findSlotClosed,
  findTooMuchLost,
  maxSessionsAhead,
  type LostAttempts
} from './planned-meeting.ts'
import type { Current } from './verdict.ts'
import { isByArrangement, isStudentOf } from './who-may-book.ts'

/** A student's wish for a slot: the slot with `status: requested`, a fresh bookingId and a time limit. */
export interface Claim extends Slot {
  readonly status: 'requested'
  readonly bookingId: BookingId
  readonly validUntil: Instant
}

export interface ClaimContext extends Agendas, LostAttempts {
  /** The slot as it is now. The base revision plays no part: losing is a verdict, not a revision conflict. */
  readonly current: Current<Slot>
  /** The journal entry that has the claim's bookingId. */
  readonly known: Booking | undefined
  /** The journal entry that holds the slot, where it is booked. */
  readonly holder: Booking | undefined
  /** The coach's public profile; undefined where there is no such coach, or none who takes part any more (MG9). */
  readonly coach: CoachProfile | undefined
  /** Whether the coach has blocked this student (BL3). A device leaves it to the server. */
  readonly isBlocked?: boolean
  /** Whether the student has accepted this coach's invitation, and neither has ended that (RL2). */
  readonly isRelated?: boolean
  /** All bookings of this student, whatever has become of them (BK22). */
  readonly studentMeetings: readonly Pick<Booking, 'coachId' | 'claimedAt' | 'pencilled' | 'state'>[]
  /** What the journal has of the claim's series (SR4). A device leaves it to the server. */
  readonly series?: readonly Booking[]
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/**
 * The answer to a claim. `granted`: the slot and the journal entry to store. `lost`: the journal entry that
 * remembers the refusal. `repeated`: judged before; the same answer again. `refused`: nothing is remembered.
 */
export type ClaimVerdict =
  | { readonly kind: 'granted'; readonly slot: Slot; readonly booking: Booking }
  | { readonly kind: 'lost'; readonly reason: Reason; readonly booking: Booking }
  | { readonly kind: 'repeated'; readonly booking: Booking }
  | { readonly kind: 'refused'; readonly reason: Reason }

/** Whether a pushed slot is a claim with everything that a claim needs. */
export function isClaim(slot: Slot): slot is Claim {
  return slot.status === 'requested' && slot.bookingId !== undefined && slot.validUntil !== undefined
}

/** Judges a claim (BK, BL, SR4). The first to pass the gate is granted. */
export function judgeClaim(actor: Actor, claim: Claim, context: ClaimContext): ClaimVerdict {
  if (actor.role !== 'student') return { kind: 'refused', reason: 'students-only' }
  const wrong = checkSlotShape(claim)
  if (wrong !== undefined) return { kind: 'refused', reason: wrong }
  const { known, holder, coach } = context
  if (known !== undefined) {
    const isSameWish = known.studentId === actor.userId && claimedSlotIdOf(known) === claim.id
    return isSameWish && known.pencilled === undefined
      ? { kind: 'repeated', booking: known }
      : { kind: 'refused', reason: 'booking-id-in-use' }
  }
  if (holder !== undefined && holder.studentId === actor.userId) return { kind: 'refused', reason: 'already-yours' }
  // Whatever becomes of the slot: a claim that is not remembered must get the same answer when it is repeated.
  const tooMuch = findTooMuchLost(context)
  if (tooMuch !== undefined) return { kind: 'refused', reason: tooMuch }
  if (isPlaceTaken(context.series ?? [], claim.series?.position))
    return { kind: 'refused', reason: 'series-place-taken' }
  // Of hours that never were a slot nothing is stored: anybody can name as many of them as they like (BK19).
  if (coach === undefined || context.current.kind === 'absent') return { kind: 'refused', reason: 'slot-gone' }
  // Before anything is said of the slot, and nothing is remembered: what the answer depends on is the coach's own affair (BL4).
  const isOwnStudent = isStudentOf(claim.coachId, context.studentMeetings, context.isRelated ?? false)
  if (isByArrangement({ coach, isOwnStudent, isBlocked: context.isBlocked ?? false })) {
    return { kind: 'refused', reason: 'by-arrangement' }
  }
  if (hasEnoughAhead(context)) return { kind: 'refused', reason: 'too-many-sessions' }
  const lost = findReasonToDecline(actor, claim, coach, context)
  if (lost === undefined && isOneCoachTooMany(claim.coachId, context.studentMeetings, context.now)) {
    return { kind: 'refused', reason: 'too-many-new-coaches' }
  }
  const { bookingId, message, series } = claim
  const entry = { bookingId, slot: claim, studentId: actor.userId, isPencilled: false, message, series, lost }
  const booking = createBooking({ ...entry, policy: coach.policy, now: context.now })
  if (lost !== undefined) return { kind: 'lost', reason: lost, booking }
  return { kind: 'granted', slot: toBookedSlot(findThere(context.current, claim), bookingId), booking }
}

/** What a coach pencilled in is not of the student's making. */
function hasEnoughAhead({ ahead = [] }: ClaimContext): boolean {
  return ahead.filter(({ pencilled }) => pencilled === undefined).length >= maxSessionsAhead
}

function findReasonToDecline(
  actor: Actor,
  claim: Claim,
  coach: CoachProfile,
  context: ClaimContext
): Reason | undefined {
  const { current, now } = context
  const closed = findSlotClosed(current)
  if (closed !== undefined) return closed
  if (now > claim.validUntil) return 'claim-expired'
  return findReasonNotToMeet({ ...context, interval: claim, coach, studentId: actor.userId, holdsNotice: true })
}
