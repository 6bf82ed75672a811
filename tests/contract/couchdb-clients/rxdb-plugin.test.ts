import { createRxDatabase } from 'rxdb'
import { getFetchWithCouchDBAuthorization, replicateCouchDB } from 'rxdb/plugins/replication-couchdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createSlotId } from '#domain/model/slot-id.ts'
import { hourMs, slotDoc } from '../../support/gate-world.ts'
import { passwordOf } from '../../support/test-server.ts'
import { openPractice, type Practice } from './practice.ts'

interface PlainSlot {
  readonly id: string
  readonly status: string
  readonly startsAt: number
}

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 80 }, status: { type: 'string' }, startsAt: { type: 'number' } },
  required: ['id']
} as const

let practice: Practice
beforeAll(async () => {
  practice = await openPractice()
})
afterAll(() => practice.test.remove())

describe('RxDB’s CouchDB plugin', () => {
  it('pulls all slots, page by page, and goes on live', async () => {
    const { test, coach, starts } = practice
    const database = await createRxDatabase({
      name: 'plain-plugin',
      storage: getRxStorageMemory(),
      multiInstance: false
    })
    const { slots } = await database.addCollections<{ slots: never }>({ slots: { schema } })
    if (slots === undefined) throw new Error('no collection')
    const errors: unknown[] = []
    const replication = replicateCouchDB<PlainSlot>({
      replicationIdentifier: 'plain-plugin',
      collection: slots as never,
      url: `${test.url}/slots/`,
      fetch: getFetchWithCouchDBAuthorization('stan', passwordOf('stan')),
      live: true,
      waitForLeadership: false,
      pull: { batchSize: 2, heartbeat: 2_000 }
    })
    replication.error$.subscribe(error => errors.push(error))
    await replication.awaitInitialReplication()
    const list = async (): Promise<readonly string[]> => {
      const found = await (slots as unknown as { find(): { exec(): Promise<readonly PlainSlot[]> } }).find().exec()
      return found.map(({ id }) => id).toSorted()
    }
    const ids = starts.map(startsAt => createSlotId(coach.userId, startsAt))
    expect(await list()).toEqual(ids.toSorted())

    const added = slotDoc(coach.userId, (starts.at(-1) ?? 0) + 24 * hourMs)
    await coach.ask('PUT', `/slots/${added._id}`, added)
    await vi.waitFor(async () => expect(await list()).toContain(added._id), { timeout: 10_000 })
    const { json } = await coach.ask('GET', `/slots/${added._id}`)
    await coach.ask('DELETE', `/slots/${added._id}?rev=${String(json['_rev'])}`)
    await vi.waitFor(async () => expect(await list()).toEqual(ids.toSorted()), { timeout: 10_000 })

    expect(errors).toEqual([])
    await replication.cancel()
    await database.close()
  })
})
