import { z } from 'zod'
import { actionMaxLength, maxStoredActions, summaryMaxLength } from './limits.ts'
import { growingEnum } from './newer.ts'
import { bookingIdSchema, instantSchema } from './primitives.ts'
import { partyRoleSchema } from './role.ts'

/** 128 random bits in hex; of one that was a follow-up, see `actions/follow-ups.ts`. */
export const actionIdSchema = bookingIdSchema

const textSchema = z.string().min(1).max(actionMaxLength)
/** A date on the calendar of whoever reads it. */
const dueDateSchema = z.iso.date()

/** What coach or student is to do after a session, as its coach wrote it (SU1). It never changes its owner: that is another action. */
export const actionSchema = z.strictObject({
  text: textSchema,
  owner: growingEnum(partyRoleSchema.options),
  dueDate: dueDateSchema.optional(),
  madeAt: instantSchema,
  /** When it was last changed, by the measured server clock. It orders edits of two devices. */
  editedAt: instantSchema,
  /** Of the coach's own alone: since when it is done. */
  doneAt: instantSchema.optional()
})

export const actionsSchema = z
  .record(actionIdSchema, actionSchema)
  .refine(isShortEnough, `has more than ${maxStoredActions} actions`)

/** An action of the student, as the journal carries it to the student (SU2). */
const sharedActionSchema = actionSchema.pick({ text: true, dueDate: true, madeAt: true })

/** What a coach has written of a session for its student. */
export const sharedSchema = z.strictObject({
  summary: z.string().min(1).max(summaryMaxLength).optional(),
  actions: z.record(actionIdSchema, sharedActionSchema).refine(isShortEnough),
  /** When its last change reached the server. */
  at: instantSchema
})

/** A student's word that an action is done, or is not after all. */
export const tickSchema = z.strictObject({
  doneAt: instantSchema.nullable(),
  editedAt: instantSchema,
  /** What the action said to the student who ticked it: it may have been changed or removed meanwhile (SU6). */
  text: textSchema
})

export const ticksSchema = z
  .record(actionIdSchema, tickSchema)
  .refine(isShortEnough, `has more than ${maxStoredActions} ticks`)

function isShortEnough(items: object): boolean {
  return Object.keys(items).length <= maxStoredActions
}

export type ActionId = z.infer<typeof actionIdSchema>
export type Action = z.infer<typeof actionSchema>
export type Actions = z.infer<typeof actionsSchema>
export type Shared = z.infer<typeof sharedSchema>
export type Tick = z.infer<typeof tickSchema>
export type Ticks = z.infer<typeof ticksSchema>
