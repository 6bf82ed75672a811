import { createHash } from 'node:crypto'
import { z } from 'zod'
import { bookingIdSchema, type Instant, instantSchema, userIdSchema } from '#domain/model/primitives.ts'

const sessionMails = ['booked', 'moved', 'cancelled', 'reminder'] as const
/**
 * Mails about the account itself, which nobody can turn off:
 * - `confirm-address` asks whether the address is this person's (ML3)
 * - `address-changed` tells a former address that it was replaced, with a link that puts it back (JO22)
 * - `reset-link` brings the link to whoever forgot the password (JO23)
 * - `reset-link-made` tells that an administrator made such a link (JO25)
 * - `password-reset` tells that such a link was used
 * - `invitation` brings a link to whom this person invites (JO13)
 */
const accountMails = [
  'confirm-address',
  'address-changed',
  'reset-link',
  'reset-link-made',
  'password-reset',
  'invitation'
] as const
export type AccountMail = (typeof accountMails)[number]

/** What a message tells of: a booking, and the occasion in its life (`domain/mail`). */
const subjectSchema = z.strictObject({ bookingId: bookingIdSchema, key: z.string().min(1).max(200) })

/**
 * One message of the server's own `outbox`: whom it is for and what it tells of, never its words. Those are written when it is sent, from
 * what holds then.
 */
export const messageSchema = z.strictObject({
  id: z.string().regex(/^m[0-9a-f]{32}$/),
  to: userIdSchema,
  kind: z.enum([...sessionMails, ...accountMails]),
  /** What is told of in this one message, earliest first; of an address nothing. */
  subjects: z.array(subjectSchema),
  /** What its occasions have in common: others of the same action join it while it was not tried yet (ML6). */
  action: z.string().max(200).optional(),
  /** The account's token version when an address was entered: a new password ends the asking. */
  tokenVersion: z.int().min(0).optional(),
  /** What is mailed to somebody without an account. */
  invitationId: z.string().max(40).optional(),
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

export function isAccountMail(kind: Message['kind']): kind is AccountMail {
  return accountMails.some(known => known === kind)
}

/** A mail about the account itself; the same occasion always makes the same one. */
export function createAccountMessage(to: string, kind: AccountMail, occasion: string, at: Instant): Message {
  const id = createHash('sha256').update(`${to} ${kind} ${occasion}`).digest('hex').slice(0, 32)
  return { id: `m${id}`, to, kind, subjects: [], madeAt: at, attempts: 0, nextAt: at, state: 'waiting' }
}

export function noteOf(to: string, { bookingId, key }: MessageSubject): string {
  return `${to} ${bookingId} ${key}`
}
