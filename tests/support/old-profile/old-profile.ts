import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

interface DumpedStore {
  readonly keyPath: string
  readonly autoIncrement: boolean
  readonly indexes: readonly {
    readonly name: string
    readonly keyPath: string | string[]
    readonly unique: boolean
    readonly multiEntry: boolean
  }[]
  readonly records: readonly object[]
}
/**
 * A coach's profile as version 0 of the local database left it, byte for byte what its IndexedDB held. Three slots and a session
 * were synced; then, without a network, a slot was created and one removed, and the session was wrapped up; a draft and a notice
 * of this device are there too.
 */
export interface OldProfile {
  readonly serverUrl: string
  readonly coachId: string
  readonly studentId: string
  /** The clock when the first slot was made. */
  readonly startsAt: number
  readonly keyValues: Readonly<Record<string, string>>
  readonly databases: Readonly<
    Record<string, { readonly version: number; readonly stores: Readonly<Record<string, DumpedStore>> }>
  >
}

/** @param people ids of another server's coach and student, who take the places of those in the profile */
export async function readOldProfile(people?: {
  readonly coachId: string
  readonly studentId: string
}): Promise<OldProfile> {
  const text = await readFile(new URL('profile-version-0.json', import.meta.url), 'utf8')
  const profile = JSON.parse(text) as OldProfile
  if (people === undefined) return profile
  // Names that are hashes of an id, and the id itself.
  const names = (id: string): readonly string[] => {
    const key = `${id}@${profile.serverUrl}`
    return [sha256(key).slice(0, 24), sha256(`calls-${profile.serverUrl}/calls-${id}`), id]
  }
  const before = [...names(profile.coachId), profile.studentId]
  const after = [...names(people.coachId), people.studentId]
  const moved = before.reduce((moving, name, index) => moving.replaceAll(name, after[index] ?? ''), text)
  return JSON.parse(moved) as OldProfile
}

/** Puts the profile's databases into IndexedDB. */
export async function restoreDatabases({ databases }: OldProfile): Promise<void> {
  for (const [name, { version, stores }] of Object.entries(databases)) {
    const request = indexedDB.open(name, version)
    request.addEventListener('upgradeneeded', () => {
      for (const [storeName, { keyPath, autoIncrement, indexes, records }] of Object.entries(stores)) {
        const store = request.result.createObjectStore(storeName, { keyPath, autoIncrement })
        for (const index of indexes) store.createIndex(index.name, index.keyPath, index)
        for (const record of records) store.put(record)
      }
    })
    const database = await settle(request)
    database.close()
  }
}

/** Between tests: Dexie holds on to the first `indexedDB` that it sees. */
export async function removeDatabases(): Promise<void> {
  for (const { name = '' } of await indexedDB.databases()) await settle(indexedDB.deleteDatabase(name))
}

/** Everything that lies in IndexedDB, as one text. */
export async function dumpIndexedDb(): Promise<string> {
  const contents: unknown[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await settle(indexedDB.open(name))
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName)
      contents.push(name, storeName, await settle(store.getAllKeys()), await settle(store.getAll()))
    }
    database.close()
  }
  return JSON.stringify(contents)
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')))
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
