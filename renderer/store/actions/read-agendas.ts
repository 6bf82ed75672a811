import type { Booking } from '#domain/model/booking.ts'
import type { UserId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Agendas } from '#domain/rules/planned-meeting.ts'
import { findWaitingMove } from '#domain/projection/waiting.ts'
import type { Current } from '#domain/rules/verdict.ts'
import type { ActionContext } from './action-context.ts'
import { readBooking, listOwnTakes } from './read-booking.ts'

/** What this device knows of who is busy when: the own bookings, and the hours of the coach that are taken. */
export function readAgendas({ account, repositories }: ActionContext, coachId: UserId): Agendas {
  const own = readOwnBookings({ account, repositories })
  const known = new Set(own.map(({ id }) => id))
  // A booked slot of an own session is that session.
  const taken = repositories.slots.items.filter(
    slot => slot.coachId === coachId && slot.status === 'booked' && !known.has(slot.bookingId ?? '')
  )
  const ofCoach = own.filter(booking => booking.coachId === coachId)
  return { studentBookings: own, coachBookings: [...ofCoach, ...taken.map(slotToBooking)] }
}

function readOwnBookings({
  account,
  repositories
}: Pick<ActionContext, 'account' | 'repositories'>): readonly Booking[] {
  return repositories.calls.items.flatMap(copy => {
    if (copy.kind !== 'call') return []
    const booking = readBooking(copy, account.userId)
    const move = findWaitingMove(copy)
    if (move === undefined) return [booking]
    // Until the answer has come the session takes both: where it is, and where it is to go (RS10).
    const { slotId, startsAt, endsAt } = move
    return [booking, { ...booking, slotId, startsAt, endsAt }]
  })
}

/**
 * A slot as the gate would find it; one that an own request is about to take counts as taken.
 * @param slots among which it is looked for
 */
export function readSlot(
  context: ActionContext,
  slotId: string,
  slots: readonly Slot[] = context.readSlots()
): Current<Slot> {
  const slot = slots.find(({ id }) => id === slotId)
  if (slot === undefined) return { kind: 'absent' }
  const isTaken = slot.status === 'open' && listOwnTakes(context).has(slotId)
  return { kind: 'live', value: isTaken ? { ...slot, status: 'booked' } : slot }
}

/** What everybody may know of another person's booking: that the hours are taken. */
function slotToBooking({ id, coachId, startsAt, endsAt, bookingId }: Slot): Booking {
  return {
    id: bookingId ?? '',
    slotId: id,
    coachId,
    studentId: '',
    startsAt,
    endsAt,
    state: 'confirmed',
    claimedAt: 0,
    requests: []
  }
}
