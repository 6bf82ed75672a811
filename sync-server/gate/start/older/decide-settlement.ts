import { z } from 'zod'
import { type Booking, bookingSchema, bookingStateSchema, sessionMoveSchema } from '#domain/model/booking.ts'
import { sessionTermsSchema } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import { moveSession } from '#domain/rules/judge-reschedule.ts'

/**
 * An entry of the journal as versions up to 0.1.0 stored it: a claim was an intent until its slot was stored, and a move was announced
 * until the session's new slot was.
 */
export const olderBookingSchema = bookingSchema.extend({
  state: z.enum(['intent', ...bookingStateSchema.options]),
  moving: sessionMoveSchema.optional(),
  movingTerms: sessionTermsSchema.optional()
})
export type OlderBooking = z.infer<typeof olderBookingSchema>

/** A slot that a session has left, and whether it becomes an open one again. */
export interface Freed {
  readonly slotId: string
  readonly reopen: boolean
}

/** How an entry ends that an interruption left: what it says from now on, and slots that it must let go of. */
export interface Settlement {
  readonly entry: Booking | 'dropped'
  readonly free: readonly Freed[]
}

export function isHalfDone({ state, moving }: OlderBooking): boolean {
  return state === 'intent' || moving !== undefined
}

/**
 * The slot decides: where it carries the booking's id, the claim or the move was committed. Otherwise no verdict was given:
 * an intent goes, an announced move is taken back, and a resend is judged anew. Which of two slots that carry one id is the
 * session's, the journal says; a cancelled session has none.
 */
export function decideSettlement(booking: OlderBooking, findSlot: (id: string) => Slot | undefined): Settlement {
  const isHeld = (slotId: string) => findSlot(slotId)?.bookingId === booking.id
  const { moving, movingTerms, state, ...rest } = booking
  if (state === 'intent') {
    return { entry: isHeld(booking.slotId) ? { ...rest, state: 'confirmed' } : 'dropped', free: [] }
  }
  const before: Booking = { ...rest, state }
  const entry =
    moving !== undefined && isHeld(moving.toSlotId) ? moveSession(before, moving, { terms: movingTerms }) : before
  const left = (entry.moves ?? []).map(({ fromSlotId, reopenSlot }) => ({ slotId: fromSlotId, reopen: reopenSlot }))
  const held = left.filter(({ slotId }) => slotId !== entry.slotId && isHeld(slotId))
  const { cancellation, slotId } = entry
  const cancelled =
    state === 'cancelled' && isHeld(slotId) ? [{ slotId, reopen: cancellation?.reopenSlot === true }] : []
  return { entry, free: [...held, ...cancelled] }
}
