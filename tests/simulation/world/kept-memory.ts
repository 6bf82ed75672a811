import { randomUUID } from 'node:crypto'
import { createMemoryDatabases } from '../../../sync-server/storage/memory-databases.ts'
import type { PouchDatabases } from '../../../sync-server/storage/pouch-databases.ts'
import type { StartSource } from '../../../sync-server/storage/start-keeper.ts'
import { systemStarts } from '../../support/start-source.ts'

/** Databases in memory that stay when the server stops, as files would. */
export interface KeptMemory {
  /** @param now monotonic milliseconds */
  open(now: () => number, startSource: StartSource): Promise<PouchDatabases>
  /** Frees it all; nothing of it may be open. */
  remove(): Promise<void>
}

export function createKeptMemory(): KeptMemory {
  // The adapter keeps the content by the full name, in this process.
  const prefix = `simulation-${randomUUID()}-`
  const names = new Set<string>()

  async function open(now: () => number, startSource: StartSource): Promise<PouchDatabases> {
    const databases = createMemoryDatabases(prefix, now, startSource)
    for (const name of names) await databases.open(name)
    return {
      ...databases,
      async open(name) {
        names.add(name)
        return databases.open(name)
      },
      async destroy(name) {
        await databases.destroy(name)
        names.delete(name)
      }
    }
  }

  return {
    open,
    async remove() {
      const databases = await open(() => 0, systemStarts)
      for (const name of names) await databases.destroy(name)
      await databases.close()
    }
  }
}
