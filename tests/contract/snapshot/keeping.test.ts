/** What is kept of a database between answers, and when it is made anew. Made things are counted, nothing is timed. */
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { gunzipSync } from 'node:zlib'
import { createDatabaseSnapshot, type DatabaseSnapshot } from '#server/http/snapshot/database-snapshot.ts'
import { createPacker } from '#server/http/snapshot/pack.ts'
import type { SnapshotBody } from '#server/http/snapshot/snapshot-body.ts'
import { createSnapshots, keepMs } from '#server/http/snapshot/snapshots.ts'
import { readPosition } from '#server/http/sequences.ts'
import type { DocumentStore, StoredDocument } from '#server/storage/document-store.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'
import { systemStarts } from '../../support/start-source.ts'
import { type Act, arbitraryActs, play } from './acts.ts'

let databases: PouchDatabases
let slots: DocumentStore
let snapshot: DatabaseSnapshot
let steadyNow: number

beforeEach(async () => {
  databases = createMemoryDatabases(systemStarts)
  slots = await databases.open('slots')
  steadyNow = 0
  snapshot = createSnapshotOf(slots)
})

function createSnapshotOf(store: DocumentStore): DatabaseSnapshot {
  return createDatabaseSnapshot({ open: () => Promise.resolve(store), steady: () => steadyNow, pack: createPacker() })
}

const write = (...ids: readonly string[]) =>
  slots.write(
    ids.map(_id => ({ _id })),
    { newEdits: true }
  )
const change = async (id: string): Promise<void> => play(slots, { kind: 'write', id, n: 1 })

function docsOf(body: SnapshotBody): ReadonlyMap<string, StoredDocument> {
  const { rows } = JSON.parse([...body.pieces(true)].join('')) as { rows: { id: string; doc: StoredDocument }[] }
  return new Map(rows.map(({ id, doc }) => [id, doc]))
}

async function liveDocs(): Promise<ReadonlyMap<string, StoredDocument>> {
  return new Map((await collect(slots.all())).map(doc => [doc._id, doc]))
}

async function collect(docs: AsyncIterable<StoredDocument>): Promise<readonly StoredDocument[]> {
  const found: StoredDocument[] = []
  for await (const doc of docs) found.push(doc)
  return found
}

