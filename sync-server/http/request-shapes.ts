/**
 * What requests are made of. Shapes are checked before a handler sees anything (F25). A wrong shape is a malformed request and
 * refused whole; what a document means is the gate's business.
 */
import { z } from 'zod'
import { parseSequence, type SequencePosition } from '#domain/wire/sequence.ts'
import { historySchema, revisionSchema } from '../storage/revision.ts'
import { badRequest } from './couch-answer.ts'
import { dayMs } from '#domain/time/durations.ts'

/** Rows, keys, documents or revisions that one request may name (F29). */
export const maxRows = 2_000
export const maxBulkDocs = 1_000

const kibibyte = 1_024
/** Bytes that bodies may have. */
export const bodyLimits = {
  small: 16 * kibibyte,
  /** The longest document is a call with notes, review and follow-ups: well below this. */
  document: 512 * kibibyte,
  /** A replicator's log of fifty sessions takes about 33 kB. */
  localDocument: 64 * kibibyte,
  bulk: 8 * kibibyte * kibibyte
} as const

export const idSchema = z.string().min(1).max(256)
export const flag = z.enum(['true', 'false']).transform(text => text === 'true')
export const count = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number)
const milliseconds = count.transform(value => Math.min(value, dayMs))
const position = z.string().transform((text, context): SequencePosition => {
  const parsed = parseSequence(text)
  if (parsed !== undefined) return parsed
  context.addIssue('is not a sequence of this server')
  return z.NEVER
})
export const sequence = z.union([z.literal('now'), position])

/** The query of an answer that may stay open. */
export const feedKeys = {
  feed: z.enum(['normal', 'longpoll', 'continuous']).default('normal'),
  heartbeat: z.union([flag, milliseconds]).optional(),
  timeout: milliseconds.optional()
} as const

/** A document as far as CouchDB's own fields go. */
export const documentSchema = z
  .looseObject({
    /** Absent: the server gives one. */
    _id: idSchema.optional(),
    _rev: revisionSchema.optional(),
    _deleted: z.boolean().optional(),
    _revisions: historySchema.optional()
  })
  .refine(
    ({ _rev, _revisions }) => _revisions === undefined || _rev === `${_revisions.start}-${_revisions.ids[0]}`,
    '_rev does not fit _revisions'
  )

/** So many rows of an answer may repeat a document: with all of them one long one would make a hundred megabytes. */
const maxRepeats = 100

export function isVaried(names: readonly string[]): boolean {
  return names.length - new Set(names).size <= maxRepeats
}

export const repeatReason = `must not name the same more than ${maxRepeats} times over`
export const keySchema = z.string().max(1_024)
export const keysSchema = z.array(keySchema).max(maxRows).refine(isVaried, repeatReason)

/** A query's value that is JSON itself. */
export function jsonText<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue('is not JSON')
        return z.NEVER
      }
    })
    .pipe(schema)
}

/** @param where how a refusal names the value: `query`, `body` @throws HttpError 400 */
export function parseShape<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw badRequest(`${[where, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'is malformed'}`)
}
