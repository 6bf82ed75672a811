import type { PreparedQuery, RxDocumentData, RxStorage } from 'rxdb'
import { fromDexieToStorage, getRxStorageDexie, type RxStorageInstanceDexie } from 'rxdb/plugins/storage-dexie'
import { createStampingWrites } from './dexie-write.ts'
import type { IdQuery } from './id-query.ts'

/** IndexedDB, each transaction on disk before it counts as done (F15). */
export function createDexieStorage(): RxStorage<unknown, unknown> {
  const storage = getRxStorageDexie({ chromeTransactionDurability: 'strict' })
  const create: typeof storage.createStorageInstance = storage.createStorageInstance.bind(storage)
  const createStorageInstance: typeof create = async params => {
    const instance = await create(params)
    const query = instance.query.bind(instance)
    const writes = createStampingWrites(instance)
    await writes.hearStored()
    return Object.assign(instance, writes, {
      async query(prepared: Parameters<typeof query>[0]) {
        const range = findRange(prepared)
        return range === undefined ? query(prepared) : { documents: await readRange(instance, range) }
      }
    })
  }
  // A copy would lose what the storage's class gives it.
  return Object.assign(storage, { createStorageInstance })
}

/** Live documents in the order of their ids, which is how the table keeps them. */
interface Range {
  readonly ids: IdQuery
  /** The most of them. */
  readonly limit: number
}

/**
 * Live documents in few requests. RxDB's own query goes through a cursor, one event for each document, which takes seconds
 * for the thousands that are read when an account is opened.
 */
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

type DexieTable = Awaited<RxStorageInstanceDexie<unknown>['internals']>['dexieTable']

function chooseRange(table: DexieTable, { $gt, $gte, $lt }: IdQuery): ReturnType<DexieTable['toCollection']> {
  const from = $gt ?? $gte
  const ids = table.where(':id')
  if (from === undefined) return $lt === undefined ? table.toCollection() : ids.below($lt)
  if ($lt !== undefined) return ids.between(from, $lt, $gt === undefined, false)
  return $gt === undefined ? ids.aboveOrEqual(from) : ids.above(from)
}

/** A document as the table holds it. */
interface StoredRow extends Readonly<Record<string, unknown>> {
  readonly id: string
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
