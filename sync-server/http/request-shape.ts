/**
 * Shapes that are checked before a request reaches PouchDB: wrong ones end the process or hang the request (F25).
 * A wrong shape is a malformed request and refused whole; what a document means is the gate's business.
 */
import { z } from 'zod'
import { parseSequence, type SequencePosition } from '#domain/model/sequence.ts'
import { historySchema, revisionSchema } from '../storage/revision.ts'
import { badRequest } from './couch-answer.ts'
import type { RouteName } from './routes.ts'

/** Rows, keys, documents or revisions that one request may name (F29). */
export const maxRows = 2_000
const maxBulkDocs = 1_000
const maxRevisions = 1_000
/** Deeper nesting than any document of ours; recursion over it would overflow the stack. */
const maxDepth = 32

const idSchema = z.string().min(1).max(256)
const flag = z.enum(['true', 'false']).transform(text => text === 'true')
const count = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number)
const position = z.string().transform((text, context): SequencePosition => {
  const parsed = parseSequence(text)
  if (parsed !== undefined) return parsed
  context.addIssue('is not a sequence of this server')
  return z.NEVER
})
const sequence = z.union([z.literal('now'), position])
/** What a client that knows nothing yet begins with. */
const beginning: SequencePosition = { number: 0, startId: undefined }
const milliseconds = count.transform(value => Math.min(value, 24 * 60 * 60_000))

const documentSchema = z
  .looseObject({
    _id: idSchema,
    _rev: revisionSchema.optional(),
    _deleted: z.boolean().optional(),
    _revisions: historySchema.optional()
  })
  .refine(
    ({ _rev, _revisions }) => _revisions === undefined || _rev === `${_revisions.start}-${_revisions.ids[0]}`,
    '_rev does not fit _revisions'
  )

const bulkDocsSchema = z
  .object({ docs: z.array(documentSchema).max(maxBulkDocs), new_edits: z.boolean().default(true) })
  .refine(({ docs, new_edits }) => new_edits || docs.every(doc => doc._rev !== undefined), 'new_edits=false needs _rev')

/** Bodies by route; what is not named there is dropped. */
export const bodySchemas = {
  'session-open': z.object({ name: z.string().max(256), password: z.string().max(1_024) }),
  'session-renew': z.object({ renewalToken: z.string().max(4_096) }),
  'account-change': z.looseObject({}),
  'account-password': z.object({ currentPassword: z.string().max(1_024), newPassword: z.string().max(1_024) }),
  'all-docs-by-keys': z.object({
    keys: z.array(z.string().max(1_024)).max(maxRows),
    include_docs: z.boolean().optional()
  }),
  'bulk-docs': bulkDocsSchema,
  'bulk-get': z.object({
    docs: z
      .array(z.object({ id: idSchema, rev: revisionSchema.optional() }))
      .min(1)
      .max(maxBulkDocs)
  }),
  'revs-diff': z
    .record(idSchema, z.array(revisionSchema).max(maxRevisions))
    .refine(revs => Object.keys(revs).length <= maxRows),
  'local-write': z.looseObject({ _rev: z.string().max(40).optional() }),
  'doc-write': z.looseObject({
    _id: idSchema.optional(),
    _rev: revisionSchema.optional(),
    _deleted: z.boolean().optional()
  })
} as const satisfies Partial<Record<RouteName, z.ZodType>>

/** Query strings by route. Keys beyond these were refused by the allow-list before. */
export const querySchemas = {
  'db-updates': z.object({
    feed: z.enum(['normal', 'longpoll', 'continuous']).default('normal'),
    since: z.string().max(80).optional(),
    heartbeat: z.union([flag, milliseconds]).optional(),
    timeout: milliseconds.optional()
  }),
  changes: z.object({
    feed: z.enum(['normal', 'longpoll', 'continuous']).default('normal'),
    since: sequence.default(beginning),
    limit: count.transform(limit => Math.min(Math.max(limit, 1), maxRows)).optional(),
    include_docs: flag.default(false),
    style: z.enum(['main_only', 'all_docs']).default('main_only'),
    heartbeat: z.union([flag, milliseconds]).optional(),
    timeout: milliseconds.optional()
  }),
  'all-docs': z.object({
    keys: jsonText(z.array(z.string().max(1_024)).max(maxRows)).optional(),
    key: jsonText(z.string().max(1_024)).optional(),
    startkey: jsonText(z.string().max(1_024)).optional(),
    start_key: jsonText(z.string().max(1_024)).optional(),
    endkey: jsonText(z.string().max(1_024)).optional(),
    end_key: jsonText(z.string().max(1_024)).optional(),
    limit: count.transform(limit => Math.min(limit, maxRows)).default(maxRows),
    skip: count.refine(skip => skip <= maxRows, `must be at most ${maxRows}: page by startkey`).default(0),
    descending: flag.optional(),
    inclusive_end: flag.optional(),
    include_docs: flag.optional(),
    update_seq: flag.optional()
  }),
  'all-docs-by-keys': z.object({ include_docs: flag.optional(), update_seq: flag.optional() }),
  'bulk-get': z.object({ revs: flag.optional(), latest: flag.optional() }),
  'local-remove': z.object({ rev: z.string().max(40).optional() }),
  'doc-read': z.object({
    rev: revisionSchema.optional(),
    revs: flag.optional(),
    revs_info: flag.optional(),
    conflicts: flag.optional(),
    open_revs: z.union([z.literal('all'), jsonText(z.array(revisionSchema).max(100))]).optional()
  }),
  'doc-write': z.object({ rev: revisionSchema.optional() }),
  'doc-remove': z.object({ rev: revisionSchema.optional() })
} as const satisfies Partial<Record<RouteName, z.ZodType>>

export type BodyOf<K extends keyof typeof bodySchemas> = z.output<(typeof bodySchemas)[K]>
export type QueryOf<K extends keyof typeof querySchemas> = z.output<(typeof querySchemas)[K]>

export function parseBody<K extends keyof typeof bodySchemas>(route: K, body: unknown): BodyOf<K> {
  if (isTooDeep(body)) throw badRequest('the body is nested too deeply')
  return parse<BodyOf<K>>(bodySchemas[route] as unknown as z.ZodType<BodyOf<K>>, body, 'body')
}

export function parseQuery<K extends keyof typeof querySchemas>(route: K, query: unknown): QueryOf<K> {
  return parse<QueryOf<K>>(querySchemas[route] as unknown as z.ZodType<QueryOf<K>>, query, 'query')
}

function parse<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw badRequest(`${[where, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'is malformed'}`)
}

function jsonText<T>(schema: z.ZodType<T>) {
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

function isTooDeep(body: unknown): boolean {
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true
    level = level.flatMap(value => (isObject(value) ? Object.values(value) : []))
  }
  return false
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
