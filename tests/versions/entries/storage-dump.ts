import type { DeviceDump, DumpedDatabase, DumpedStore } from '../support/protocol.ts'

/** Holds keys that cannot leave a browser. After a sign-out there are none of use in it. */
const leftOut = 'coachdesk-device-keys'

/** Everything in this thread's IndexedDB, as JSON can hold it. */
export async function dumpDatabases(): Promise<readonly DumpedDatabase[]> {
  const found = await indexedDB.databases()
  const names = found.flatMap(({ name }) => (name === undefined || name === leftOut ? [] : [name])).sort()
  const dumps: DumpedDatabase[] = []
  for (const name of names) {
    const database = await settle(indexedDB.open(name))
    const stores: DumpedStore[] = []
    for (const storeName of [...database.objectStoreNames].sort()) {
      stores.push(await dumpStore(database.transaction(storeName).objectStore(storeName)))
    }
    dumps.push({ name, version: database.version, stores })
    database.close()
  }
  return dumps
}

async function dumpStore(store: IDBObjectStore): Promise<DumpedStore> {
  const keys = await settle(store.getAllKeys())
  const values = (await settle(store.getAll())) as readonly unknown[]
  const rows = keys.map((key, at) => ({ key, value: values[at] }))
  if (JSON.stringify(structuredClone(rows)) !== JSON.stringify(JSON.parse(JSON.stringify(rows)))) {
    throw new Error(`${store.name} holds something that JSON cannot`)
  }
  const indexes = [...store.indexNames].sort().map(name => {
    const { keyPath, unique, multiEntry } = store.index(name)
    return { name, keyPath, unique, multiEntry }
  })
  return { name: store.name, keyPath: store.keyPath, autoIncrement: store.autoIncrement, indexes, rows }
}

/** Puts back what `dumpDatabases` gave, before anything else opens a database. */
export async function restoreDatabases({ databases }: DeviceDump): Promise<void> {
  for (const { name, version, stores } of databases) {
    const opening = indexedDB.open(name, version)
    opening.addEventListener('upgradeneeded', () => {
      for (const { name: storeName, keyPath, autoIncrement, indexes, rows } of stores) {
        const made = opening.result.createObjectStore(storeName, { keyPath: keyPath as string, autoIncrement })
        for (const { name: indexName, keyPath: path, unique, multiEntry } of indexes) {
          made.createIndex(indexName, path as string, { unique, multiEntry })
        }
        for (const { key, value } of rows) {
          if (keyPath === null) made.put(value, key as IDBValidKey)
          else made.put(value)
        }
      }
    })
    const database = await settle(opening)
    database.close()
  }
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')))
  })
}
