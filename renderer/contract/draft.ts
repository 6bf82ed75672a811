import { z } from 'zod'
import { actionIdSchema } from '#domain/model/action.ts'
import { reviewSchema } from '#domain/model/booking.ts'
import { sessionCopySchema, followUpSchema } from '#domain/model/session-copy.ts'
import { followUpMaxLength, maxFollowUps, notesMaxLength } from '#domain/model/limits.ts'
import { type Instant, scoreSchema, slotIdSchema } from '#domain/model/primitives.ts'
import { partyRoleSchema } from '#domain/model/role.ts'

// What is being typed may be longer than what can be saved, and is kept all the same.
const textSchema = z.string().max(100 * notesMaxLength)
/** Fields of a form that lies over something stored: only those that were touched. */
const touchedSchema = z.record(z.string(), z.json())

/** Starts of slots, minutes after midnight, in the order in which they were typed. */
const startsSchema = z.array(z.int())
const daysFields = {
  /** `YYYY-MM-DD`, empty while it is not chosen. */
  from: z.string().max(10),
  to: z.string().max(10),
  note: textSchema
} as const

/** An action as it is edited: its text may be empty, or longer than can be saved. */
const editedActionSchema = z.strictObject({
  id: actionIdSchema.optional(),
  text: textSchema,
  owner: partyRoleSchema,
  /** `YYYY-MM-DD` */
  dueDate: z.string().max(10).optional(),
  isDone: z.boolean()
})

const wrapUpValuesSchema = z.strictObject({
  outcome: z.enum(['completed', 'no-show']).optional(),
  satisfaction: scoreSchema.optional(),
  notes: textSchema,
  followUps: z.array(followUpSchema.extend({ text: z.string().max(followUpMaxLength) })).max(maxFollowUps),
  /** The text in the field of a new follow-up that was not added yet. */
  newFollowUp: textSchema.optional(),
  /** Absent in drafts of before 0.3.0, and where the server takes none. */
  summary: textSchema.optional(),
  actions: z.array(editedActionSchema).optional(),
  newAction: textSchema.optional(),
  newOwner: partyRoleSchema.optional(),
  newDueDate: z.string().max(10).optional(),
  /** Absent: not said. */
  paid: z.boolean().optional()
})

/**
 * Every form with a free text: `values` is what its fields show, `base` what was stored when the typing began. A new form is one
 * more entry here.
 */
export const draftForms = {
  'wrap-up': {
    values: wrapUpValuesSchema,
    base: sessionCopySchema.pick({
      satisfaction: true,
      notes: true,
      followUps: true,
      summary: true,
      actions: true,
      paid: true
    })
  },
  review: {
    values: z.strictObject({ score: scoreSchema.optional(), text: textSchema }),
    base: z.strictObject({ review: reviewSchema.optional() })
  },
  cancel: { values: z.strictObject({ reason: textSchema, reopens: z.boolean() }), base: z.strictObject({}) },
  move: {
    values: z.strictObject({ reason: textSchema, reopens: z.boolean(), toSlotId: slotIdSchema.optional() }),
    base: z.strictObject({})
  },
  claim: { values: z.strictObject({ message: textSchema }), base: z.strictObject({}) },
  meeting: { values: touchedSchema, base: touchedSchema },
  'busy-link': { values: touchedSchema, base: touchedSchema },
  dossier: { values: touchedSchema, base: touchedSchema },
  'cancel-day': { values: z.strictObject({ reason: textSchema }), base: z.strictObject({}) },
  /** A coach's weekly hours: what changes, and the dates that are being added. */
  hours: {
    values: z.strictObject({
      weekly: z.array(z.strictObject({ weekday: z.int(), starts: startsSchema })).optional(),
      /** Null where the field was emptied. */
      weeksAhead: z.number().nullable().optional(),
      gapMin: z.number().nullable().optional(),
      dates: z.array(z.strictObject({ ...daysFields, starts: startsSchema.optional() })).optional(),
      adding: z.enum(['off', 'own']).optional(),
      ...daysFields,
      starts: startsSchema.optional()
    }),
    base: z.strictObject({})
  },
  away: { values: z.strictObject(daysFields), base: z.strictObject({}) },
  profile: { values: touchedSchema, base: touchedSchema },
  details: { values: touchedSchema, base: touchedSchema }
} as const

type Forms = typeof draftForms
export type DraftForm = keyof Forms
export type DraftValues = { readonly [F in DraftForm]: z.infer<Forms[F]['values']> }
export type DraftBases = { readonly [F in DraftForm]: z.infer<Forms[F]['base']> }

/** What a person has typed into a form and not saved. It stays on this device. */
export interface FormDraft<F extends DraftForm> {
  readonly form: F
  /** The booking that the form is about; of a message beside a claim, the coach; of a dossier, the student; of settings and hours, the person. */
  readonly subjectId: string
  readonly values: DraftValues[F]
  /** Absent in drafts of earlier versions. */
  readonly base?: DraftBases[F] | undefined
  readonly savedAt: Instant
}
export type Draft = { readonly [F in DraftForm]: FormDraft<F> }[DraftForm]

/** Of the document that keeps a draft: one for each form and subject. */
export function createDraftId(form: DraftForm, subjectId: string): string {
  return form === 'wrap-up' ? subjectId : `${form}:${subjectId}`
}
