import { z } from 'zod'
import { availabilitySchema } from './availability.ts'
import { bioMaxLength, headlineMaxLength, maxGapMin } from './limits.ts'
import { lineInputSchema, nameInputSchema } from './line.ts'
import { growingEnum } from './newer.ts'
import { displayNameSchema, lineSchema, userIdSchema, zoneNameSchema } from './primitives.ts'

/** What a coach asks of bookings. Minutes and days are whole numbers. */
export const bookingPolicySchema = z.strictObject({
  /** A claim must arrive at least this long before the slot starts. */
  minimumNoticeMin: z.int().min(0).max(43_200),
  /** A claim may reach at most this far ahead. */
  horizonDays: z.int().min(1).max(730),
  /** Sessions a day, counted in the coach's zone. */
  dailyCap: z.int().min(1).max(12),
  /** A student may cancel until this long before the start. */
  cancelCutoffMin: z.int().min(0).max(43_200),
  /** A student may move a session until this long before the start. */
  rescheduleCutoffMin: z.int().min(0).max(43_200)
})

/** The part of a policy that a booking keeps: until when its student may call it off or move it (TE1). */
export const sessionTermsSchema = bookingPolicySchema.pick({ cancelCutoffMin: true, rescheduleCutoffMin: true })

/** A coach's public page: the `users` database. No phone number, no e-mail. */
export const coachProfileSchema = z.strictObject({
  id: userIdSchema,
  displayName: displayNameSchema,
  headline: lineSchema.max(headlineMaxLength),
  bio: z.string().max(bioMaxLength),
  zone: zoneNameSchema,
  policy: bookingPolicySchema,
  /** A part of the policy, beside it because version 0.1.0 refuses a policy with more fields: minutes between two sessions (AV9). */
  gapMin: z.int().min(0).max(maxGapMin).optional(),
  /** Left out by a coach who has set no hours: nothing is filled. */
  availability: availabilitySchema.optional(),
  /** Whose own bookings are taken (BL1); absent: everyone's. */
  whoMayBook: growingEnum(['everyone', 'my-students']).optional(),
  /** A line on how the coach meets students, without details (HM2). */
  meetingLine: lineSchema.max(headlineMaxLength).optional()
})

/** The same as its coach types it. */
export const coachProfileInputSchema = coachProfileSchema.extend({
  displayName: nameInputSchema,
  headline: lineInputSchema.pipe(z.string().max(headlineMaxLength)),
  meetingLine: lineInputSchema.pipe(z.string().max(headlineMaxLength)).optional()
})

export type BookingPolicy = z.infer<typeof bookingPolicySchema>
export type SessionTerms = z.infer<typeof sessionTermsSchema>
export type CoachProfile = z.infer<typeof coachProfileSchema>

/** What holds for a coach who has not chosen. */
export const defaultBookingPolicy: BookingPolicy = {
  minimumNoticeMin: 60,
  horizonDays: 90,
  dailyCap: 6,
  cancelCutoffMin: 1_440,
  rescheduleCutoffMin: 1_440
}
