import { z } from 'zod'
import { bookingIdSchema } from './primitives.ts'

/** So many weeks a series lasts at most, and so many dates it has. */
export const maxSeriesDates = 12

/** 128 random bits in hex. Booking ids are not made of it: who knows it, its two people, learns nothing of anybody's slots. */
const seriesIdSchema = bookingIdSchema

/**
 * The place of one booking in a series: the same weekday and clock time, week by week (SR1). It stands in claims, in the journal and in
 * the copies of both parties, and never in a slot, which everybody reads (SR3).
 */
export const seriesPlaceSchema = z.strictObject({
  id: seriesIdSchema,
  /** Weeks after the first date. */
  position: z
    .int()
    .min(0)
    .max(maxSeriesDates - 1)
})

export type SeriesPlace = z.infer<typeof seriesPlaceSchema>
