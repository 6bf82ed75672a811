/**
 * Shapes that are checked before a request reaches PouchDB: wrong ones end the process or hang the request (F25).
 * A wrong shape is a malformed request and refused whole; what a document means is the gate's business.
 */
import { z } from 'zod'
import { identityQuestionSchema } from '#domain/model/server-identity.ts'
import { parseSequence, type SequencePosition } from '#domain/model/sequence.ts'
import { historySchema, revisionSchema } from '../storage/revision.ts'
import { mapInParts } from '../locks/give-way.ts'
import { badRequest } from './couch-answer.ts'
import type { RouteName } from './routes.ts'

/** Rows, keys, documents or revisions that one request may name (F29). */
export const maxRows = 2_000
const maxBulkDocs = 1_000
const maxRevisions = 1_000

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

/** The documents are looked at by `parseBatch`. */
const bulkDocsSchema = z.object({ docs: z.array(z.unknown()).max(maxBulkDocs), new_edits: z.boolean().default(true) })

const maxSkip = maxRows
const skipReason = `must be at most ${maxSkip}: page by startkey`

/** So many rows of an answer may repeat a document: with all of them one long one would make a hundred megabytes. */
const maxRepeats = 100

function isVaried(names: readonly string[]): boolean {
  return names.length - new Set(names).size <= maxRepeats
}

const repeatReason = `must not name the same more than ${maxRepeats} times over`
const keySchema = z.string().max(1_024)
const docIdsSchema = z.array(keySchema).max(maxRows)
const keysSchema = z.array(keySchema).max(maxRows).refine(isVaried, repeatReason)

/** Bodies by route; what is not named there is dropped. */
export const bodySchemas = {
  /** CouchDB takes both names for the name. */
  'sign-in': z.preprocess(
    body => (isObject(body) && !('name' in body) ? { ...body, name: body['username'] } : body),
    z.object({ name: z.string().max(256), password: z.string().max(1_024) })
  ),
  identity: identityQuestionSchema,
  'sign-in-renew': z.object({ renewalToken: z.string().max(4_096) }),
  'account-change': z.looseObject({}),
  'account-password': z.object({ currentPassword: z.string().max(1_024), newPassword: z.string().max(1_024) }),
  'changes-by-body': z.looseObject({ doc_ids: docIdsSchema.optional() }),
  'all-docs-by-body': z.object({
    keys: keysSchema.optional(),
    key: keySchema.optional(),
    startkey: keySchema.optional(),
    start_key: keySchema.optional(),
    endkey: keySchema.optional(),
    end_key: keySchema.optional(),
    limit: z.int().min(0).optional(),
    skip: z.int().min(0).max(maxSkip, skipReason).optional(),
    descending: z.boolean().optional(),
    inclusive_end: z.boolean().optional(),
    include_docs: z.boolean().optional(),
    conflicts: z.boolean().optional(),
    update_seq: z.boolean().optional()
  }),
  'bulk-docs': bulkDocsSchema,
  'bulk-get': z.object({
    docs: z
      .array(z.object({ id: idSchema, rev: revisionSchema.optional() }))
      .max(maxBulkDocs)
      .refine(docs => isVaried(docs.map(({ id }) => id)), repeatReason)
  }),
  'revs-diff': z
    .record(idSchema, z.array(revisionSchema).max(maxRevisions))
    .refine(revs => Object.keys(revs).length <= maxRows),
  'local-write': z.looseObject({ _rev: z.string().max(40).optional(), _deleted: z.boolean().optional() }),
  'doc-create': documentSchema,
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
    limit: count.transform(limit => Math.max(limit, 1)).optional(),
    include_docs: flag.default(false),
    conflicts: flag.default(false),
    descending: flag.default(false),
    filter: z
      .literal('_doc_ids', 'is not supported: take all rows, or filter=_doc_ids, and choose among them')
      .optional(),
    doc_ids: jsonText(docIdsSchema).optional(),
    style: z.enum(['main_only', 'all_docs']).default('main_only'),
    heartbeat: z.union([flag, milliseconds]).optional(),
    timeout: milliseconds.optional()
  }),
  'all-docs': z.object({
    keys: jsonText(keysSchema).optional(),
    key: jsonText(keySchema).optional(),
    startkey: jsonText(keySchema).optional(),
    start_key: jsonText(keySchema).optional(),
    endkey: jsonText(keySchema).optional(),
    end_key: jsonText(keySchema).optional(),
    limit: count.optional(),
    skip: count.refine(skip => skip <= maxSkip, skipReason).optional(),
    descending: flag.optional(),
    inclusive_end: flag.optional(),
    include_docs: flag.optional(),
    conflicts: flag.optional(),
    update_seq: flag.optional()
  }),
  'bulk-get': z.object({ revs: flag.optional(), latest: flag.optional() }),
  'local-remove': z.object({ rev: z.string().max(40).optional() }),
  'doc-read': z.object({
    rev: revisionSchema.optional(),
    revs: flag.optional(),
    revs_info: flag.optional(),
    conflicts: flag.optional(),
    deleted_conflicts: flag.optional(),
    meta: flag.optional(),
    latest: flag.optional(),
    open_revs: z.union([z.literal('all'), jsonText(z.array(revisionSchema).max(100))]).optional()
  }),
  'doc-write': z.object({ rev: revisionSchema.optional() }),
  'doc-remove': z.object({ rev: revisionSchema.optional() })
} as const satisfies Partial<Record<RouteName, z.ZodType>>

export type BodyOf<K extends keyof typeof bodySchemas> = z.output<(typeof bodySchemas)[K]>
export type QueryOf<K extends keyof typeof querySchemas> = z.output<(typeof querySchemas)[K]>

export function parseBody<K extends keyof typeof bodySchemas>(route: K, body: unknown): BodyOf<K> {
  return parse<BodyOf<K>>(bodySchemas[route] as unknown as z.ZodType<BodyOf<K>>, body, 'body')
}

export function parseQuery<K extends keyof typeof querySchemas>(route: K, query: unknown): QueryOf<K> {
  return parse<QueryOf<K>>(querySchemas[route] as unknown as z.ZodType<QueryOf<K>>, query, 'query')
}

export interface Batch {
  readonly docs: readonly z.output<typeof documentSchema>[]
  readonly newEdits: boolean
}

/** A batch of documents, part by part: others are answered meanwhile. */
export async function parseBatch(body: unknown): Promise<Batch> {
  const { docs: given, new_edits: newEdits } = parseBody('bulk-docs', body)
  const docs = await mapInParts(given, (doc, n) => parse(documentSchema, doc, `body.docs.${n}`))
  if (!newEdits && docs.some(({ _id, _rev }) => _id === undefined || _rev === undefined)) {
    throw badRequest('body: new_edits=false needs _id and _rev')
  }
  return { docs, newEdits }
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
