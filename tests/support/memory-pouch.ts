/** A PouchDB of a test's own that keeps its data in memory, as a replicating program does. */
import PouchDB from 'pouchdb'
import memoryAdapter from 'pouchdb-adapter-memory'

PouchDB.plugin(memoryAdapter)

export function createMemoryPouch(name: string): PouchDB.Database {
  return new PouchDB(name, { adapter: 'memory' })
}
