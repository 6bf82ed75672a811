import type { PreparedQuery, RxStorage } from 'rxdb'
import { fromDexieToStorage, getRxStorageDexie, type RxStorageInstanceDexie } from 'rxdb/plugins/storage-dexie'
import { createStampingWrites } from './dexie-write.ts'

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
      query: (prepared: Parameters<typeof query>[0]) => (asksForAll(prepared) ? readAll(instance) : query(prepared))
    })
  }
  // A copy would lose what the storage's class gives it.
  return Object.assign(storage, { createStorageInstance })
}

/**
 * Every live document in one request. RxDB's own query goes through a cursor, one event for each document, which takes seconds
 * for the thousands that are read when an account is opened.
 */
async function readAll<T>(instance: RxStorageInstanceDexie<T>): Promise<Awaited<ReturnType<typeof instance.query>>> {
  const { dexieTable, booleanIndexes } = await instance.internals
  const rows = (await dexieTable.toArray()) as unknown[]
  const documents = rows.map(row => fromDexieToStorage<T>(booleanIndexes, row))
  return { documents: documents.filter(({ _deleted }) => !_deleted) }
}

/** Whether a query wants all live documents in the order of their ids, which is how the table keeps them. */
function asksForAll({ query }: PreparedQuery<unknown>): boolean {
  const { selector, sort, skip, limit } = query
  const isUnbounded = (skip ?? 0) === 0 && limit === undefined
  return (
    isUnbounded &&
    JSON.stringify(selector) === '{"_deleted":{"$eq":false}}' &&
    /^\[(\{"_deleted":"asc"\},)?\{"id":"asc"\}\]$/.test(JSON.stringify(sort))
  )
}
