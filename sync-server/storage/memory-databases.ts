import PouchDB from 'pouchdb'
import memdown from 'memdown'
import memoryAdapter from 'pouchdb-adapter-memory'
import { endlessRoom } from './disk-room.ts'
import { registerGuardedAdapter } from './pouch-adapter.ts'
import { createPouchDatabases, type PouchDatabases } from './pouch-databases.ts'
import type { StartSource } from './start-keeper.ts'
import { createSyncedLeveldown } from './synced-leveldown.ts'

PouchDB.plugin(memoryAdapter)
const adapter = registerGuardedAdapter('memory')
const leveldown = createSyncedLeveldown({ base: memdown })

/**
 * Databases that live as long as the process: for tests and simulations.
 * @param prefix unique among all memory databases of the process, as the adapter keeps them by name
 * @param now monotonic milliseconds
 */
export function createMemoryDatabases(prefix: string, now: () => number, startSource: StartSource): PouchDatabases {
  const names = new Set<string>()
  const databases = createPouchDatabases(
    {
      pouchOptions: { adapter, prefix, leveldown },
      room: endlessRoom,
      list: () => Promise.resolve([...names]),
      compactFiles: () => Promise.resolve(),
      salvage: name =>
        new Promise((resolve, reject) => {
          memdown.destroy(prefix + name, error => (error ? reject(error) : resolve('nowhere')))
        })
    },
    now,
    startSource
  )
  return {
    ...databases,
    async open(name) {
      const store = await databases.open(name)
      names.add(name)
      return store
    },
    async destroy(name) {
      await databases.destroy(name)
      names.delete(name)
    }
  }
}
