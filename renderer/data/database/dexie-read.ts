import type { PreparedQuery, RxDocumentData } from 'rxdb'
import { fromDexieToStorage, type RxStorageInstanceDexie } from 'rxdb/plugins/storage-dexie'
import { isSame } from '#domain/rules/is-same.ts'
import type { IdQuery } from './id-query.ts'

/** So few are asked for one by one. */
const fewIds = 32
/** A range is read as a whole where it holds at most so many documents for each one that is asked for. */
const mostPerId = 2

type DexieTable = Awaited<RxStorageInstanceDexie<unknown>['internals']>['dexieTable']

/** A document as the table holds it. */
interface StoredRow extends Readonly<Record<string, unknown>> {
  readonly id: string
}

/** Live documents in the order of their ids, which is how the table keeps them. */
interface Range {
  readonly ids: IdQuery
  /** The most of them. */
  readonly limit: number
}

/** What RxDB asks for when it looks for documents to send: those that were written after this one. */
interface Written {
  readonly lwt: number
  readonly id: string
  readonly limit: number
}

/**
 * What a query asks for, in few requests; undefined: this query RxDB answers itself. Its way goes through a cursor, one event for
 * each document, which takes seconds for the thousands that are read when an account is opened.
 */
export function readQuery<T>(
  instance: RxStorageInstanceDexie<T>,
  prepared: PreparedQuery<T>
): Promise<RxDocumentData<T>[]> | undefined {
  const range = findRange(prepared)
  if (range !== undefined) return readRange(instance, range)
  const written = findWritten(prepared)
  return written === undefined ? undefined : readWrittenAfter(instance, written)
}

/**
 * The documents with these ids, removed ones too, in the order of the ids. RxDB asks for each by itself; what is made here at once has
 * ids that lie beside each other, and one request brings all between the first and the last.
 */
export async function readByIds<T>(
  instance: RxStorageInstanceDexie<T>,
  ids: readonly string[]
): Promise<RxDocumentData<T>[]> {
  const { dexieDb, dexieTable, booleanIndexes } = await instance.internals
  const rows = await dexieDb.transaction('r', dexieTable, () => readRows(dexieTable, ids))
  return rows.map(row => toStored<T>(booleanIndexes, row))
}

async function readRows(table: DexieTable, ids: readonly string[]): Promise<StoredRow[]> {
  if (ids.length > fewIds) {
    const sorted = ids.toSorted()
    const range = table.where(':id').between(sorted[0], sorted.at(-1), true, true)
    if ((await range.count()) <= mostPerId * ids.length) {
      const rows = (await range.toArray()) as StoredRow[]
      const rowById = new Map(rows.map(row => [row.id, row]))
      return ids.flatMap(id => rowById.get(id) ?? [])
    }
  }
  const rows = (await table.bulkGet([...ids])) as (StoredRow | undefined)[]
  return rows.filter(row => row !== undefined)
}

async function readWrittenAfter<T>(
  instance: RxStorageInstanceDexie<T>,
  { lwt, id, limit }: Written
): Promise<RxDocumentData<T>[]> {
  const { dexieTable, booleanIndexes } = await instance.internals
  const found = dexieTable.where('[_meta.lwt+id]').above([lwt, id]).limit(limit)
  return ((await found.toArray()) as StoredRow[]).map(row => toStored<T>(booleanIndexes, row))
}

async function readRange<T>(instance: RxStorageInstanceDexie<T>, { ids, limit }: Range): Promise<RxDocumentData<T>[]> {
  const { dexieTable, booleanIndexes } = await instance.internals
  const live: RxDocumentData<T>[] = []
  let place = ids
  for (;;) {
    const most = limit - live.length
    const found = chooseRange(dexieTable, place)
    const rows = (await (most === Number.POSITIVE_INFINITY ? found : found.limit(most)).toArray()) as StoredRow[]
    for (const row of rows) {
      const document = toStored<T>(booleanIndexes, row)
      if (!document._deleted) live.push(document)
    }
    const last = rows.at(-1)
    // Removed documents were among them: there may be more live ones.
    if (last === undefined || rows.length < most || live.length === limit) return live
    place = { ...(ids.$lt === undefined ? {} : { $lt: ids.$lt }), $gt: last.id }
  }
}

