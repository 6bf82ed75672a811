import { z } from 'zod'
import { maxOfferedStarts } from './limits.ts'
import { type Instant, instantSchema } from './primitives.ts'

const prefix = 'offered:'

/** @param month of the calendar in UTC, `YYYY-MM` */
export function createOfferedId(month: string): string {
  return prefix + month
}

export function isOfferedId(id: string): boolean {
  return id.startsWith(prefix)
}

/** The month in UTC that a record is of, by its id. */
export function toOfferedMonth(id: string): string {
  return id.slice(prefix.length)
}

/** Ascending, each once. */
const startsSchema = z
  .array(instantSchema)
  .max(maxOfferedStarts)
  .refine(starts => starts.every((at, n) => n === 0 || at > (starts[n - 1] ?? at)), 'must ascend')

/**
 * What a coach's slots were at their starts, of one month in UTC: no zone is needed to write it, and none that changes later makes it
 * wrong. The server alone writes it, into the coach's own database (IN7), for open slots leave `slots` some weeks after their end.
 */
export const offeredMonthSchema = z.strictObject({
  id: z.string().regex(/^offered:\d{4}-(?:0[1-9]|1[0-2])$/),
  kind: z.literal('offered'),
  /** From here on all starts of the month are in it; what began before was not recorded as a whole. */
  since: instantSchema,
  /** When slots began that were booked then. */
  booked: startsSchema,
  /** When slots began that nobody had booked. */
  open: startsSchema
})

export type OfferedMonth = z.infer<typeof offeredMonthSchema>

/** Without a slot yet. */
export function createOfferedMonth(month: string, since: Instant): OfferedMonth {
  return { id: createOfferedId(month), kind: 'offered', since, booked: [], open: [] }
}
