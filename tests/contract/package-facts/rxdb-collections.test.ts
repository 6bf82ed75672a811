import { createRxDatabase } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { expect, it } from 'vitest'

// In a file of its own: the limit counts per JavaScript realm.
it('F8 a realm opens thirteen collections and refuses to go on', { timeout: 30_000 }, async () => {
  const schema = {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: { id: { type: 'string', maxLength: 10 } },
    required: ['id']
  } as const
  const database = await createRxDatabase({ name: 'many', storage: getRxStorageMemory(), multiInstance: false })
  const open = (name: string): Promise<unknown> => database.addCollections({ [name]: { schema } })
  for (let n = 0; n < 13; n += 1) await open(`c${n}`)
  // It waits for others to close, lets one more in, and then refuses.
  await open('fourteenth').catch(() => undefined)
  const refusal: unknown = await open('fifteenth').then(
    () => 'opened',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error)
  )
  expect(refusal).toBe('COL23')
  await database.close()
})
