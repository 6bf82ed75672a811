import { z } from 'zod'
import { reasonSchema } from '../rules/reasons.ts'
import { bookingIdSchema, instantSchema, slotIdSchema, slotLengthMs, userIdSchema } from './primitives.ts'
import { parseSlotId } from './slot-id.ts'

/**
 * `open` can be claimed; `requested` is a claim and exists only on the claimant's device; `booked` carries its
 * booking; `declined` came too late or overlapped, is shown to its coach and cannot be booked.
 */
export const slotStatusSchema = z.enum(['open', 'requested', 'booked', 'declined'])

/** Two hours of a coach's time. Shared with everyone signed in, so it carries nothing about the student. */
export const slotSchema = z.strictObject({
  id: slotIdSchema,
  coachId: userIdSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  status: slotStatusSchema,
  /** Present while `requested` or `booked`. */
  bookingId: bookingIdSchema.optional(),
  /** Only on a claim: the instant (server's clock) after which it must not be granted any more. */
  validUntil: instantSchema.optional(),
  /** The slot that this one replaces: a move is one write. */
  movesFrom: slotIdSchema.optional(),
  /** Why it was declined, and the slot it met. */
  decline: z.strictObject({ reason: reasonSchema, slotId: slotIdSchema.optional() }).optional()
})

export type Slot = z.infer<typeof slotSchema>

/** Live slots take up their coach's time. */
export function isLiveSlot(slot: Slot): boolean {
  return slot.status === 'open' || slot.status === 'booked' || slot.status === 'requested'
}

/** The fields of a removed slot, which its id alone gives; undefined where the id is not a slot id. */
export function slotFromId(id: string): Slot | undefined {
  const parts = parseSlotId(id)
  if (parts === undefined) return undefined
  return { id, ...parts, endsAt: parts.startsAt + slotLengthMs, status: 'open' }
}
