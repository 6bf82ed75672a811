import { createMemoryEngine } from '#server/storage/engine/memory-engine.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'
import type { StartSource } from '#server/storage/start-keeper.ts'

/** Databases in memory that stay when the server stops, as files would. */
export interface KeptMemory {
  open(startSource: StartSource): Promise<PouchDatabases>
}

export function createKeptMemory(): KeptMemory {
  const engine = createMemoryEngine()
  return { open: startSource => Promise.resolve(createMemoryDatabases(startSource, engine)) }
}
