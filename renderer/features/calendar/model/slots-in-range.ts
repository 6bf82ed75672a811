import { slotLengthMs } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Interval } from '#domain/time/interval.ts'

/**
 * The slots that share an instant with the range, in order. Two binary searches, so that a store of years costs nothing.
 * @param slots ascending by start; each two hours long
 */
export function slotsInRange(slots: readonly Slot[], range: Interval): readonly Slot[] {
  return slots.slice(
    indexOfFirstAfter(slots, range.startsAt - slotLengthMs),
    indexOfFirstAfter(slots, range.endsAt - 1)
  )
}

/** How many slots start at or before the instant. */
function indexOfFirstAfter(slots: readonly Slot[], at: number): number {
  let low = 0
  let high = slots.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const slot = slots[middle]
    if (slot !== undefined && slot.startsAt <= at) low = middle + 1
    else high = middle
  }
  return low
}
