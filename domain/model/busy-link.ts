import { z } from 'zod'
import { readCalendarUrl } from './calendar-url.ts'
import { calendarUrlMaxLength } from './limits.ts'
import { growingEnum } from './newer.ts'
import { instantSchema } from './primitives.ts'

/** The one document about the calendar that the server reads for a coach, in the coach's own database. */
export const busyLinkId = 'busy-link'

/** Why a calendar could not be read the last time. */
export const readFailures = [
  'unreachable',
  'not-found',
  'wants-password',
  'private-address',
  'not-a-calendar',
  'too-large',
  'forbidden'
] as const

export type ReadFailure = (typeof readFailures)[number]

/** What the server last made of the address (BU3). */
export const linkReadingSchema = z.strictObject({
  /** When it was last asked, whatever came of it. */
  triedAt: instantSchema,
  /** When its times were last known to be right; left out: never. */
  readAt: instantSchema.optional(),
  /** Left out where it was read. */
  failure: growingEnum(readFailures).optional(),
  /** There are more times than are kept; the earliest are. */
  isCut: z.literal(true).optional()
})

/**
 * The web address of a coach's calendar. It is a secret: whoever has it reads the whole calendar. Nobody but the coach and the server has
 * it, and it stands in no other document (BU2).
 */
export const busyLinkSchema = z.strictObject({
  id: z.literal(busyLinkId),
  kind: z.literal('busy-link'),
  /** As `readCalendarUrl` gives it; left out: none any more. */
  url: z
    .string()
    .max(calendarUrlMaxLength)
    .refine(url => readCalendarUrl(url) === url, 'must be a web address')
    .optional(),
  /** When its coach saved it, or asked that it is read again. */
  askedAt: instantSchema,
  /** Of this address; the server's, and ignored in a push. */
  reading: linkReadingSchema.optional()
})

export type BusyLink = z.infer<typeof busyLinkSchema>
export type LinkReading = z.infer<typeof linkReadingSchema>
