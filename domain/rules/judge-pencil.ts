import { type Booking, claimedSlotIdOf } from '../model/booking.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import type { Instant } from '../model/primitives.ts'
import type { Actor } from '../model/role.ts'
import { type Slot, slotFromId } from '../model/slot.ts'
import { isPlaceTaken } from '../series/find-series.ts'
import { createBooking, findThere, toBookedSlot } from './create-booking.ts'
import type { ClaimVerdict } from './judge-claim.ts'
import type { Reason } from '../model/reasons.ts'
import {
  type Agendas,
  findReasonNotToMeet,
  findSlotClosed,
  findTooMuchLost,
  maxPencilledAhead,
  type LostAttempts
} from './planned-meeting.ts'
import type { Current } from './verdict.ts'

/** What counts of a pencilled document: a fresh booking id, the slot, the student, and its place in a series. Everything else is the server's (PC7). */
export type Pencil = Pick<SessionCopy, 'id' | 'slotId' | 'otherId' | 'series'>

export interface PencilContext extends Agendas, LostAttempts {
  /** What is stored under the pencil's `slotId` now. */
  readonly current: Current<Slot>
  /** The journal entry that has the pencil's id. */
  readonly known: Booking | undefined
  /** The journal entry that holds the slot, where it is booked. */
  readonly holder: Booking | undefined
  /** The public profile of the coach who writes. */
  readonly coach: CoachProfile | undefined
  /** Whether these two have a booking already, of any state but a lost claim, or the student has accepted the coach's invitation (PC2). */
  readonly haveMet: boolean
  /** Whether the other person is a student whose account is in use. A device assumes it. */
  readonly isStudentActive: boolean
  /** What the journal has of the pencil's series (SR4). A device leaves it to the server. */
  readonly series?: readonly Booking[]
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/**
 * Judges a coach's pencilling in of a student (PC) as that student's claim: all rules but minimum notice and
 * horizon. The verdict is that of a claim; `lost` is remembered in the journal and told to the coach alone. A device asks
 * it for an early opinion with what it knows.
 */
export function judgePencil(actor: Actor, pencil: Pencil, context: PencilContext): ClaimVerdict {
  if (actor.role !== 'coach') return refuse('coaches-only')
  const slot = slotFromId(pencil.slotId)
  if (slot === undefined) return refuse('malformed')
  if (slot.coachId !== actor.userId) return refuse('not-yours')
  const { known, holder, coach, haveMet, isStudentActive } = context
  if (known !== undefined) {
    return isRepetition(known, actor, pencil) ? { kind: 'repeated', booking: known } : refuse('booking-id-in-use')
  }
  if (!haveMet) return refuse('unknown-student')
  if (holder !== undefined && holder.studentId === pencil.otherId) return refuse('already-yours')
  const tooMuch = findTooMuchLost(context)
  if (tooMuch !== undefined) return refuse(tooMuch)
  const pencilled = (context.ahead ?? []).filter(
    booking => booking.pencilled === true && booking.coachId === actor.userId
  )
  if (pencilled.length >= maxPencilledAhead) return refuse('too-many-sessions')
  if (isPlaceTaken(context.series ?? [], pencil.series?.position)) return refuse('series-place-taken')
  if (coach === undefined) return refuse('coaches-only')
  const lost = isStudentActive ? findReasonToDecline(pencil, slot, coach, context) : 'student-unavailable'
  const entry = {
    bookingId: pencil.id,
    slot,
    studentId: pencil.otherId,
    isPencilled: true,
    series: pencil.series,
    lost
  }
  const booking = createBooking({ ...entry, policy: coach.policy, now: context.now })
  if (lost !== undefined) return { kind: 'lost', reason: lost, booking }
  return { kind: 'granted', slot: toBookedSlot(findThere(context.current, slot), pencil.id), booking }
}

function isRepetition(known: Booking, actor: Actor, { slotId, otherId }: Pencil): boolean {
  const isSameWish = claimedSlotIdOf(known) === slotId && known.studentId === otherId
  return known.pencilled === true && known.coachId === actor.userId && isSameWish
}

function findReasonToDecline(
  { otherId }: Pencil,
  slot: Slot,
  coach: CoachProfile,
  context: PencilContext
): Reason | undefined {
  const closed = findSlotClosed(context.current)
  return closed ?? findReasonNotToMeet({ ...context, interval: slot, coach, studentId: otherId, holdsNotice: false })
}

function refuse(reason: Reason): ClaimVerdict {
  return { kind: 'refused', reason }
}
