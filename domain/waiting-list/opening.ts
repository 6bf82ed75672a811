import type { Booking } from '../model/booking.ts'
import { isFilledSlot } from '../model/filled-making.ts'
import { fingerprintText } from '../model/notice.ts'
import type { Instant, UserId } from '../model/primitives.ts'
import type { Slot } from '../model/slot.ts'

/** A slot that is there to be booked since something happened: it was made, or a session left it (WL4). */
export interface Opening {
  readonly slot: Slot
  /** What happened, as a stamp that says nothing of anybody. The same slot that opens again is another occasion. */
  readonly occasion: string
  /** Whose session left it just now: that student is not told. */
  readonly leftBy?: UserId
}

/**
 * How a slot came to be open; undefined where it is not.
 * @param left the bookings that have been in this slot and are not any more, in the order in which they left it. What a clock said then does
 *   not count: it may have been set back since.
 */
export function findOpening(slot: Slot, left: readonly Booking[]): Opening | undefined {
  if (slot.status !== 'open') return undefined
  const { makingId = '' } = slot
  // A slot that a coach made by hand since is a new one, whoever was in those hours before. Sessions take the making from theirs.
  const isMadeByHand = makingId !== '' && !isFilledSlot(slot)
  const last = isMadeByHand ? undefined : left.at(-1)
  const stamp = `${makingId} ${last?.id ?? ''} ${last === undefined ? '' : (leftAt(slot.id, last) ?? '')}`
  const occasion = fingerprintText(stamp) + fingerprintText(`${slot.id} ${stamp}`)
  return { slot, occasion, ...(last === undefined ? {} : { leftBy: last.studentId }) }
}

/** When a booking left these hours: by a cancellation, or by its last move out of them; undefined where it never did. */
export function leftAt(
  slotId: string,
  { slotId: standsIn, state, cancellation, moves = [] }: Booking
): Instant | undefined {
  if (state === 'cancelled' && standsIn === slotId) return cancellation?.at
  return moves.findLast(({ fromSlotId }) => fromSlotId === slotId)?.at
}

/** How often a booking has left a slot: it may have been moved back in between. */
export function countLeft(slotId: string, booking: Booking): number {
  return listLeftSlots(booking).filter(id => id === slotId).length
}

/** The slots that a booking has left, one as often as it did. */
export function listLeftSlots({ slotId, state, moves = [] }: Booking): readonly string[] {
  const left = moves.map(({ fromSlotId }) => fromSlotId)
  return state === 'cancelled' ? [...left, slotId] : left
}
