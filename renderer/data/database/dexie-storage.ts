import type { RxStorage } from 'rxdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { readByIds, readQuery } from './dexie-read.ts'
import { createStampingWrites } from './dexie-write.ts'

/** IndexedDB, each transaction on disk before it counts as done (F15). */
export function createDexieStorage(): RxStorage<unknown, unknown> {
  const storage = getRxStorageDexie({ chromeTransactionDurability: 'strict' })
  const create: typeof storage.createStorageInstance = storage.createStorageInstance.bind(storage)
  const createStorageInstance: typeof create = async params => {
    const instance = await create(params)
    const query = instance.query.bind(instance)
    const findDocumentsById = instance.findDocumentsById.bind(instance)
    const writes = createStampingWrites(instance)
    await writes.hearStored()
    return Object.assign(instance, writes, {
      async query(prepared: Parameters<typeof query>[0]) {
        const documents = await readQuery(instance, prepared)
        return documents === undefined ? query(prepared) : { documents }
      },
      async findDocumentsById(ids: string[], withDeleted: boolean) {
        // It says where the storage is closed.
        if (instance.closed !== undefined) return findDocumentsById(ids, withDeleted)
        const documents = await readByIds(instance, ids)
        return withDeleted ? documents : documents.filter(({ _deleted }) => !_deleted)
      }
    })
  }
  // A copy would lose what the storage's class gives it.
  return Object.assign(storage, { createStorageInstance })
}
