import { endlessRoom } from './disk-room.ts'
import type { Engine } from './engine/engine.ts'
import { createMemoryEngine } from './engine/memory-engine.ts'
import { createPouchDatabases, type PouchDatabases } from './pouch-databases.ts'
import type { StartSource } from './start-keeper.ts'

/**
 * Databases that live as long as the process: for tests and simulations.
 * @param engine what is in it stays when the databases are closed
 */
export function createMemoryDatabases(startSource: StartSource, engine: Engine = createMemoryEngine()): PouchDatabases {
  return createPouchDatabases(engine, endlessRoom, startSource)
}
