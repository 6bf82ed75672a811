import { z } from 'zod'
import { instantSchema } from './primitives.ts'

/** Reminders of one session at most. */
export const maxReminders = 3
const dayMin = 24 * 60
const maxMinutesBefore = 14 * dayMin

/** Minutes before a session starts. */
const reminderTimesSchema = z
  .array(z.int().min(5).max(maxMinutesBefore))
  .max(maxReminders)
  .refine(times => new Set(times).size === times.length, 'must not name a time twice')

/** Which mails a person wants (ML8). What concerns the account itself, as an address to confirm, always comes. */
export const mailPreferencesSchema = z.strictObject({
  /** Of sessions that are booked, moved or cancelled. */
  changes: z.boolean(),
  reminders: reminderTimesSchema,
  /** When they were chosen. */
  chosenAt: instantSchema
})
export type MailPreferences = z.infer<typeof mailPreferencesSchema>

/** Of who has chosen nothing: every change, and a reminder a day before. */
export const defaultMailPreferences: MailPreferences = { changes: true, reminders: [dayMin], chosenAt: 0 }
