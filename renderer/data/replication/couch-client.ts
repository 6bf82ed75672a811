import { z } from 'zod'
import { type SetBack, setBackSchema } from '#domain/wire/sequence.ts'
import type { WireDocument } from '#domain/model/wire.ts'
import type { AuthorizedClient } from '../http/authorized-client.ts'
import { fail, type Result, succeed } from '../http/failure.ts'
import { readAs } from '../http/session-api.ts'

const sequenceSchema = z.union([z.number(), z.string()])
/** CouchDB's update sequence: opaque, comes back as it was given. */
export type Sequence = z.infer<typeof sequenceSchema>

const wireDocumentSchema = z.custom<WireDocument>(
  value => typeof value === 'object' && value !== null && '_id' in value && typeof value._id === 'string'
)
const infoSchema = z.object({ doc_count: z.number(), update_seq: sequenceSchema })
const pageSchema = z.object({
  update_seq: sequenceSchema.optional(),
  rows: z.array(z.object({ id: z.string(), doc: wireDocumentSchema }))
})
const byKeysSchema = z.object({
  update_seq: sequenceSchema.optional(),
  rows: z.array(
    z.object({
      key: z.string(),
      error: z.string().optional(),
      value: z.object({ rev: z.string(), deleted: z.boolean().optional() }).nullish(),
      doc: wireDocumentSchema.nullish()
    })
  )
})
const changesSchema = z.object({
  results: z.array(z.object({ id: z.string(), deleted: z.boolean().optional(), doc: wireDocumentSchema })),
  last_seq: sequenceSchema,
  set_back: setBackSchema.optional()
})
const writeRowsSchema = z.array(
  z.union([
    z.object({ ok: z.literal(true), id: z.string(), rev: z.string() }),
    z.object({ id: z.string(), error: z.string(), reason: z.string() })
  ])
)

/** What the server holds under an id. */
export type ServerState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'deleted'; readonly rev: string }
  | { readonly kind: 'live'; readonly rev: string; readonly document: WireDocument }

export interface StatesAt {
  readonly states: ReadonlyMap<string, ServerState>
  readonly updateSeq: Sequence | undefined
}

/** The outcome of one pushed document. */
export type WriteRow = z.infer<typeof writeRowsSchema>[number]

export interface ChangesPage {
  readonly results: readonly { readonly id: string; readonly deleted: boolean; readonly document: WireDocument }[]
  readonly lastSeq: Sequence
  /** Then the page begins at 0. */
  readonly setBack?: SetBack | undefined
}

/** CouchDB's protocol, as far as replication needs it: each method is one request, sent once. */
export interface CouchClient {
  readInfo(database: string): Promise<Result<{ readonly docCount: number; readonly updateSeq: Sequence }>>
  /**
   * All live documents by id, with a sequence that they hold every change up to: it may be a moment old. Servers of version 0.1.0 do
   * not say the sequence.
   */
  readAll(
    database: string
  ): Promise<Result<{ readonly documents: readonly WireDocument[]; readonly updateSeq: Sequence | undefined }>>
  /** Live documents by id, from `startKey` on (inclusive). */
  readPage(database: string, startKey: string | undefined, limit: number): Promise<Result<readonly WireDocument[]>>
  readStates(database: string, ids: readonly string[]): Promise<Result<ReadonlyMap<string, ServerState>>>
  /**
   * The same, with a sequence from just before: what is read is of that past. Servers of version 0.1.0 do not know this request.
   */
  readStatesAt(database: string, ids: readonly string[]): Promise<Result<StatesAt>>
  readChanges(database: string, since: Sequence, limit: number): Promise<Result<ChangesPage>>
  writeDocuments(database: string, documents: readonly WireDocument[]): Promise<Result<readonly WriteRow[]>>
  /** Lines of JSON, one for each commit in a database that this account reads. */
  openUpdates(heartbeatMs: number, signal: AbortSignal): Promise<Result<ReadableStream<Uint8Array>>>
}

/** @param signal ends every request that is under way */
export function createCouchClient(http: AuthorizedClient, signal: AbortSignal): CouchClient {
  const get = (path: string) => http.readJson({ method: 'GET', path, signal })
  const post = (path: string, body: unknown) => http.readJson({ method: 'POST', path, body, signal })

  async function readByKeys(database: string, ids: readonly string[], more: string): Promise<Result<StatesAt>> {
    if (ids.length === 0) return succeed({ states: new Map(), updateSeq: undefined })
    const path = `/${database}/_all_docs?include_docs=true${more}`
    const result = readAs(byKeysSchema, await post(path, { keys: ids }))
    if (!result.ok) return result
    const states = new Map(result.value.rows.map(row => [row.key, rowToState(row)]))
    return ids.every(id => states.has(id))
      ? succeed({ states, updateSeq: result.value.update_seq })
      : fail({ kind: 'server-failed', detail: 'fewer rows than keys' })
  }

  return {
    async readInfo(database) {
      const result = readAs(infoSchema, await get(`/${database}`))
      return result.ok ? succeed({ docCount: result.value.doc_count, updateSeq: result.value.update_seq }) : result
    },
    async readAll(database) {
      const result = readAs(pageSchema, await get(`/${database}/_all_docs?include_docs=true&update_seq=true`))
      if (!result.ok) return result
      const { rows, update_seq: updateSeq } = result.value
      return succeed({ documents: rows.map(({ doc }) => doc), updateSeq })
    },
    async readPage(database, startKey, limit) {
      const from = startKey === undefined ? '' : `&startkey=${encodeURIComponent(JSON.stringify(startKey))}`
      const result = readAs(pageSchema, await get(`/${database}/_all_docs?include_docs=true&limit=${limit}${from}`))
      return result.ok ? succeed(result.value.rows.map(({ doc }) => doc)) : result
    },
    async readStates(database, ids) {
      const result = await readByKeys(database, ids, '')
      return result.ok ? succeed(result.value.states) : result
    },
    readStatesAt: (database, ids) => readByKeys(database, ids, '&update_seq=true'),
    async readChanges(database, since, limit) {
      const query = `include_docs=true&limit=${limit}&since=${encodeURIComponent(since)}`
      const result = readAs(changesSchema, await get(`/${database}/_changes?${query}`))
      if (!result.ok) return result
      const { results, last_seq: lastSeq, set_back: setBack } = result.value
      return succeed({
        lastSeq,
        setBack,
        results: results.map(({ id, deleted, doc }) => ({ id, deleted: deleted === true, document: doc }))
      })
    },
    async writeDocuments(database, documents) {
      const result = readAs(writeRowsSchema, await post(`/${database}/_bulk_docs`, { docs: documents }))
      if (!result.ok) return result
      return result.value.length === documents.length
        ? succeed(result.value)
        : fail({ kind: 'server-failed', detail: 'fewer rows than documents' })
    },
    openUpdates: (heartbeatMs, stop) =>
      http.openStream({
        method: 'GET',
        path: `/_db_updates?feed=continuous&since=now&heartbeat=${heartbeatMs}`,
        signal: AbortSignal.any([signal, stop])
      })
  }
}

function rowToState(row: z.infer<typeof byKeysSchema>['rows'][number]): ServerState {
  const { value, doc } = row
  if (row.error !== undefined || value === undefined || value === null) return { kind: 'absent' }
  if (value.deleted === true) return { kind: 'deleted', rev: value.rev }
  return doc === undefined || doc === null ? { kind: 'absent' } : { kind: 'live', rev: value.rev, document: doc }
}
