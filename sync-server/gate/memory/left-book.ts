import type { Booking } from '#domain/model/booking.ts'
import { countLeft, leftAt, listLeftSlots } from '#domain/waiting-list/opening.ts'

/**
 * Which bookings have left a slot, in the order in which they did. What left it in this run of the server comes in the order of the writes,
 * as the clock may be set back between two of them; what is read at the start is in the order of its times.
 */
export interface LeftBook {
  /** @param before the same booking as it was known until now; undefined: it was not */
  note(before: Booking | undefined, booking: Booking): void
  forget(booking: Booking): void
  list(slotId: string): readonly Booking[]
}

export function createLeftBook(): LeftBook {
  const leftBySlot = new Map<string, readonly Booking[]>()

  function set(slotId: string, bookings: readonly Booking[]): void {
    if (bookings.length > 0) leftBySlot.set(slotId, bookings)
    else leftBySlot.delete(slotId)
  }

  function noteOne(slotId: string, before: Booking | undefined, booking: Booking): void {
    const known = leftBySlot.get(slotId) ?? []
    const at = known.findIndex(({ id }) => id === booking.id)
    const wasLeft = before === undefined ? 0 : countLeft(slotId, before)
    const isLeftAnew = countLeft(slotId, booking) > wasLeft
    if (at >= 0 && !isLeftAnew) return set(slotId, known.with(at, booking))
    const others = known.filter(({ id }) => id !== booking.id)
    const time = leftAt(slotId, booking) ?? 0
    const later = before === undefined ? others.findIndex(one => (leftAt(slotId, one) ?? 0) > time) : -1
    set(slotId, later < 0 ? [...others, booking] : others.toSpliced(later, 0, booking))
  }

  return {
    note(before, booking) {
      for (const slotId of new Set(listLeftSlots(booking))) noteOne(slotId, before, booking)
    },
    forget(booking) {
      for (const slotId of listLeftSlots(booking)) {
        const others = (leftBySlot.get(slotId) ?? []).filter(({ id }) => id !== booking.id)
        set(slotId, others)
      }
    },
    list: slotId => leftBySlot.get(slotId) ?? []
  }
}
