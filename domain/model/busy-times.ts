import { z } from 'zod'
import { busySourceMaxLength, maxBusyIntervals } from './limits.ts'
import { instantSchema, lineSchema } from './primitives.ts'

/** The times of the calendar file that a coach imported, in the coach's own database. */
export const busyTimesId = 'busy:file'

/** The times of the calendar whose address the coach gave; the server alone writes them (BU4). */
export const linkedTimesId = 'busy:link'

export const busyTimesIds = [busyTimesId, linkedTimesId] as const

/**
 * When a coach has no time, from another calendar: no titles, no places, no people. Nobody but the coach reads it, and filling keeps out
 * of these times (AV10).
 */
export const busyTimesSchema = z.strictObject({
  id: z.enum(busyTimesIds),
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
  /** Name of the file, for its coach to know it by; empty for a web address, which is a secret of its own document. */
  source: lineSchema.max(busySourceMaxLength),
  /** When a file was read on the device, by the server's clock as measured; of an address, when these times were first read. */
  importedAt: instantSchema
})

export type BusyTimes = z.infer<typeof busyTimesSchema>
