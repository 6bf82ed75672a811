import type { WireDocument } from '#domain/model/wire.ts'
import {
  type AllDocsAnswer,
  allDocsSchema,
  changesWithDocsSchema,
  databaseInfoSchema,
  documentPageSchema,
  type OpaqueSequence,
  type WrittenRow,
  writtenRowsSchema
} from '#domain/wire/replication.ts'
import type { SetBack } from '#domain/wire/sequence.ts'
import type { AuthorizedClient } from '../http/authorized-client.ts'
import { fail, type Result, succeed } from '../http/failure.ts'
import { readAs } from '../http/sign-in-api.ts'

/** What the server holds under an id. */
export type ServerState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'deleted'; readonly rev: string }
  | { readonly kind: 'live'; readonly rev: string; readonly document: WireDocument }

export interface StatesAt {
  readonly states: ReadonlyMap<string, ServerState>
  readonly updateSeq: OpaqueSequence | undefined
}

export interface RevisionsAt {
  /** The winner's, a tombstone's too; undefined where there never was such a document. */
  readonly revById: ReadonlyMap<string, string | undefined>
  readonly updateSeq: OpaqueSequence | undefined
}

export interface PulledChanges {
  readonly results: readonly { readonly id: string; readonly deleted: boolean; readonly document: WireDocument }[]
  readonly lastSeq: OpaqueSequence
  /** Then the page begins at 0. */
  readonly setBack?: SetBack | undefined
}

/** CouchDB's protocol, as far as replication needs it: each method is one request, sent once. */
export interface CouchClient {
  readInfo(database: string): Promise<Result<{ readonly docCount: number; readonly updateSeq: OpaqueSequence }>>
  /**
   * All live documents by id, with a sequence that they hold every change up to: it may be a moment old. Servers of version 0.1.0 do
   * not say the sequence.
   */
  readAll(
    database: string
  ): Promise<Result<{ readonly documents: readonly WireDocument[]; readonly updateSeq: OpaqueSequence | undefined }>>
  /** Live documents by id, from `startKey` on (inclusive). */
  readPage(database: string, startKey: string | undefined, limit: number): Promise<Result<readonly WireDocument[]>>
  readStates(database: string, ids: readonly string[]): Promise<Result<ReadonlyMap<string, ServerState>>>
  /**
   * The same, with a sequence from just before: what is read is of that past. Servers of version 0.1.0 do not know this request.
   */
  readStatesAt(database: string, ids: readonly string[]): Promise<Result<StatesAt>>
  /** Which revisions the server holds, with a sequence from just before. */
  readRevisionsAt(database: string, ids: readonly string[]): Promise<Result<RevisionsAt>>
  readChanges(database: string, since: OpaqueSequence, limit: number): Promise<Result<PulledChanges>>
  writeDocuments(database: string, documents: readonly WireDocument[]): Promise<Result<readonly WrittenRow[]>>
  /** Lines of JSON, one for each commit in a database that this account reads. */
  openUpdates(heartbeatMs: number, signal: AbortSignal): Promise<Result<ReadableStream<Uint8Array>>>
}

/** @param signal ends every request that is under way */
export function createCouchClient(http: AuthorizedClient, signal: AbortSignal): CouchClient {
  const get = (path: string) => http.readJson({ method: 'GET', path, signal })
  const post = (path: string, body: unknown) => http.readJson({ method: 'POST', path, body, signal })

  /** A row for each key. */
  async function readRows(database: string, ids: readonly string[], query: string): Promise<Result<AllDocsAnswer>> {
    const result = readAs(allDocsSchema, await post(`/${database}/_all_docs?${query}`, { keys: ids }))
    if (!result.ok) return result
    const keys = new Set(result.value.rows.map(({ key }) => key))
    return ids.every(id => keys.has(id)) ? result : fail({ kind: 'server-failed', detail: 'fewer rows than keys' })
  }

  async function readByKeys(database: string, ids: readonly string[], more: string): Promise<Result<StatesAt>> {
    if (ids.length === 0) return succeed({ states: new Map(), updateSeq: undefined })
    const result = await readRows(database, ids, `include_docs=true${more}`)
    if (!result.ok) return result
    const states = new Map(result.value.rows.map(row => [row.key, rowToState(row)]))
    return succeed({ states, updateSeq: result.value.update_seq })
  }

  return {
    async readInfo(database) {
      const result = readAs(databaseInfoSchema, await get(`/${database}`))
      return result.ok ? succeed({ docCount: result.value.doc_count, updateSeq: result.value.update_seq }) : result
    },
    async readAll(database) {
      const result = readAs(documentPageSchema, await get(`/${database}/_all_docs?include_docs=true&update_seq=true`))
      if (!result.ok) return result
      const { rows, update_seq: updateSeq } = result.value
      return succeed({ documents: rows.map(({ doc }) => doc), updateSeq })
    },
    async readPage(database, startKey, limit) {
      const from = startKey === undefined ? '' : `&startkey=${encodeURIComponent(JSON.stringify(startKey))}`
      const result = readAs(
        documentPageSchema,
        await get(`/${database}/_all_docs?include_docs=true&limit=${limit}${from}`)
      )
      return result.ok ? succeed(result.value.rows.map(({ doc }) => doc)) : result
    },
    async readStates(database, ids) {
      const result = await readByKeys(database, ids, '')
      return result.ok ? succeed(result.value.states) : result
    },
    readStatesAt: (database, ids) => readByKeys(database, ids, '&update_seq=true'),
    async readRevisionsAt(database, ids) {
      const result = await readRows(database, ids, 'update_seq=true')
      if (!result.ok) return result
      const revById = new Map(result.value.rows.map(({ key, value }) => [key, value?.rev]))
      return succeed({ revById, updateSeq: result.value.update_seq })
    },
    async readChanges(database, since, limit) {
      const query = `include_docs=true&limit=${limit}&since=${encodeURIComponent(since)}`
      const result = readAs(changesWithDocsSchema, await get(`/${database}/_changes?${query}`))
      if (!result.ok) return result
      const { results, last_seq: lastSeq, set_back: setBack } = result.value
      return succeed({
        lastSeq,
        setBack,
        results: results.map(({ id, deleted, doc }) => ({ id, deleted: deleted === true, document: doc }))
      })
    },
    async writeDocuments(database, documents) {
      const result = readAs(writtenRowsSchema, await post(`/${database}/_bulk_docs`, { docs: documents }))
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

function rowToState(row: AllDocsAnswer['rows'][number]): ServerState {
  const { value, doc } = row
  if (row.error !== undefined || value === undefined || value === null) return { kind: 'absent' }
  if (value.deleted === true) return { kind: 'deleted', rev: value.rev }
  return doc === undefined || doc === null ? { kind: 'absent' } : { kind: 'live', rev: value.rev, document: doc }
}
