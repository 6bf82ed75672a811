import type { Booking, SessionMove } from '../model/booking.ts'
import type { RescheduleRequest } from '../model/session-copy.ts'
import type { CoachProfile, SessionTerms } from '../model/coach-profile.ts'
import { maxMoves } from '../model/limits.ts'
import { type Instant, slotLengthMs } from '../model/primitives.ts'
import type { PartyRole } from '../model/role.ts'
import type { Slot } from '../model/slot.ts'
import { parseSlotId } from '../model/slot-id.ts'
import { addAnswer, moveToAnswer } from './answers.ts'
import { toBookedSlot } from './create-booking.ts'
import { pickTerms, rescheduleDeadline } from './deadlines.ts'
import type { Reason } from '../model/reasons.ts'
import { type Agendas, findReasonNotToMeet, findSlotClosed } from './planned-meeting.ts'
import type { Current } from './verdict.ts'

/** Where a session is to go, and what else takes up both people's time. */
export interface RescheduleTarget extends Agendas {
  /** What is stored under the request's `toSlotId` now. */
  readonly slot: Current<Slot>
  /** The public profile of the session's coach; undefined where there is none who takes part any more. */
  readonly coach: CoachProfile | undefined
}

export interface RescheduleContext {
  readonly by: PartyRole
  readonly booking: Booking
  /** The coach's policy of today. */
  readonly policy: SessionTerms
  /** Without it the slot is as good as gone. */
  readonly target?: RescheduleTarget | undefined
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/** What a granted reschedule does, all of it at once (RS5). */
export interface RescheduleEffect {
  readonly take: Slot
  readonly moved: Booking
  readonly free: { readonly slotId: string; readonly reopen: boolean }
}

export type RescheduleVerdict =
  | { readonly kind: 'granted'; readonly effect: RescheduleEffect }
  | { readonly kind: 'refused'; readonly reason: Reason }

/** Why this party may not move the session at all now, wherever to (RS1, RS2, RS11); undefined where it may. */
export function findReasonNotToReschedule({
  by,
  booking,
  policy,
  now
}: Omit<RescheduleContext, 'target'>): Reason | undefined {
  if (booking.state === 'cancelled') return 'already-cancelled'
  if (booking.state === 'declined') return 'no-session'
  if (booking.state !== 'confirmed' || now >= booking.startsAt) return 'session-over'
  if ((booking.moves?.length ?? 0) >= maxMoves) return 'too-many-requests'
  if (by === 'coach') return undefined
  return now > rescheduleDeadline(booking, policy) ? 'past-reschedule-cutoff' : undefined
}

/**
 * Judges a party's wish to move a session into another slot (RS). A device asks it for an early opinion with what
 * it knows; requestIds and what the journal has answered are looked after in judge-request.ts.
 */
export function judgeReschedule(request: RescheduleRequest, context: RescheduleContext): RescheduleVerdict {
  const reason = findReasonNotToReschedule(context) ?? findReasonNotToMove(request, context)
  if (reason !== undefined) return { kind: 'refused', reason }
  const { by, booking, now } = context
  const to = toHours(request.toSlotId, booking)
  const reopenSlot = by === 'student' || (request.reopenSlot ?? true)
  const move: SessionMove = {
    requestId: request.requestId,
    by,
    at: now,
    reason: request.reason ?? '',
    fromSlotId: booking.slotId,
    toSlotId: request.toSlotId,
    reopenSlot
  }
  // Who chooses new hours agrees to the policy of that moment; a coach's move changes nothing of what was agreed (TE3).
  const terms = by === 'student' ? pickTerms(context.policy) : undefined
  const effect: RescheduleEffect = {
    take: toBookedSlot({ id: request.toSlotId, coachId: booking.coachId, ...to }, booking.id),
    moved: moveSession(booking, move, terms),
    free: { slotId: booking.slotId, reopen: reopenSlot }
  }
  return { kind: 'granted', effect }
}

/**
 * The session where a move takes it, with the answer that the move gives to its request.
 * @param terms the cut-offs from then on; undefined where they stay
 */
export function moveSession(booking: Booking, move: SessionMove, terms: SessionTerms | undefined): Booking {
  const { moves = [], ...rest } = booking
  return {
    ...addAnswer({ ...rest, moves }, moveToAnswer(move)),
    slotId: move.toSlotId,
    ...toHours(move.toSlotId, booking),
    ...(terms === undefined ? {} : { terms }),
    moves: [...moves, move]
  }
}

function findReasonNotToMove(request: RescheduleRequest, context: RescheduleContext): Reason | undefined {
  const { by, booking, target, now } = context
  const parts = parseSlotId(request.toSlotId)
  if (parts === undefined || target === undefined || target.coach === undefined) return 'slot-gone'
  if (request.toSlotId === booking.slotId) return 'already-there'
  if (parts.coachId !== booking.coachId) return 'other-coach'
  return (
    findSlotClosed(target.slot) ??
    findReasonNotToMeet({
      interval: toHours(request.toSlotId, booking),
      coach: target.coach,
      studentId: booking.studentId,
      studentBookings: target.studentBookings,
      coachBookings: target.coachBookings,
      moves: booking.id,
      // Notice and horizon protect the coach: a student keeps them for the new hours too, the coach need not (RS4).
      holdsNotice: by === 'student',
      now
    })
  )
}

/** Two hours from the start that the id says. */
function toHours(slotId: string, fallback: Booking): { readonly startsAt: Instant; readonly endsAt: Instant } {
  const startsAt = parseSlotId(slotId)?.startsAt ?? fallback.startsAt
  return { startsAt, endsAt: startsAt + slotLengthMs }
}
