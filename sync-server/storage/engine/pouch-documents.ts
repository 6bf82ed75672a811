/** Documents in PouchDB's shapes: whole, and as rows of `_all_docs`. */
import { collectConflicts } from 'pouchdb-merge'
import type { DocumentRecord, Engine, IdRange } from './engine.ts'
import { type RevisionBranch, unpackTree } from './revision-tree.ts'

export type Document = Record<string, unknown>

/** What PouchDB's methods ask about a document beside its body. */
export interface Metadata {
  readonly id: string
  readonly seq: number
  readonly rev_tree: RevisionBranch[]
  readonly winningRev: string
  readonly deleted: boolean
}

export function toMetadata({ id, seq, tree, rev, deleted }: DocumentRecord): Metadata {
  return { id, seq, rev_tree: unpackTree(tree), winningRev: rev, deleted }
}

/** The winner. */
export function toDocument({ id, rev, deleted, body }: DocumentRecord): Document {
  return { ...body, _id: id, _rev: rev, ...(deleted ? { _deleted: true } : {}) }
}

/** Records read at a time. */
const pageSize = 1_000

export interface AllDocsOptions {
  readonly keys?: readonly string[]
  readonly key?: string
  readonly startkey?: string
  readonly endkey?: string
  readonly inclusive_end?: boolean
  readonly descending?: boolean
  readonly skip?: number
  readonly limit?: number
  readonly include_docs?: boolean
  readonly conflicts?: boolean
  /** `ok`: tombstones, too. */
  readonly deleted?: string
  readonly update_seq?: boolean
}

export async function listDocuments(engine: Engine, database: string, options: AllDocsOptions): Promise<object> {
  const info = await engine.info(database)
  const answer = (rows: readonly object[]): object => ({
    total_rows: info?.docCount ?? 0,
    offset: options.skip,
    ...(options.update_seq === true ? { update_seq: info?.updateSeq ?? 0 } : {}),
    rows
  })
  const { keys, key, limit = Number.POSITIVE_INFINITY, startkey, endkey, descending = false } = options
  const isShown = ({ deleted }: DocumentRecord): boolean => !deleted || options.deleted === 'ok'
  if (keys !== undefined) {
    const records = await engine.read(database, keys)
    return answer(
      records.map((record, n) => (record === undefined ? { key: keys[n], error: 'not_found' } : toRow(record, options)))
    )
  }
  if (key !== undefined) {
    const records = (await engine.read(database, [key])).filter(record => record !== undefined)
    return answer(limit === 0 ? [] : records.filter(isShown).map(record => toRow(record, options)))
  }
  const [low, high] = descending ? [endkey, startkey] : [startkey, endkey]
  if (limit === 0 || (low && high && low > high)) return answer([])

  const rows: object[] = []
  let toSkip = options.skip ?? 0
  for await (const record of walk(engine, database, toRange(options), pageSizeFor(limit, toSkip))) {
    if (!isShown(record)) continue
    if (toSkip > 0) toSkip -= 1
    else rows.push(toRow(record, options))
    if (rows.length >= limit) break
  }
  return answer(rows)
}

async function* walk(engine: Engine, database: string, range: IdRange, size: number): AsyncIterable<DocumentRecord> {
  let rest = range
  for (;;) {
    const page = await engine.scanById(database, rest, size)
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < size) return
    const { to, from, ...ends } = rest
    if (range.reverse === true) rest = { ...ends, ...(from === undefined ? {} : { from }), before: last.id }
    else rest = { ...ends, ...(to === undefined ? {} : { to }), after: last.id }
  }
}

/** No more than is asked for, as far as anybody can say: tombstones are read, too. */
function pageSizeFor(limit: number, skip: number): number {
  return Math.min(pageSize, limit + skip)
}

/** As PouchDB's own adapter reads them: an empty key is none. */
function toRange({ startkey, endkey, descending = false, inclusive_end = true }: AllDocsOptions): IdRange {
  const [low, high] = descending ? [endkey, startkey] : [startkey, endkey]
  const lowEnd = descending && !inclusive_end ? 'after' : 'from'
  const highEnd = !descending && !inclusive_end ? 'before' : 'to'
  return { ...(low ? { [lowEnd]: low } : {}), ...(high ? { [highEnd]: high } : {}), reverse: descending }
}

function toRow(record: DocumentRecord, { include_docs = false, conflicts = false }: AllDocsOptions): object {
  const { id, rev, deleted } = record
  const row = { id, key: id, value: { rev, ...(deleted ? { deleted } : {}) } }
  if (!include_docs) return row
  if (deleted) return { ...row, doc: null }
  const others = conflicts ? collectConflicts(toMetadata(record)) : []
  return { ...row, doc: { ...toDocument(record), ...(others.length > 0 ? { _conflicts: others } : {}) } }
}
