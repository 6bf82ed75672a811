import { createRxDatabase, type RxCollection, type RxConflictHandler, type RxDatabase } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'

export interface Note {
  readonly id: string
  readonly text: string
}

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, text: { type: 'string' } },
  required: ['id', 'text']
} as const

let opened = 0

/** A fresh database in memory with one collection. */
export async function openNotes(
  conflictHandler?: RxConflictHandler<Note>
): Promise<{ readonly database: RxDatabase; readonly notes: RxCollection<Note> }> {
  opened += 1
  const database = await createRxDatabase({
    name: `facts-${opened}`,
    storage: getRxStorageMemory(),
    multiInstance: false
  })
  const { notes } = await database.addCollections({
    notes: { schema, ...(conflictHandler === undefined ? {} : { conflictHandler }) }
  })
  return { database, notes: notes as RxCollection<Note> }
}
