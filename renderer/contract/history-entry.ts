import { z } from 'zod'
import { displayNameMaxLength, typedJsonMaxLength } from '#domain/model/limits.ts'
import { bookingIdSchema, instantSchema, requestIdSchema, slotIdSchema } from '#domain/model/primitives.ts'
import { keptReasonSchema } from '#domain/model/reasons.ts'
import { maxSeriesDates } from '#domain/model/series.ts'

/** What a person did on this device. */
export const changeKindSchema = z.enum([
  'slots-created',
  'slot-moved',
  'slot-removed',
  'slot-reopened',
  'slot-claimed',
  'pencilled',
  'cancel-asked',
  'reschedule-asked',
  'wrapped-up',
  'reviewed',
  'ticked',
  'paid-noted',
  'profile-saved',
  'hours-saved',
  'student-blocked',
  'student-unblocked',
  'how-we-meet-saved',
  'dossier-saved',
  'day-cancelled',
  'watch-made',
  'watch-changed',
  'watch-removed'
])

/**
 * What became of a change. `waiting` the server has not answered; `adjusted` it holds something else than what was done here;
 * `undone` its person took it back.
 */
export const changeOutcomeSchema = z.enum(['waiting', 'confirmed', 'declined', 'adjusted', 'undone'])

/** What one change did to one of several sessions. */
const historyPartSchema = z.strictObject({
  slotIds: z.array(slotIdSchema).max(2),
  bookingId: bookingIdSchema,
  requestId: requestIdSchema.optional(),
  before: z.string().max(typedJsonMaxLength).optional(),
  after: z.string().max(typedJsonMaxLength).optional(),
  /** It was taken back by itself. */
  undoneAs: z.enum(['withdrawn', 'reverted']).optional()
})

/** One change that a person made on this device: what was there before, what after, and what became of it. It stays on the device. */
export const historyEntrySchema = z.strictObject({
  /** Fresh random bits: a change is never the same as another one. */
  id: z.string().min(1).max(64),
  kind: changeKindSchema,
  /** Counts up: a clock that is set back puts nothing in the wrong place. */
  order: z.int().min(0),
  /** By the server's clock as measured. */
  at: instantSchema,
  outcome: changeOutcomeSchema,
  /** Of what was undone: whether it never left this device, or a later change set things back. */
  undoneAs: z.enum(['withdrawn', 'reverted']).optional(),
  /** Why it was declined. */
  reason: keptReasonSchema.optional(),
  /** The slots in question; of a move the one that was left, then the one that took its place. */
  slotIds: z.array(slotIdSchema).max(200),
  bookingId: bookingIdSchema.optional(),
  requestId: requestIdSchema.optional(),
  /** Of a change of several sessions at once, what it did to each. */
  parts: z.array(historyPartSchema).max(maxSeriesDates).optional(),
  /** The other party, where there is one. */
  otherName: z.string().max(displayNameMaxLength).optional(),
  /** JSON of the fields in question, before and after; absent where there was or is nothing. */
  before: z.string().max(typedJsonMaxLength).optional(),
  after: z.string().max(typedJsonMaxLength).optional()
})

export type ChangeKind = z.infer<typeof changeKindSchema>
export type ChangeOutcome = z.infer<typeof changeOutcomeSchema>
export type HistoryPart = z.infer<typeof historyPartSchema>
export type HistoryEntry = z.infer<typeof historyEntrySchema>