function chooseRange(table: DexieTable, { $gt, $gte, $lt }: IdQuery): ReturnType<DexieTable['toCollection']> {
  const from = $gt ?? $gte
  const ids = table.where(':id')
  if (from === undefined) return $lt === undefined ? table.toCollection() : ids.below($lt)
  if ($lt !== undefined) return ids.between(from, $lt, $gt === undefined, false)
  return $gt === undefined ? ids.aboveOrEqual(from) : ids.above(from)
}

/**
 * As RxDB's own function, which copies each document, and each object in it, to give two things back: a flag that an index holds as a
 * text, and names that begin with a pipe. What was just read is nobody else's, so it is changed in place; where a name may have been
 * changed, RxDB's function does it.
 */
function toStored<T>(booleanIndexes: string[], row: StoredRow): RxDocumentData<T> {
  if (holdsRenamed(row) || booleanIndexes.join() !== '_deleted') return fromDexieToStorage<T>(booleanIndexes, row)
  return Object.assign(row, { _deleted: row['_deleted'] === '1' }) as unknown as RxDocumentData<T>
}

/** RxDB's own mark of a name that began with a pipe. */
const renamedMark = '__'

function holdsRenamed(value: object): boolean {
  const fields = value as Readonly<Record<string, unknown>>
  for (const name of Object.keys(fields)) {
    const field = fields[name]
    if (name.includes(renamedMark)) return true
    if (typeof field === 'object' && field !== null && holdsRenamed(field)) return true
  }
  return false
}

/** What a query asks for, where it wants live documents by their ids alone. */
function findRange({ query }: PreparedQuery<unknown>): Range | undefined {
  const { selector, sort, skip, limit = Number.POSITIVE_INFINITY } = query
  const { id = {}, _deleted, ...others } = selector as Readonly<Record<string, unknown>>
  const isOfIds = Object.keys(others).length === 0 && isIdQuery(id)
  const isOrdered = /^\[(\{"_deleted":"asc"\},)?\{"id":"asc"\}\]$/.test(JSON.stringify(sort))
  const isOfLive = JSON.stringify(_deleted) === '{"$eq":false}'
  return isOfIds && isOrdered && isOfLive && (skip ?? 0) === 0 ? { ids: id, limit } : undefined
}

function isIdQuery(value: unknown): value is IdQuery {
  if (typeof value !== 'object' || value === null || ('$gt' in value && '$gte' in value)) return false
  return Object.entries(value).every(([name, bound]) => /^\$(gte?|lt)$/.test(name) && typeof bound === 'string')
}

/** What RxDB's `getChangedDocumentsSince` asks for. */
function findWritten({ query, queryPlan }: PreparedQuery<unknown>): Written | undefined {
  const { selector, sort, skip, limit } = query
  const [, sameTime] = (selector as { readonly $or?: readonly SameTime[] }).$or ?? []
  const lwt = sameTime?.['_meta.lwt']?.$eq
  const id = sameTime?.id?.$gt
  if (typeof lwt !== 'number' || typeof id !== 'string' || limit === undefined) return undefined
  const asked = {
    selector: {
      $or: [{ '_meta.lwt': { $gt: lwt } }, { '_meta.lwt': { $eq: lwt }, id: { $gt: id } }],
      '_meta.lwt': { $gte: lwt }
    },
    sort: [{ '_meta.lwt': 'asc' }, { id: 'asc' }],
    skip: 0
  }
  const isAsked = isSame(asked, { selector, sort, skip: skip ?? 0 }) && queryPlan.index.join() === '_meta.lwt,id'
  return isAsked ? { lwt, id, limit } : undefined
}

interface SameTime {
  readonly '_meta.lwt'?: { readonly $eq?: unknown }
  readonly id?: { readonly $gt?: unknown }
}
