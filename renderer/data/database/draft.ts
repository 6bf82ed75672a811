import { z } from 'zod'
import { callSchema, followUpSchema } from '#domain/model/call.ts'
import { bookingIdSchema, instantSchema, notesMaxLength, scoreSchema } from '#domain/model/primitives.ts'

/** A wrap-up that is being written. It stays on this device. */
export const draftSchema = z.strictObject({
  /** The booking's id. */
  id: bookingIdSchema,
  outcome: z.enum(['completed', 'no-show']).optional(),
  satisfaction: scoreSchema.optional(),
  // What is being typed may be longer than what can be saved, and is kept all the same.
  notes: z.string().max(10 * notesMaxLength),
  followUps: z.array(followUpSchema.extend({ text: z.string().max(500) })).max(50),
  /** What stands in the field of a new follow-up, not added yet. */
  newFollowUp: z.string().max(notesMaxLength).optional(),
  /** What was recorded when this was begun. */
  base: callSchema.pick({ satisfaction: true, notes: true, followUps: true }).optional(),
  savedAt: instantSchema
})
export type Draft = z.infer<typeof draftSchema>
