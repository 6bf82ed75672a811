import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createReader } from '../../../renderer/data/database/collections.ts'
import { succeed } from '../../../renderer/data/http/failure.ts'
import type { Connection } from '../../../renderer/data/replication/connection.ts'
import type { CouchClient } from '../../../renderer/data/replication/couch-client.ts'
import { createNewestSeen } from '../../../renderer/data/replication/past/newest-seen.ts'
import { createPullHandler } from '../../../renderer/data/replication/pull-handler.ts'
import { createUnderWay } from '../../../renderer/data/replication/under-way.ts'
import { buildSlot } from '../domain/builders.ts'

const { id, ...fields } = buildSlot()
const stored = { phase: 'changes', seq: 5, compared: true } as const

function createPull(readChanges: CouchClient['readChanges'], holdsPulled = false) {
  const underWay = createUnderWay()
  const since: unknown[] = []
  const reread: (readonly string[])[] = []
  const client = {
    readChanges: (database: string, seq: number, limit: number) => {
      since.push(seq)
      return readChanges(database, seq, limit)
    },
    readInfo: async () => succeed({ docCount: 0, updateSeq: 6 }),
    readPage: async () => succeed([]),
    async readStates(_: string, ids: readonly string[]) {
      reread.push(ids)
      return succeed(new Map(ids.map(known => [known, { kind: 'deleted', rev: '2-a' }])))
    }
  } as unknown as CouchClient
  const connection = {
    async persist<T>(attempt: () => Promise<{ readonly ok: boolean; readonly value?: T }>) {
      return (await attempt()).value
    }
  } as unknown as Connection
  const pull = createPullHandler<'slots'>({
    collection: 'slots',
    remote: 'slots',
    userId: 'nobody00',
    client,
    connection,
    read: createReader('slots'),
    underWay,
    holdsPulled: async () => holdsPulled,
    holdsAny: async () => false,
    findLocal: async () => new Map(),
    onFinding: () => undefined,
    seen: createNewestSeen({ isSamePast: async () => succeed(true), store: async () => undefined }),
    onProgress: () => undefined,
    onSuccess: () => undefined,
    onFailure: () => undefined
  })
  return { pull, underWay, since, reread }
}

const live = succeed({ results: [{ id, deleted: false, document: { _id: id, ...fields } }], lastSeq: 6 })
const removed = succeed({ results: [{ id, deleted: true, document: { _id: id } }], lastSeq: 7 })

it('MG13 what was pushed while it was being fetched is read anew before it is handed over', async () => {
  const { pull, underWay, reread } = createPull(async () => {
    // Its removal is sent and stored between the reading and the handing over.
    underWay.begin([id])
    underWay.end([id])
    return live
  })
  expect(await pull(stored, 100)).toMatchObject({ documents: [{ id, _deleted: true }], checkpoint: { seq: 6 } })
  expect(reread).toEqual([[id]])
})

it('what is being pushed when it was fetched waits for the outcome, and is read anew', async () => {
  const { pull, underWay, reread } = createPull(async () => live)
  underWay.begin([id])
  const pulling = pull(stored, 100)
  await setImmediate()
  expect(reread).toEqual([])
  underWay.end([id])
  expect(await pulling).toMatchObject({ documents: [{ id, _deleted: true }] })
})

it('what was pushed before, or another document, is no reason to read anew', async () => {
  const { pull, underWay, reread } = createPull(async () => {
    underWay.begin(['another'])
    return live
  })
  underWay.begin([id])
  underWay.end([id])
  expect(await pull(stored, 100)).toMatchObject({ documents: [{ id, _deleted: false }] })
  expect(reread).toEqual([])
})

it('a document that is pushed again and again does not hold a pull for ever', async () => {
  const { pull, underWay, reread } = createPull(async () => live)
  underWay.awaitNone = async () => {
    underWay.begin([id])
    underWay.end([id])
  }
  expect(await pull(stored, 100)).toMatchObject({ documents: [{ id }] })
  expect(reread).toHaveLength(3)
})

it.each([
  [true, [0]],
  [false, [6]]
])('MG13 without a checkpoint, and pulled documents here (%s), it reads from %j', async (holdsPulled, expected) => {
  const { pull, since } = createPull(async () => removed, holdsPulled)
  await pull(undefined, 100)
  expect(since).toEqual(expected)
})
