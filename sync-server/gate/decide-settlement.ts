import type { Booking } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import { completeMove, dropMove } from '#domain/rules/judge-reschedule.ts'
import type { Freed } from './plan-call.ts'

/** How a booking ends after an interruption: its entry (the same where nothing is left to do), and slots that it must let go of. */
export interface Settlement {
  readonly entry: Booking | 'dropped'
  readonly free: readonly Freed[]
}

/**
 * The slot decides: where it carries the booking's id, the claim or the move was committed. Otherwise no verdict was given:
 * an intent goes, an announced move is taken back, and a resend is judged anew. Which of two slots that carry one id is the
 * session's, the journal says; a cancelled session has none.
 */
export function decideSettlement(booking: Booking, findSlot: (id: string) => Slot | undefined): Settlement {
  const isHeld = (slotId: string) => findSlot(slotId)?.bookingId === booking.id
  if (booking.state === 'intent') {
    return { entry: isHeld(booking.slotId) ? { ...booking, state: 'confirmed' } : 'dropped', free: [] }
  }
  const { moving } = booking
  const entry = moving === undefined ? booking : finishMove(booking, isHeld(moving.toSlotId))
  const left = (entry.moves ?? []).map(({ fromSlotId, reopenSlot }) => ({ slotId: fromSlotId, reopen: reopenSlot }))
  const held = left.filter(({ slotId }) => slotId !== entry.slotId && isHeld(slotId))
  const { cancellation, slotId, state } = entry
  const cancelled =
    state === 'cancelled' && isHeld(slotId) ? [{ slotId, reopen: cancellation?.reopenSlot === true }] : []
  return { entry, free: [...held, ...cancelled] }
}

function finishMove(booking: Booking, isCommitted: boolean): Booking {
  const { moving } = booking
  return moving !== undefined && isCommitted ? completeMove(booking, moving) : dropMove(booking)
}

/** Whether an interruption left anything to do. */
export function isSettled(booking: Booking, { entry, free }: Settlement): boolean {
  return entry === booking && free.length === 0
}
