import { prepareQuery, type RxCollection, type RxStorage, type RxStorageInstance } from 'rxdb'
import type { Instant } from '#domain/model/primitives.ts'
import { nextStamp, stampRows } from './next-stamp.ts'

/** A storage instance that tells the largest stamp of what it holds; 0: it holds nothing. */
interface StampedInstance {
  readLargestStamp(): Promise<number>
  /** Where several windows may write: counts everything that is stored as heard (`dexie-write.ts`). */
  hearStored?(): Promise<void>
}

/**
 * Stamps every write above all stamps that this window knows of in the database: its collections' and those of RxDB's own records.
 * RxDB stamps with `Date.now()`, which rises only within one run. It looks for unsent documents from a stored stamp on, so what is
 * written after a device's clock was set back would never be sent, and would not count as unsent.
 *
 * What other windows have written meanwhile is not known here: the storage itself raises a stamp that is not above all of its
 * own, in the transaction of the write (`dexie-write.ts`). Each document needs a `_meta` of its own (`own-meta.ts`).
 * @param now this device's clock, epoch ms
 */
export function withStamps(storage: RxStorage<unknown, unknown>, now: () => Instant): RxStorage<unknown, unknown> {
  let largest = 0
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    const readLargestStamp = isStamped(instance)
      ? instance.readLargestStamp.bind(instance)
      : createReader(instance as unknown as RxStorageInstance<unknown, unknown, unknown>)
    const stored = await readLargestStamp()
    // Only now: others may have written while this was read.
    largest = Math.max(largest, stored)
    const write = instance.bulkWrite.bind(instance)
    const bulkWrite: typeof write = async (rows, context) => {
      largest = nextStamp(now(), largest)
      stampRows(rows, largest)
      const result = await write(rows, context)
      // The storage has raised them where another window is ahead.
      for (const { document } of rows) largest = Math.max(largest, document._meta.lwt)
      return result
    }
    return Object.assign(instance, { readLargestStamp, bulkWrite })
  }
  return { ...storage, createStorageInstance }
}

/** The largest stamp of what a collection holds, removed documents included; 0: it holds nothing. */
export function readLargestStamp<T>(collection: RxCollection<T>): Promise<number> {
  return findStamped(collection).readLargestStamp()
}

/** Call it before everything that is stored is looked through: what no event told of until then is found there. */
export async function hearStored<T>(collection: RxCollection<T>): Promise<void> {
  await findStamped(collection).hearStored?.()
}

function findStamped<T>({ storageInstance }: RxCollection<T>): StampedInstance {
  const instance: object = storageInstance.originalStorageInstance
  if (!isStamped(instance)) throw new Error('the collection was opened without stamps')
  return instance
}

function isStamped<T extends object>(instance: T): instance is T & StampedInstance {
  return 'readLargestStamp' in instance
}

/** For storage that cannot tell by itself. */
function createReader(instance: RxStorageInstance<unknown, unknown, unknown>): () => Promise<number> {
  const read = instance.query.bind(instance)
  const query = { selector: {}, sort: [{ '_meta.lwt': 'desc' }], skip: 0, limit: 1 }
  const newest = prepareQuery(instance.schema, query as never)
  return async () => {
    const { documents } = await read(newest)
    return documents[0]?._meta.lwt ?? 0
  }
}
