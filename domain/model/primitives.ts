import { z } from 'zod'
import { displayNameMaxLength } from './limits.ts'

/** The length of every slot: exactly two hours of elapsed time, also across a clock change. */
export const slotLengthMs = 7_200_000
/** Slots start on a boundary of this many milliseconds (five minutes). */
export const slotGridMs = 300_000
/** How long a claim waits for the server before it lapses, so that nobody is booked days later unasked. */
export const claimValidityMs = 15 * 60_000
/** The largest instant that JavaScript's Date can hold. */
const maxInstantMs = 8_640_000_000_000_000

/** An instant: integer epoch milliseconds, UTC. `multipleOf` lets RxDB index it. */
export const instantSchema = z.int().min(0).max(maxInstantMs).multipleOf(1)

/** Random, lower case, safe inside a CouchDB database name. */
export const userIdSchema = z
  .string()
  .max(32)
  .regex(/^[a-z][a-z0-9]{7,31}$/)

/** 128 random bits in hex, fresh for each booking, so that it says nothing about the student. */
export const bookingIdSchema = z
  .string()
  .max(32)
  .regex(/^[0-9a-f]{32}$/)

/** Identifies one request of a party (cancel, reschedule, outcome), so that a repetition is recognised. */
export const requestIdSchema = bookingIdSchema

/** Tells a slot from an earlier one at the same time, which has the same id. */
export const makingIdSchema = bookingIdSchema

/** `<coachId>:<startsAt>`, see slot-id.ts. */
export const slotIdSchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]{7,31}:[0-9]{1,16}$/)

/** E.164: a plus sign and up to fifteen digits. */
export const phoneSchema = z
  .string()
  .max(16)
  .regex(/^\+[1-9][0-9]{6,14}$/)

/** Name of an IANA time zone. Whether the zone exists is asked in time/wall-clock.ts. */
export const zoneNameSchema = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/)

/** One line that other people read: no control characters, nothing that turns the direction of writing around. */
export const lineSchema = z
  .string()
  // oxlint-disable-next-line no-control-regex -- refusing them is what it is for
  .regex(/^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$/, 'must not contain control characters')

/** A person's name as others see it. */
export const displayNameSchema = lineSchema.trim().min(1).max(displayNameMaxLength)

/** A whole number of stars. */
export const scoreSchema = z.int().min(1).max(5).multipleOf(1)

export type UserId = z.infer<typeof userIdSchema>
export type BookingId = z.infer<typeof bookingIdSchema>
export type SlotId = z.infer<typeof slotIdSchema>
/** Epoch milliseconds, UTC. */
export type Instant = z.infer<typeof instantSchema>
