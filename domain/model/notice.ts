import { z } from 'zod'
import { displayNameMaxLength, typedJsonMaxLength } from './limits.ts'
import { growingEnum } from './newer.ts'
import { keptReasonSchema } from './reasons.ts'
import { bookingIdSchema, instantSchema, slotIdSchema, userIdSchema } from './primitives.ts'

/**
 * Why a person is told something:
 * - `claim-lost` a booking was not granted
 * - `pencil-lost` the coach had pencilled in a student, and the booking was not granted
 * - `request-refused` a request about a session (cancel, reschedule, outcome) was not granted
 * - `session-added` the coach booked a session for this student
 * - `session-booked` a student booked a session and wrote a message to its coach, which is `theirs`
 * - `session-moved` the other party moved the session; `mine` is the time before, `theirs` the time now and why
 * - `session-cancelled` the other party called the session off
 * - `session-shared` the coach wrote or changed a summary or actions for this student; `theirs` says which of them there are, and no text
 * - `slot-booked-meanwhile` a slot was removed or moved offline after a student had booked it
 * - `edit-met-deletion` something edited here had been removed elsewhere
 * - `words-merged` notes or scores of two devices met; `mine` is what was typed earlier, whether the document holds it now or
 *   not, `theirs` what stands
 * - `write-refused` the server refused a document as a whole
 * - `withdrawn-late` a request that this device took back had reached the server after all; `mine` is the request
 * - `slot-opened` slots have opened that the student waits for; `theirs` are they
 * - `reset-link-made` a link to a new password was made for this account: by the administrator `otherName`, by whoever runs the server,
 *   or, as `theirs` says, because somebody asked for it by mail
 * - `password-reset` such a link was used
 * - `server-set-back` the server holds an older state than this device has seen (made on devices alone)
 * - `session-forgotten` the server does not know a session any more, after it was set back; `mine` is what this person had typed
 *   (made on devices alone)
 */
export const noticeTopicSchema = growingEnum([
  'claim-lost',
  'pencil-lost',
  'request-refused',
  'session-added',
  'session-booked',
  'session-moved',
  'session-cancelled',
  'session-shared',
  'slot-booked-meanwhile',
  'edit-met-deletion',
  'words-merged',
  'write-refused',
  'withdrawn-late',
  'slot-opened',
  'reset-link-made',
  'password-reset',
  'server-set-back',
  'session-forgotten'
])

/** Something a person has to know and may act on. Server-owned but for `dismissed`; on a device also made locally. */
export const noticeSchema = z.strictObject({
  id: z
    .string()
    .max(200)
    .regex(/^notice:/),
  kind: z.literal('notice'),
  topic: noticeTopicSchema,
  at: instantSchema,
  reason: keptReasonSchema.optional(),
  /** The document that this is about. */
  subject: z.strictObject({ collection: growingEnum(['users', 'slots', 'calls']), id: z.string().max(128) }),
  slotId: slotIdSchema.optional(),
  bookingId: bookingIdSchema.optional(),
  coachId: userIdSchema.optional(),
  startsAt: instantSchema.optional(),
  otherName: z.string().max(displayNameMaxLength).optional(),
  /** What this person had typed or done: JSON of the fields in question. */
  mine: z.string().max(typedJsonMaxLength).optional(),
  /** What stands instead: JSON of the same fields; of a cancelled session the reason as it was typed, which is no JSON. */
  theirs: z.string().max(typedJsonMaxLength).optional(),
  dismissed: z.boolean()
})

export type NoticeTopic = z.infer<typeof noticeTopicSchema>
export type Notice = z.infer<typeof noticeSchema>

/** The same occasion always has the same id, so that a repetition is the same notice. */
export function createNoticeId(topic: NoticeTopic, subjectId: string, occasion: string): string {
  return `notice:${topic}:${subjectId}:${occasion}`
}

/**
 * A short stamp of a text (FNV-1a, 32 bits, hex), part of the id of a notice that keeps typed words: what was lost on
 * another occasion never hides behind an id that is known already. Not for secrets.
 */
export function fingerprintText(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
