import { assertNever } from '../assert-never.ts'
import { type Booking, isLiveBooking } from '../model/booking.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import type { BookingId, Instant } from '../model/primitives.ts'
import type { Actor } from '../model/role.ts'
import type { Slot } from '../model/slot.ts'
import { contains, findOverlap } from '../time/interval.ts'
import { dateAt, dayInterval } from '../time/wall-clock.ts'
import { checkSlotShape } from './judge-slot.ts'
import type { Reason } from './reasons.ts'
import type { Current } from './verdict.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** A student's wish for a slot: the slot with `status: requested`, a fresh bookingId and a time limit. */
export interface Claim extends Slot {
  readonly status: 'requested'
  readonly bookingId: BookingId
  readonly validUntil: Instant
}

export interface ClaimContext {
  /** The slot as it is now. The base revision plays no part: losing is a verdict, not a revision conflict. */
  readonly current: Current<Slot>
  /** The journal entry that has the claim's bookingId, unless it is an intent. */
  readonly known: Booking | undefined
  /** The journal entry that holds the slot, where it is booked. */
  readonly holder: Booking | undefined
  /** The coach's public profile; undefined where there is no such coach. */
  readonly coach: CoachProfile | undefined
  /** Bookings of the student that may overlap the slot, with any coach. */
  readonly studentBookings: readonly Booking[]
  /** Bookings of the coach around the slot's day. */
  readonly coachBookings: readonly Booking[]
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

/** Judges a claim (BK1 to BK14). The first to pass the gate is granted. */
export function judgeClaim(actor: Actor, claim: Claim, context: ClaimContext): ClaimVerdict {
  if (actor.role !== 'student') return { kind: 'refused', reason: 'students-only' }
  const wrong = checkSlotShape(claim)
  if (wrong !== undefined) return { kind: 'refused', reason: wrong }
  const { known, holder, coach } = context
  if (known !== undefined) {
    return known.studentId === actor.userId && known.slotId === claim.id
      ? { kind: 'repeated', booking: known }
      : { kind: 'refused', reason: 'booking-id-in-use' }
  }
  if (holder !== undefined && holder.studentId === actor.userId) return { kind: 'refused', reason: 'already-yours' }
  if (coach === undefined) return { kind: 'refused', reason: 'slot-gone' }
  const reason = findReasonToDecline(actor, claim, coach, context)
  if (reason !== undefined) {
    return {
      kind: 'lost',
      reason,
      booking: { ...toBooking(actor, claim, context.now, 'declined'), decline: { reason } }
    }
  }
  const { id, coachId, startsAt, endsAt, bookingId } = claim
  return {
    kind: 'granted',
    slot: { id, coachId, startsAt, endsAt, status: 'booked', bookingId },
    booking: toBooking(actor, claim, context.now, 'confirmed')
  }
}

function findReasonToDecline(
  actor: Actor,
  claim: Claim,
  coach: CoachProfile,
  context: ClaimContext
): Reason | undefined {
  const { current, now } = context
  if (current.kind !== 'live') return 'slot-gone'
  switch (current.value.status) {
    case 'booked':
    case 'requested':
      return 'slot-taken'
    case 'declined':
      return 'slot-not-bookable'
    case 'open':
      break
    default:
      return assertNever(current.value.status)
  }
  if (now > claim.validUntil) return 'claim-expired'
  if (claim.startsAt <= now) return 'slot-started'
  if (claim.startsAt - now < coach.policy.minimumNoticeMin * minuteMs) return 'minimum-notice'
  if (claim.startsAt - now > coach.policy.horizonDays * dayMs) return 'beyond-horizon'
  if (findOverlap(claim, liveOthers(context.studentBookings, actor)) !== undefined) return 'student-overlap'
  return isDayFull(claim, coach, context.coachBookings) ? 'daily-cap' : undefined
}

function liveOthers(bookings: readonly Booking[], actor: Actor): readonly Booking[] {
  return bookings.filter(booking => isLiveBooking(booking) && booking.studentId === actor.userId)
}

/** Counts the coach's sessions that start on the claim's date in the coach's zone. */
function isDayFull(claim: Claim, coach: CoachProfile, bookings: readonly Booking[]): boolean {
  const day = dayInterval(dateAt(claim.startsAt, coach.zone), coach.zone)
  const sameDay = bookings.filter(
    booking => isLiveBooking(booking) && booking.coachId === coach.id && contains(day, booking.startsAt)
  )
  return sameDay.length >= coach.policy.dailyCap
}

function toBooking(actor: Actor, claim: Claim, now: Instant, state: 'confirmed' | 'declined'): Booking {
  const { id, coachId, startsAt, endsAt, bookingId } = claim
  return {
    id: bookingId,
    slotId: id,
    coachId,
    studentId: actor.userId,
    startsAt,
    endsAt,
    state,
    claimedAt: now,
    requests: []
  }
}
