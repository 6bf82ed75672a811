const databaseName = 'coachdesk-device-keys'
const storeName = 'keys'

/**
 * Keys that never leave this browser, not even as bytes: handles in an IndexedDB database of their own. What one of them wraps is
 * of use only here, and only while the handle is kept.
 */
export interface DeviceKeys {
  find(name: string): Promise<CryptoKey | undefined>
  /** Makes a key for wrapping others, in the place of the one before. */
  create(name: string): Promise<CryptoKey>
  remove(name: string): Promise<void>
}

export function createDeviceKeys(factory: IDBFactory): DeviceKeys {
  async function access<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const opening = factory.open(databaseName, 1)
    opening.addEventListener('upgradeneeded', () => void opening.result.createObjectStore(storeName))
    const database = await settle(opening)
    try {
      return await settle(act(database.transaction(storeName, mode).objectStore(storeName)))
    } finally {
      database.close()
    }
  }

  return {
    find: name => access('readonly', store => store.get(name) as IDBRequest<CryptoKey | undefined>),
    async create(name) {
      const key = await crypto.subtle.generateKey({ name: 'AES-KW', length: 256 }, false, ['wrapKey', 'unwrapKey'])
      await access('readwrite', store => store.put(key, name))
      return key
    },
    remove: name => access('readwrite', store => store.delete(name))
  }
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')))
    request.addEventListener('blocked', () => reject(new Error('IndexedDB is blocked')))
  })
}
