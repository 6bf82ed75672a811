import { z } from 'zod'
import { busySourceMaxLength, maxBusyIntervals } from './limits.ts'
import { instantSchema, lineSchema } from './primitives.ts'

/** The one document of a coach's imported times, in the coach's own database. */
export const busyTimesId = 'busy:file'

/**
 * When a coach has no time, from another calendar: no titles, no places, no people. Nobody but the coach reads it, and filling keeps out
 * of these times (AV10).
 */
export const busyTimesSchema = z.strictObject({
  id: z.literal(busyTimesId),
  kind: z.literal('busy'),
  /** Ascending by start, none touching another. */
  intervals: z
    .array(z.strictObject({ startsAt: instantSchema, endsAt: instantSchema }))
    .max(maxBusyIntervals)
    .refine(
      intervals =>
        intervals.every(
          ({ startsAt, endsAt }, at) => startsAt < endsAt && (at === 0 || startsAt > (intervals[at - 1]?.endsAt ?? 0))
        ),
      'must be ascending and apart'
    ),
  /** Name of the file, for its coach to know it by. */
  source: lineSchema.max(busySourceMaxLength),
  /** When it was read on the device, by the server's clock as measured. */
  importedAt: instantSchema
})

export type BusyTimes = z.infer<typeof busyTimesSchema>
