import type { Booking, MadeSlot, SessionMove } from '../model/booking.ts'
import type { RescheduleRequest } from '../model/session-copy.ts'
import type { CoachProfile, SessionTerms } from '../model/coach-profile.ts'
import { maxMoves } from '../model/limits.ts'
import { type Instant, type SlotId, slotLengthMs } from '../model/primitives.ts'
import type { PartyRole } from '../model/role.ts'
import type { Slot } from '../model/slot.ts'
import { parseSlotId } from '../model/slot-id.ts'
import { overlaps } from '../time/interval.ts'
import { addAnswer, moveToAnswer } from './answers.ts'
import { findThere, toBookedSlot } from './create-booking.ts'
import { pickTerms, rescheduleDeadline } from './deadlines.ts'
import { findReasonNotToMake, makeRoom, type Moving, type Room, type Surroundings } from './make-room.ts'
import type { Reason } from '../model/reasons.ts'
import { type Agendas, findReasonNotToMeet, findSlotClosed } from './planned-meeting.ts'
import type { Current } from './verdict.ts'

/** Where a session is to go, and what else takes up both people's time. */
export interface RescheduleTarget extends Agendas, Surroundings {
  /** What is stored under the request's `toSlotId` now. */
  readonly slot: Current<Slot>
  /** The public profile of the session's coach; undefined where there is none who takes part any more. */
  readonly coach: CoachProfile | undefined
  /** Whether the coach has blocked this student (BL5). A device leaves it to the server. */
  readonly isBlocked?: boolean
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
  readonly free: { readonly slotId: SlotId; readonly reopen: boolean }
  /** Open slots of the coach that go (RS13). */
  readonly withdraw: readonly SlotId[]
  /** Slots of the coach that are open again (RS15). */
  readonly restore: readonly Slot[]
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
 * Judges a party's wish to move a session into another slot, or a coach's to any time (RS). A device asks it for an early opinion with what
 * it knows; requestIds and what the journal has answered are looked after in judge-request.ts.
 */
export function judgeReschedule(request: RescheduleRequest, context: RescheduleContext): RescheduleVerdict {
  const moving = toMoving(request, context)
  const room = makeRoom(moving)
  const reason =
    findReasonNotToReschedule(context) ?? findReasonNotToMove(request, context, () => findReasonNotToMake(moving, room))
  return reason === undefined
    ? { kind: 'granted', effect: createEffect(request, context, room) }
    : { kind: 'refused', reason }
}

function toMoving(request: RescheduleRequest, { by, booking, target, now }: RescheduleContext): Moving {
  // What was made for a session is no offer of the coach's: it closes, as others open again, unless the coach says otherwise (RS6, RS14).
  const isOffer = booking.madeSlot === undefined
  return {
    booking,
    to: { slotId: request.toSlotId, ...toHours(request.toSlotId, booking) },
    restores: request.restores ?? [],
    reopen: by === 'coach' ? (request.reopenSlot ?? isOffer) : isOffer,
    coachSlots: target?.coachSlots ?? [],
    slotCount: target?.slotCount,
    now
  }
}

function createEffect(request: RescheduleRequest, context: RescheduleContext, room: Room): RescheduleEffect {
  const { by, booking, now } = context
  const move: SessionMove = {
    requestId: request.requestId,
    by,
    at: now,
    reason: request.reason ?? '',
    fromSlotId: booking.slotId,
    toSlotId: request.toSlotId,
    reopenSlot: room.reopen
  }
  // Who chooses new hours agrees to the policy of that moment; a coach's move changes nothing of what was agreed (TE3).
  const terms = by === 'student' ? pickTerms(context.policy) : undefined
  const hours = toHours(request.toSlotId, booking)
  return {
    take: toBookedSlot(
      findThere(context.target?.slot, { id: request.toSlotId, coachId: booking.coachId, ...hours }),
      booking.id
    ),
    moved: moveSession(booking, move, { terms, madeSlot: createMadeSlot(request, context, room) }),
    free: { slotId: booking.slotId, reopen: room.reopen },
    withdraw: room.withdraw,
    restore: room.restore
  }
}

/** Undefined where the session goes into a slot that was offered, or one that gave way before and is offered again. */
function createMadeSlot(
  { requestId, toSlotId, restores = [] }: RescheduleRequest,
  { booking, target }: RescheduleContext,
  { withdraw }: Room
): MadeSlot | undefined {
  const isOpen = target?.slot.kind === 'live' && target.slot.value.status === 'open'
  if (isOpen || restores.some(({ slotId }) => slotId === toSlotId)) return undefined
  const isLeftOver = booking.madeSlot === undefined && overlaps(booking, toHours(toSlotId, booking))
  return { requestId, gaveWay: [...withdraw, ...(isLeftOver ? [booking.slotId] : [])] }
}

/** What a move changes beside the hours. */
interface Moved {
  /** The cut-offs from then on; undefined where they stay. */
  readonly terms?: SessionTerms | undefined
  /** Where the new slot is made for the session. */
  readonly madeSlot?: MadeSlot | undefined
}

/** The session where a move takes it, with the answer that the move gives to its request. */
export function moveSession(booking: Booking, move: SessionMove, { terms, madeSlot }: Moved = {}): Booking {
  const { moves = [], madeSlot: _, ...rest } = booking
  return {
    ...addAnswer({ ...rest, moves }, moveToAnswer(move)),
    slotId: move.toSlotId,
    ...toHours(move.toSlotId, booking),
    ...(terms === undefined ? {} : { terms }),
    moves: [...moves, move],
    ...(madeSlot === undefined ? {} : { madeSlot })
  }
}

/** @param findReasonNotToMake asked where the request may make its slot */
function findReasonNotToMove(
  request: RescheduleRequest,
  { by, booking, target, now }: RescheduleContext,
  findReasonNotToMake: () => Reason | undefined
): Reason | undefined {
  const parts = parseSlotId(request.toSlotId)
  const isMaking = request.makesSlot === true || request.restores !== undefined
  if (isMaking && by !== 'coach') return 'coaches-only'
  if (parts === undefined || target === undefined || target.coach === undefined) return 'slot-gone'
  if (request.toSlotId === booking.slotId) return 'already-there'
  if (request.onlyFrom !== undefined && request.onlyFrom !== booking.slotId) return 'outdated'
  if (parts.coachId !== booking.coachId) return 'other-coach'
  if (by === 'student' && target.isBlocked === true) return 'by-arrangement'
  return (
    (request.makesSlot === true ? findHoursClosed(target.slot) : findSlotClosed(target.slot)) ??
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
    }) ??
    (isMaking ? findReasonNotToMake() : undefined)
  )
}

/** Where a slot may be made, what is not there and what its coach was not granted are free hours (RS12). */
function findHoursClosed(current: Current<Slot>): Reason | undefined {
  const isFree = current.kind !== 'live' || current.value.status === 'declined'
  return isFree ? undefined : findSlotClosed(current)
}

/** Two hours from the start that the id says. */
function toHours(slotId: string, fallback: Booking): { readonly startsAt: Instant; readonly endsAt: Instant } {
  const startsAt = parseSlotId(slotId)?.startsAt ?? fallback.startsAt
  return { startsAt, endsAt: startsAt + slotLengthMs }
}
