import type { Booking } from '../model/booking.ts'
import { isFilledSlot } from '../model/filled-making.ts'
import { fingerprintText } from '../model/notice.ts'
import type { UserId } from '../model/primitives.ts'
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
 * @param left the bookings that have been in this slot and are not any more
 */
export function findOpening(slot: Slot, left: readonly Booking[]): Opening | undefined {
  if (slot.status !== 'open') return undefined
  const { makingId = '' } = slot
  // A slot that a coach made by hand since is a new one, whoever was in those hours before. Sessions take the making from theirs.
  const isMadeByHand = makingId !== '' && !isFilledSlot(slot)
  const last = isMadeByHand ? undefined : findLastLeft(slot.id, left)
  const stamp = `${makingId} ${last?.booking.id ?? ''} ${last?.at ?? ''}`
  const occasion = fingerprintText(stamp) + fingerprintText(`${slot.id} ${stamp}`)
  return { slot, occasion, ...(last === undefined ? {} : { leftBy: last.booking.studentId }) }
}

/** When a booking left these hours: by a cancellation, or by its last move out of them; undefined where it never did. */
function leftAt(slotId: string, { slotId: standsIn, state, cancellation, moves = [] }: Booking): number | undefined {
  if (state === 'cancelled' && standsIn === slotId) return cancellation?.at
  return moves.findLast(({ fromSlotId }) => fromSlotId === slotId)?.at
}

/** The slots that a booking has left. */
export function listLeftSlots({ slotId, state, moves = [] }: Booking): readonly string[] {
  const left = moves.map(({ fromSlotId }) => fromSlotId)
  return state === 'cancelled' ? [...left, slotId] : left
}

function findLastLeft(slotId: string, left: readonly Booking[]) {
  const all = left.flatMap(booking => {
    const at = leftAt(slotId, booking)
    return at === undefined ? [] : [{ booking, at }]
  })
  return all.toSorted((a, b) => a.at - b.at || (a.booking.id < b.booking.id ? -1 : 1)).at(-1)
}
