import type { RxStorage } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { KeyValueStore } from '../../../renderer/data/application-contract.ts'

/** A device's own storage in memory, which stays when the application ends. RxDB shares one between all and forgets it then. */
export function createKeptStorage(): RxStorage<unknown, unknown> {
  const storage = { ...getRxStorageMemory(), collectionStates: new Map() }
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    // One more user that never closes it.
    Object.assign(instance.internals, { refCount: instance.internals.refCount + 1 })
    return instance
  }
  return { ...storage, createStorageInstance }
}

export function createKeyValueStore(): KeyValueStore {
  const values = new Map<string, string>()
  return {
    getItem: key => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: key => void values.delete(key)
  }
}
