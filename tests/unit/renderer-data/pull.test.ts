import { expect, it } from 'vitest'
import { createReader } from '../../../renderer/data/database/collections.ts'
import { succeed } from '../../../renderer/data/http/failure.ts'
import type { Connection } from '../../../renderer/data/replication/connection.ts'
import type { CouchClient } from '../../../renderer/data/replication/couch-client.ts'
import { createPullHandler } from '../../../renderer/data/replication/pull-handler.ts'
import { createUnderWay } from '../../../renderer/data/replication/under-way.ts'
import { buildSlot } from '../domain/builders.ts'

const { id, ...fields } = buildSlot()
const stored = { phase: 'changes', seq: 5 } as const

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
    underWay,
    holdsPulled: async () => holdsPulled,
    onProgress: () => undefined,
    onSuccess: () => undefined,
    onFailure: () => undefined
  })
  return { pull, underWay, since }
}

const live = succeed({ results: [{ id, deleted: false, document: { _id: id, ...fields } }], lastSeq: 6 })
const removed = succeed({ results: [{ id, deleted: true, document: { _id: id } }], lastSeq: 7 })

it('MG13 what was pushed while it was being fetched is fetched again, from the same place', async () => {
  const answers = [live, removed]
  const { pull, underWay, since } = createPull(async () => {
    // Its removal is sent and stored between the reading and the handing over.
    if (answers.length === 2) {
      underWay.begin([id])
      underWay.end([id])
    }
    return answers.shift() ?? removed
  })
  expect(await pull(stored, 100)).toMatchObject({ documents: [{ id, _deleted: true }], checkpoint: { seq: 7 } })
  expect(since).toEqual([5, 5])
})

it('what was pushed before, or another document, is no reason to fetch again', async () => {
  const { pull, underWay, since } = createPull(async () => {
    underWay.begin(['another'])
    return live
  })
  underWay.begin([id])
  underWay.end([id])
  expect(await pull(stored, 100)).toMatchObject({ documents: [{ id, _deleted: false }] })
  expect(since).toEqual([5])
})

it.each([
  [true, [0]],
  [false, [6]]
])('MG13 without a checkpoint, and pulled documents here (%s), it reads from %j', async (holdsPulled, expected) => {
  const { pull, since } = createPull(async () => removed, holdsPulled)
  await pull(undefined, 100)
  expect(since).toEqual(expected)
})
