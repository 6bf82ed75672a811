import { z } from 'zod'
import { reviewSchema } from '#domain/model/booking.ts'
import { callRequestSchema, followUpSchema } from '#domain/model/call.ts'
import { bookingPolicySchema } from '#domain/model/coach-profile.ts'
import type { Notice } from '#domain/model/notice.ts'
import { instantSchema, scoreSchema, slotIdSchema } from '#domain/model/primitives.ts'
import { slotStatusSchema } from '#domain/model/slot.ts'
import { parseJson } from '#domain/parse-json.ts'

/**
 * The fields that a notice may keep of a document. Each is read on its own: a field of another shape is left out, it
 * does not hide the rest.
 */
const fieldSchemas = {
  removed: z.literal(true),
  startsAt: instantSchema,
  endsAt: instantSchema,
  status: slotStatusSchema,
  satisfaction: scoreSchema,
  notes: z.string(),
  followUps: z.array(followUpSchema),
  review: reviewSchema,
  request: callRequestSchema,
  reason: z.string(),
  kind: z.enum(['cancel', 'reschedule', 'outcome']),
  toSlotId: slotIdSchema,
  moves: z.array(z.object({ toSlotId: slotIdSchema, reason: z.string() })),
  displayName: z.string(),
  headline: z.string(),
  bio: z.string(),
  zone: z.string(),
  policy: bookingPolicySchema
} as const

type Fields = { readonly [K in keyof typeof fieldSchemas]?: z.infer<(typeof fieldSchemas)[K]> }

/** One side of a meeting, as a notice keeps it: known fields, or text that is no document. */
export type Version =
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'text'; readonly text: string }

/** What the person had typed or done, as the notice keeps it; undefined where there is nothing. */
export function readMine({ mine }: Pick<Notice, 'mine'>): Version | undefined {
  return readFields(mine)
}

/**
 * What stands instead; undefined where there is nothing. Of a cancelled session it is the reason as it was typed: the topic
 * says so, never the look of the text (a person may type `[]`).
 */
export function readTheirs({ topic, theirs }: Pick<Notice, 'topic' | 'theirs'>): Version | undefined {
  return topic === 'session-cancelled' ? readText(theirs) : readFields(theirs)
}

function readText(kept: string | undefined): Version | undefined {
  return kept === undefined || kept.trim() === '' ? undefined : { kind: 'text', text: kept }
}

function readFields(kept: string | undefined): Version | undefined {
  if (kept === undefined || kept.trim() === '') return undefined
  const parsed = parseObject(kept)
  if (parsed === undefined) return readText(kept)
  const fields: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(fieldSchemas)) {
    const field = schema.safeParse(parsed[name])
    if (field.success) fields[name] = field.data
  }
  return Object.keys(fields).length === 0 ? undefined : { kind: 'fields', fields }
}

/** Everything in it that a person typed, to be pasted somewhere else; empty where there is nothing. */
export function textOfVersion(version: Version | undefined): string {
  if (version === undefined) return ''
  if (version.kind === 'text') return version.text
  const { notes, followUps, review, request, moves = [], reason, displayName, headline, bio } = version.fields
  const asked = request !== undefined && 'reason' in request ? request.reason : undefined
  const texts = [
    displayName,
    headline,
    bio,
    notes,
    ...(followUps ?? []).map(({ text }) => `- ${text}`),
    review?.text,
    ...moves.map(move => move.reason),
    asked,
    reason
  ]
  return texts.filter(text => text !== undefined && text.trim() !== '').join('\n\n')
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text)
  // What neither the server nor a device writes is shown as it is rather than hidden.
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined
}
