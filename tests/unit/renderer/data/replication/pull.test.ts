import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { fail, type Failure, succeed } from '#renderer/data/http/failure.ts'
import type { Connection } from '#renderer/data/replication/connection.ts'
import type { CouchClient } from '#renderer/data/replication/couch-client.ts'
import { createNewestSeen } from '#renderer/data/replication/past/newest-seen.ts'
import { createPullHandler } from '#renderer/data/replication/pull-handler.ts'
import { createUnderWay } from '#renderer/data/replication/under-way.ts'
import { buildSlot, coachId, start } from '../../../domain/builders.ts'

const { id, ...fields } = buildSlot()
const stored = { phase: 'changes', seq: 5, compared: true } as const

function createPull(
  readChanges: CouchClient['readChanges'],
  holdsPulled = false,
  more: {
    readonly readAll?: CouchClient['readAll']
    readonly seen?: string
    readonly collection?: 'slots' | 'calls'
  } = {}
) {
  const underWay = createUnderWay()
  const since: unknown[] = []
  const reread: (readonly string[])[] = []
  const pagesFrom: (string | undefined)[] = []
  const seen = createNewestSeen({ isSamePast: async () => succeed(true), store: async () => undefined })
  seen.load(more.seen)
  const client = {
    readChanges: (database: string, seq: number, limit: number) => {
      since.push(seq)
      return readChanges(database, seq, limit)
    },
    readAll: more.readAll ?? (async () => succeed({ documents: [], updateSeq: 6 })),
    readInfo: async () => succeed({ docCount: 0, updateSeq: 6 }),
    async readPage(_: string, startKey: string | undefined) {
      pagesFrom.push(startKey)
      return succeed([])
    },
    async readStatesAt(_: string, ids: readonly string[]) {
      reread.push(ids)
      return succeed({
        states: new Map(ids.map(known => [known, { kind: 'deleted', rev: '2-a' }])),
        updateSeq: '9-1.aa'
      })
    },
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
    // The handler reads the same shape whatever it is called.
    collection: (more.collection ?? 'slots') as 'slots',
    remote: 'slots',
    userId: 'nobody00',
    client,
    connection,
    tidy: document => document,
    underWay,
    takeEcho: () => false,
    holdsPulled: async () => holdsPulled,
    holdsAny: async () => false,
    findLocal: async () => new Map(),
    storeNew: async documents => documents,
    storeCheckpoint: async () => undefined,
    onFinding: () => undefined,
    seen,
    onProgress: () => undefined,
    onSuccess: () => undefined,
    onFailure: () => undefined
  })
  return { pull, underWay, since, reread, pagesFrom }
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

const many = Array.from({ length: 1_200 }, (_, n) => {
  const slot = buildSlot({ id: createSlotId(coachId, start + n * slotLengthMs), startsAt: start + n * slotLengthMs })
  const { id: _id, ...rest } = { ...slot, endsAt: slot.startsAt + slotLengthMs }
  return { _id, ...rest }
})
const none = async () => succeed({ results: [], lastSeq: '9-1.aa' })
const readAll = async () => succeed({ documents: many, updateSeq: '8-1.aa' })

it('a first pull asks for all slots at once, hands them over page by page, and goes on from the sequence of the answer', async () => {
  const { pull, since, pagesFrom } = createPull(none, false, { readAll })
  const first = await pull(undefined, 100)
  expect(first.documents.map(document => document.id)).toEqual(many.slice(0, 1_000).map(({ _id }) => _id))
  expect(first.checkpoint).toMatchObject({ phase: 'snapshot', since: '8-1.aa', done: 1_000, total: 1_200 })
  const second = await pull(first.checkpoint, 100)
  expect(second.documents.map(document => document.id)).toEqual(many.slice(1_000).map(({ _id }) => _id))
  expect(await pull(second.checkpoint, 100)).toMatchObject({ documents: [], checkpoint: { seq: '9-1.aa' } })
  expect([since, pagesFrom]).toEqual([['8-1.aa'], []])
})

it('a device that was killed after the first page goes on from there, page by page', async () => {
  const before = createPull(none, false, { readAll })
  const { checkpoint } = await before.pull(undefined, 100)
  const after = createPull(none, false, { readAll, seen: '8-1.aa' })
  await after.pull(checkpoint, 100)
  expect(after.pagesFrom).toEqual([many[999]?._id])
  expect(after.since).toEqual(['8-1.aa'])
})

it('a page that is asked for again is asked of the server', async () => {
  const { pull, pagesFrom } = createPull(none, false, { readAll })
  const { checkpoint } = await pull(undefined, 100)
  await pull(checkpoint, 100)
  await pull(checkpoint, 100)
  expect(pagesFrom).toEqual([many[999]?._id])
})

it('MG13 what was pushed since all was asked for is read anew, also of a later page', async () => {
  const { pull, underWay, reread } = createPull(none, false, { readAll })
  const { checkpoint } = await pull(undefined, 100)
  const pushed = many[1_100]?._id ?? ''
  underWay.begin([pushed])
  underWay.end([pushed])
  await pull(checkpoint, 100)
  expect(reread).toEqual([[pushed]])
})

const failures: readonly Failure[] = [
  { kind: 'incomplete', detail: 'cut' },
  { kind: 'too-large' },
  { kind: 'rejected', status: 413, detail: 'too large' }
]

it.each([
  ...failures.map(failure => [failure.kind, { readAll: async () => fail(failure) }] as const),
  [
    'a server that does not say of when it is',
    { readAll: async () => succeed({ documents: many, updateSeq: undefined }) }
  ],
  ['a device that has seen something newer', { readAll, seen: '8-1.aa' }],
  ['sessions, which nobody else asks for', { readAll, collection: 'calls' }]
] as const)('all is read page by page: %s', async (_what, more) => {
  const { pull, pagesFrom } = createPull(none, false, more)
  await pull(undefined, 100)
  expect(pagesFrom).toEqual([undefined])
})
