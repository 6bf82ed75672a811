import { expect, it } from 'vitest'
import { createReader } from '../../../renderer/data/database/collections.ts'
import { succeed } from '../../../renderer/data/http/failure.ts'
import type { Connection } from '../../../renderer/data/replication/connection.ts'
import type { CouchClient } from '../../../renderer/data/replication/couch-client.ts'
import { createPullHandler } from '../../../renderer/data/replication/pull-handler.ts'
import { createUnderWay } from '../../../renderer/data/replication/under-way.ts'
import { buildSlot } from '../domain/builders.ts'

const { id } = buildSlot()

function createPull(readChanges: CouchClient['readChanges'], holdsPulled = false) {
  const underWay = createUnderWay()
  const since: unknown[] = []
  const client = {
    readChanges: (database: string, seq: number, limit: number) => {
      since.push(seq)
      return readChanges(database, seq, limit)
    },
    readInfo: async () => succeed({ docCount: 0, updateSeq: 6 }),
    readPage: async () => succeed([])
  } as unknown as CouchClient
  const connection = {
    async persist<T>(attempt: () => Promise<{ readonly ok: boolean; readonly value?: T }>) {
      return (await attempt()).value
    }
  } as unknown as Connection
  const pull = createPullHandler<'slots'>({
    collection: 'slots',
    remote: 'slots',
    client,
    connection,
    read: createReader('slots'),
    awaitSettled: ids => underWay.awaitNone(ids),
    holdsPulled: async () => holdsPulled,
    onProgress: () => undefined,
    onSuccess: () => undefined,
    onFailure: () => undefined
  })
  return { pull, since }
}

const removed = succeed({ results: [{ id, deleted: true, document: { _id: id } }], lastSeq: 7 })

it.each([
  [true, [0]],
  [false, [6]]
])('MG13 without a checkpoint, and pulled documents here (%s), it reads from %j', async (holdsPulled, expected) => {
  const { pull, since } = createPull(async () => removed, holdsPulled)
  await pull(undefined, 100)
  expect(since).toEqual(expected)
})
