import { z } from 'zod'
import { dayNoteMaxLength, maxDateOverrides, maxSkips, maxStartsADay, maxWeeksAhead } from './limits.ts'
import { lineInputSchema } from './line.ts'
import { instantSchema, lineSchema } from './primitives.ts'

/** Minutes of a day at which the last slot may start, on a five-minute boundary. */
const lastStartMin = 1_435
const slotLengthMin = 120

/**
 * Tells one setting of a day's starts from an earlier one: eight random hex digits, fresh each time that these starts are changed.
 * What was said of a start of an earlier generation does not concern this one.
 */
const generationSchema = z
  .string()
  .max(8)
  .regex(/^[0-9a-f]{8}$/)

/** Starts of one day in the coach's zone, in minutes after midnight, ascending, none within the two hours of another. */
const startsSchema = z
  .array(z.int().min(0).max(lastStartMin).multipleOf(5))
  .max(maxStartsADay)
  .refine(starts => isAscending(starts, slotLengthMin), 'must be ascending, two hours apart')

/** What is offered on a weekday. One without starts may be left out. */
export const weekdayHoursSchema = z.strictObject({
  /** 1 (Monday) to 7 (Sunday). */
  weekday: z.int().min(1).max(7),
  starts: startsSchema,
  generation: generationSchema
})

/** A date that is not like its weekday. Without starts it is a day off. */
export const dateOverrideSchema = z.strictObject({
  date: z.iso.date(),
  starts: startsSchema,
  generation: generationSchema,
  /** Everybody reads it where the coach's slots would be. */
  note: lineSchema.max(dayNoteMaxLength).optional()
})

/** A start that its coach took away: it is not filled again in this generation. */
export const skipSchema = z.strictObject({ startsAt: instantSchema, generation: generationSchema })

/**
 * When a coach wants to be booked: the gate keeps the calendar filled by it (AV1). A part of the public profile, and public as the slots
 * are that come of it.
 */
export const availabilitySchema = z.strictObject({
  weekly: z
    .array(weekdayHoursSchema)
    .max(7)
    .refine(days => isAscending(days.map(day => day.weekday)), 'must name each weekday once, in order'),
  overrides: z
    .array(dateOverrideSchema)
    .max(maxDateOverrides)
    .refine(
      dates => dates.every(({ date }, at) => at === 0 || date > (dates[at - 1]?.date ?? '')),
      'must name each date once, in order'
    ),
  /** So many weeks are kept filled; 0: none. */
  weeksAhead: z.int().min(0).max(maxWeeksAhead),
  skips: z.array(skipSchema).max(maxSkips)
})

/** A note as it is typed. */
export const dayNoteInputSchema = lineInputSchema.pipe(z.string().max(dayNoteMaxLength))

export type WeekdayHours = z.infer<typeof weekdayHoursSchema>
export type DateOverride = z.infer<typeof dateOverrideSchema>
export type Skip = z.infer<typeof skipSchema>
export type CoachAvailability = z.infer<typeof availabilitySchema>

/** What holds for a coach who has set no hours: nothing is filled. */
export const noAvailability: CoachAvailability = { weekly: [], overrides: [], weeksAhead: 8, skips: [] }

function isAscending(numbers: readonly number[], apart = 1): boolean {
  return numbers.every((number, at) => at === 0 || number - (numbers[at - 1] ?? 0) >= apart)
}