describe('what is kept', () => {
  it('a change of one document makes one text anew, a removal none', async () => {
    await write('a', 'b', 'c')
    await snapshot.read(false)
    expect(snapshot.figures).toEqual({ bodies: 1, lines: 3 })
    await change('b')
    await snapshot.read(false)
    expect(snapshot.figures).toEqual({ bodies: 2, lines: 4 })
    await play(slots, { kind: 'remove', id: 'a', n: 0 })
    expect([...docsOf(await snapshot.read(false)).keys()]).toEqual(['b', 'c'])
    expect(snapshot.figures).toEqual({ bodies: 3, lines: 4 })
  })

  it('nothing is made anew where nothing has changed, and the same bytes are for everybody', async () => {
    await write('a', 'b')
    const [first, second] = [await snapshot.read(true), await snapshot.read(false)]
    expect(await first.packed(true)).toBe(await second.packed(true))
    expect(gunzipSync(new Uint8Array(await first.packed(true))).toString()).toBe([...second.pieces(true)].join(''))
    expect(snapshot.figures.bodies).toBe(1)
  })

  it('many who ask at once get one answer', async () => {
    await write('a')
    const found = await Promise.all(Array.from({ length: 50 }, () => snapshot.read(true)))
    expect(new Set(found).size).toBe(1)
  })

  it('a hundred commits within a second make no other answer for those who follow, and one when it is over', async () => {
    await write('a')
    await snapshot.read(true)
    for (let n = 0; n < 100; n += 1) {
      steadyNow += 9
      await change('a')
      await snapshot.read(true)
    }
    expect(snapshot.figures.bodies).toBe(1)
    steadyNow += 100
    const { position } = await snapshot.read(true)
    expect(snapshot.figures.bodies).toBe(2)
    expect(position).toEqual(await readPosition(slots))
  })

  it('it is let go when nobody has asked for some minutes, and nothing is kept of people', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const snapshots = createSnapshots(databases, () => steadyNow)
      await write('a', 'b')
      await snapshots.of('slots')?.read(true)
      vi.advanceTimersByTime(keepMs - 1)
      await snapshots.of('slots')?.read(true)
      vi.advanceTimersByTime(keepMs - 1)
      await change('a')
      await snapshots.of('slots')?.read(false)
      expect(snapshots.of('slots')?.figures.lines).toBe(3)
      vi.advanceTimersByTime(keepMs)
      await snapshots.of('slots')?.read(true)
      expect(snapshots.of('slots')?.figures.lines).toBe(5)
      expect(snapshots.of('calls-carla')).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('side by side with writes', () => {
  it('who does not follow waits for an answer that was begun after the question', async () => {
    await write('a')
    const begun = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    let readers = 0
    let most = 0
    async function* all(): AsyncIterable<StoredDocument> {
      readers += 1
      most = Math.max(most, readers)
      const found = await collect(slots.all())
      begun.resolve()
      await go.promise
      yield* found
      readers -= 1
    }
    snapshot = createSnapshotOf({ ...slots, all })
    const first = snapshot.read(true)
    await begun.promise
    await write('b')
    const later = [snapshot.read(false), snapshot.read(true), snapshot.read(false)]
    go.resolve()
    const [own, shared, other] = await Promise.all(later)
    expect([...docsOf(own as SnapshotBody).keys()]).toEqual(['a', 'b'])
    expect(other).toBe(own)
    expect(shared).toBe(await first)
    expect([most, snapshot.figures.bodies]).toEqual([1, 2])
  })

  /** The store, and at each of the places where a snapshot waits for it something happens. */
  function disturbed(acts: Act[]): DocumentStore {
    const next = async (): Promise<void> => {
      const act = acts.shift()
      if (act !== undefined) await play(slots, act)
    }
    const around = async <T>(work: () => Promise<T>): Promise<T> => {
      await next()
      const result = await work()
      await next()
      return result
    }
    return {
      ...slots,
      info: () => around(() => slots.info()),
      readStarts: () => around(() => slots.readStarts()),
      changes: query => around(() => slots.changes(query)),
      async *all() {
        for (let after = ''; ; ) {
          const [doc] = await around(() => takeFirst(slots.all({ startKey: `${after}\0` })))
          if (doc === undefined) return
          yield doc
          after = doc._id
        }
      }
    }
  }

  async function takeFirst(docs: AsyncIterable<StoredDocument>): Promise<readonly StoredDocument[]> {
    for await (const doc of docs) return [doc]
    return []
  }

  /** The rows, and what has changed since, are the database. */
  async function expectFollowed(body: SnapshotBody): Promise<void> {
    const docs = new Map(docsOf(body))
    const { results } = await slots.changes({ since: body.position.number, limit: 1_000, includeDocs: true })
    for (const { id, deleted, doc } of results) {
      if (deleted || doc === undefined) docs.delete(id)
      else docs.set(id, doc)
    }
    const sorted = (map: ReadonlyMap<string, StoredDocument>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
    expect(sorted(docs)).toEqual(sorted(await liveDocs()))
  }

  type Create = (store: DocumentStore) => Pick<DatabaseSnapshot, 'read'>

  function check(create: Create): Promise<void> {
    const property = fc.asyncProperty(
      arbitraryActs(10),
      fc.array(arbitraryActs(12), { minLength: 1, maxLength: 4 }),
      async (before, rounds) => {
        databases = createMemoryDatabases(systemStarts)
        slots = await databases.open('slots')
        for (const act of before) await play(slots, act)
        const acts: Act[] = []
        const tested = create(disturbed(acts))
        for (const round of rounds) {
          acts.push(...round)
          steadyNow += 1_000
          await expectFollowed(await tested.read(true))
        }
      }
    )
    return fc.assert(property, { numRuns: 200 })
  }

  it('rows and the changes since their sequence are the database, whatever is written meanwhile', () =>
    check(createSnapshotOf))

  it('control: a sequence that is read after the rows is found', async () => {
    const createLate: Create = store => ({
      async read() {
        const rows = await collect(store.all())
        const read = createSnapshotOf({
          ...store,
          async *all() {
            yield* rows
          }
        })
        return read.read(true)
      }
    })
    await expect(check(createLate)).rejects.toThrow(/Property failed/)
  })
})
