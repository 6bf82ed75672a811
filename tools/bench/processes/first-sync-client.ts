/** One client's first sync, in a process of its own; says how long it took and how many slots it holds. */
import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import 'fake-indexeddb/auto'
import PouchDB from 'pouchdb'
import memoryAdapter from 'pouchdb-adapter-memory'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { realTimers } from '#renderer/application/browser-parts.ts'
import { createApplication } from '#renderer/application/create-application.ts'
import { createDexieStorage } from '#renderer/data/database/dexie-storage.ts'
import { readInput, serveParent } from '../lib/child.ts'

export interface FirstSyncInput {
  readonly into: 'rxdb-memory' | 'rxdb-dexie' | 'pouchdb'
  readonly serverUrl: string
  readonly name: string
  readonly password: string
  /** How many slots there are to receive. */
  readonly expected: number
}

const input = readInput() as FirstSyncInput

/** The product's own client: sign-in, local database, replication, store. */
async function syncRxDb(storage: ReturnType<typeof createDexieStorage>): Promise<number> {
  const values = new Map<string, string>()
  const application = createApplication({
    storage,
    fetch: globalThis.fetch,
    now: Date.now,
    randomBytes: length => new Uint8Array(randomBytes(length)),
    keyValueStore: {
      getItem: key => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: key => void values.delete(key)
    },
    timers: realTimers,
    defaultServerUrl: input.serverUrl,
    onWake: () => () => undefined,
    multiInstance: false,
    // Stretching the password is no part of the sync.
    passwordRounds: 1
  })
  const { name, password, serverUrl } = input
  const signedIn = await application.sessionStore.getState().signIn({ serverUrl, name, password })
  const { store } = application.workspace.getState()
  if (!signedIn.ok || store === undefined) throw new Error('the bench client could not sign in')
  return new Promise(resolve => {
    const look = (): void => {
      const { sync, slots } = store.getState()
      if (sync.kind === 'synced' && slots.length === input.expected) resolve(slots.length)
    }
    store.subscribe(look)
    look()
  })
}

/** The reference: PouchDB's own replication of the same database. */
async function syncPouchDb(): Promise<number> {
  PouchDB.plugin(memoryAdapter)
  const { name, password, serverUrl } = input
  const remote = new PouchDB(`${serverUrl}/slots`, { auth: { username: name, password }, skip_setup: true })
  const local = new PouchDB('slots', { adapter: 'memory' })
  await local.replicate.from(remote, { batch_size: 1_000 })
  return (await local.info()).doc_count
}

function sync(): Promise<number> {
  switch (input.into) {
    case 'rxdb-memory':
      return syncRxDb(getRxStorageMemory())
    case 'rxdb-dexie':
      return syncRxDb(createDexieStorage())
    case 'pouchdb':
      return syncPouchDb()
    default:
      throw new Error(`no such client: ${String(input.into)}`)
  }
}

const startedAt = performance.now()
const slots = await sync()
serveParent({ url: input.serverUrl, ms: performance.now() - startedAt, slots }, {}, () => Promise.resolve())
