import { createHash } from 'node:crypto'
import { z } from 'zod'
import { bookingIdSchema, instantSchema, userIdSchema } from '#domain/model/primitives.ts'

/** What a message tells of: a booking, and the occasion in its life (`domain/mail`). */
const subjectSchema = z.strictObject({ bookingId: bookingIdSchema, key: z.string().min(1).max(200) })

/**
 * One message of the server's own `outbox`: whom it is for and what it tells of, never its words. Those are written when it is sent, from
 * what holds then.
 */
export const messageSchema = z.strictObject({
  id: z.string().regex(/^m[0-9a-f]{32}$/),
  to: userIdSchema,
  kind: z.enum(['booked', 'moved', 'cancelled', 'reminder', 'confirm-address']),
  /** What is told of in this one message, earliest first; of an address nothing. */
  subjects: z.array(subjectSchema),
  /** What its occasions have in common: others of the same action join it while it was not tried yet (ML6). */
  action: z.string().max(200).optional(),
  madeAt: instantSchema,
  /** How often it was tried in vain. */
  attempts: z.int().min(0),
  /** Not before this. */
  nextAt: instantSchema,
  /** `waiting` is the one that is not final. `refused`: for good by the mail server. `given-up`: it could not be sent for too long. `moot`: nothing to tell, or nobody who wants it. */
  state: z.enum(['waiting', 'sent', 'refused', 'given-up', 'moot']),
  endedAt: instantSchema.optional(),
  /** A code: the mail server's number, or that of a connection. Never its words, which may quote an address. */
  why: z.string().max(100).optional()
})

export type Message = z.infer<typeof messageSchema>
export type MessageSubject = z.infer<typeof subjectSchema>
export type MessageEnd = Exclude<Message['state'], 'waiting'>

/** The same for the same occasion, whenever it is worked out: nothing is written twice (ML2). */
export function createMessageId(to: string, { bookingId, key }: MessageSubject): string {
  return `m${createHash('sha256').update(`${to} ${bookingId} ${key}`).digest('hex').slice(0, 32)}`
}

export function noteOf(to: string, { bookingId, key }: MessageSubject): string {
  return `${to} ${bookingId} ${key}`
}
