import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change, DocumentStore, StoredDocument, WriteRow } from '#server/storage/document-store.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'

/** How an implementation is brought up. `reopen` closes everything and opens the same data again. */
export interface StorageUnderTest {
  readonly databases: PouchDatabases
  reopen(): Promise<PouchDatabases>
  remove(): Promise<void>
}

/** The acceptance suite of the storage interface; every implementation runs it. */
export function describeDocumentStore(title: string, create: () => Promise<StorageUnderTest>): void {
  describe(`document store: ${title}`, () => {
    let storage: StorageUnderTest
    let store: DocumentStore

    beforeEach(async () => {
      storage = await create()
      store = await storage.databases.open('slots')
    })
    afterEach(() => storage.remove())

    it('reads winners in the order asked for, and nothing for an unknown id', async () => {
      await write(store, [
        { _id: 'a', n: 1 },
        { _id: 'b', n: 2 }
      ])

      const found = await store.read(['b', 'nobody', 'a'])

      expect(found.map(doc => doc?.['n'])).toEqual([2, undefined, 1])
      expect(found[0]?._rev).toMatch(/^1-/)
    })

    it('keeps a tombstone with its revision and body', async () => {
      const [first] = await write(store, [{ _id: 'a', n: 1 }])
      await write(store, [{ _id: 'a', _rev: revOf(first), _deleted: true, why: 'moved' }])

      const [tombstone] = await store.read(['a'])

      expect(tombstone).toMatchObject({ _id: 'a', _deleted: true, why: 'moved' })
      expect(tombstone?._rev).toMatch(/^2-/)
      expect(await collect(store.all())).toEqual([])
    })

    it('creates a document anew over its tombstone', async () => {
      const [first] = await write(store, [{ _id: 'a', n: 1 }])
      await write(store, [{ _id: 'a', _rev: revOf(first), _deleted: true }])

      const [again] = await write(store, [{ _id: 'a', n: 2 }])

      expect(revOf(again)).toMatch(/^3-/)
      expect((await store.read(['a']))[0]).toMatchObject({ n: 2 })
    })

    it('answers a stale revision with a conflict row and stores its neighbours', async () => {
      await write(store, [{ _id: 'a', n: 1 }])

      const rows = await write(store, [
        { _id: 'a', n: 9 },
        { _id: 'b', n: 2 }
      ])

      expect(rows[0]).toMatchObject({ error: true, id: 'a', name: 'conflict', status: 409 })
      expect(rows[1]).toMatchObject({ ok: true, id: 'b' })
    })

    it('stores a given revision with its history and knows all of it', async () => {
      const [first] = await write(store, [{ _id: 'a', n: 1 }])
      const parent = revOf(first).slice(2)
      const child = { _id: 'a', n: 2, _rev: '3-cc', _revisions: { start: 3, ids: ['cc', 'bb', parent] } }

      const rows = await store.write([child], { newEdits: false })
      const repeated = await store.write([child], { newEdits: false })

      expect(rows).toEqual([{ ok: true, id: 'a', rev: '3-cc' }])
      expect(repeated).toEqual(rows)
      expect([...(await store.readRevisions('a'))].sort()).toEqual([`1-${parent}`, '2-bb', '3-cc'].sort())
      expect((await store.read(['a']))[0]).toMatchObject({ _rev: '3-cc', n: 2 })
      expect(await store.readRevisions('nobody')).toEqual([])
      expect(await store.readLeaves('nobody')).toEqual([])
    })

    it('merges concurrent writes and gives each caller its own rows', async () => {
      const calls = Array.from({ length: 50 }, (_, n) =>
        write(store, [
          { _id: `doc-${n}`, n },
          { _id: `twin-${n}`, n }
        ])
      )

      const answers = await Promise.all(calls)

      expect(answers.map(rows => rows.map(row => row.id))).toEqual(
        Array.from({ length: 50 }, (_, n) => [`doc-${n}`, `twin-${n}`])
      )
      expect((await store.info()).docCount).toBe(100)
    })

    it('lets exactly one of many concurrent writers of one revision through', async () => {
      const [first] = await write(store, [{ _id: 'a', n: 0 }])

      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => write(store, [{ _id: 'a', _rev: revOf(first), n: n + 1 }]))
      )

      expect(answers.flat().filter(row => 'ok' in row)).toHaveLength(1)
    })

    it('fails the writer of an unstorable document alone', async () => {
      const bad = write(store, [{ _id: 'bad', _unknown: 1 }])
      const good = write(store, [{ _id: 'good', n: 1 }])

      await expect(bad).rejects.toThrow()
      expect(await good).toMatchObject([{ ok: true }])
    })

    it('walks live documents in key order, page after page, within a range', async () => {
      const ids = Array.from({ length: 1_203 }, (_, n) => `doc-${String(n).padStart(5, '0')}`)
      await write(
        store,
        ids.map(_id => ({ _id }))
      )

      const all = await collect(store.all())
      const some = await collect(store.all({ startKey: 'doc-00600', endKey: 'doc-00602' }))

      expect(all.map(doc => doc._id)).toEqual(ids)
      expect(some.map(doc => doc._id)).toEqual(['doc-00600', 'doc-00601', 'doc-00602'])
    })

    it('reports each changed document once, with its newest change', async () => {
      const [first] = await write(store, [{ _id: 'a', n: 1 }])
      await write(store, [{ _id: 'b', n: 1 }])
      await write(store, [{ _id: 'a', _rev: revOf(first), n: 2 }])

      const page = await store.changes({ since: 0, limit: 10, includeDocs: true })

      expect(page.results.map(change => [change.id, change.doc?.['n'], change.deleted])).toEqual([
        ['b', 1, false],
        ['a', 2, false]
      ])
      expect(page.lastSeq).toBe((await store.info()).updateSeq)
      expect((await store.changes({ since: page.lastSeq, limit: 10, includeDocs: false })).results).toEqual([])
    })

    it('pages changes without a gap', async () => {
      await write(
        store,
        Array.from({ length: 7 }, (_, n) => ({ _id: `d${n}` }))
      )

      const seen: string[] = []
      let since = 0
      for (;;) {
        const page = await store.changes({ since, limit: 3, includeDocs: false })
        if (page.results.length === 0) break
        seen.push(...page.results.map(change => change.id))
        since = page.lastSeq
      }

      expect(seen.sort()).toEqual(Array.from({ length: 7 }, (_, n) => `d${n}`))
    })

    it('pages changes backwards without a gap', async () => {
      await write(
        store,
        Array.from({ length: 7 }, (_, n) => ({ _id: `d${n}`, n }))
      )
      const { results } = await store.changes({ since: 0, limit: 10, includeDocs: true })

      const seen: Change[] = []
      for (let before = Infinity; ; before = seen.at(-1)?.seq ?? 0) {
        const page = await store.changesBackwards({ before, limit: 3, includeDocs: true })
        seen.push(...page)
        if (page.length < 3) break
      }

      expect(seen).toEqual(results.toReversed())
    })

    it('tells listeners of every commit until they stop', async () => {
      const own: number[] = []
      const everywhere: [string, number][] = []
      const stop = store.onChange(seq => own.push(seq))
      storage.databases.onChange((name, seq) => everywhere.push([name, seq]))

      await write(store, [{ _id: 'a' }])
      await settle()
      stop()
      await write(store, [{ _id: 'b' }])
      await settle()

      expect(own).toEqual([1])
      expect(everywhere).toEqual([
        ['slots', 1],
        ['slots', 2]
      ])
    })

    it('keeps local documents apart, replaced whole', async () => {
      expect(await store.readLocal('x')).toBeUndefined()

      await Promise.all([store.writeLocal('x', { a: 1 }), store.writeLocal('x', { a: 1 })])
      await store.writeLocal('x', { b: 2 })

      expect(await store.readLocal('x')).toEqual({ b: 2 })
      expect((await store.changes({ since: 0, limit: 10, includeDocs: false })).results).toEqual([])
      await store.removeLocal('x')
      await store.removeLocal('x')
      expect(await store.readLocal('x')).toBeUndefined()
    })

    it('stores documents of several databases, all or none', async () => {
      await storage.databases.open('bookings')
      const together = (...ids: readonly string[]) =>
        storage.databases.commitTogether([
          { database: 'slots', docs: [{ _id: ids[0] ?? '' }], newEdits: true },
          { database: 'bookings', docs: [{ _id: ids[1] ?? '' }], newEdits: true }
        ])

      expect(await together('a', 'x')).toMatchObject({ stored: true, rows: [[{ ok: true }], [{ ok: true }]] })
      expect(await together('b', 'x')).toMatchObject({ stored: false, rows: [[{ ok: true }], [{ name: 'conflict' }]] })

      const bookings = await storage.databases.open('bookings')
      expect(await bookings.read(['x'])).toMatchObject([{ _id: 'x' }])
      expect((await store.read(['a', 'b'])).map(doc => doc?._id)).toEqual(['a', undefined])
      expect((await bookings.readStarts()).starts).toHaveLength(1)
    })

    it('stores units in order, up to the first that conflicts', async () => {
      const slotOf = (id: string) => [{ database: 'slots', docs: [{ _id: id }], newEdits: true }]
      const outcomes = await storage.databases.commitInOrder([slotOf('a'), slotOf('a'), slotOf('b')])

      expect(outcomes).toMatchObject([{ stored: true }, { stored: false, rows: [[{ name: 'conflict' }]] }])
      expect((await store.read(['a', 'b'])).map(doc => doc?._id)).toEqual(['a', undefined])
    })

    it('has everything again after a restart', async () => {
      const [first] = await write(store, [{ _id: 'a', n: 1 }])
      await store.writeLocal('checkpoint', { seq: 5 })

      const again = await (await storage.reopen()).open('slots')

      expect((await again.read(['a']))[0]?._rev).toBe(revOf(first))
      expect(await again.readLocal('checkpoint')).toEqual({ seq: 5 })
      expect((await again.info()).updateSeq).toBe(1)
    })

    it('SB1 notes a start with the first change of a run, before it answers', async () => {
      const fresh = (await store.readStarts()).starts
      await write(store, [{ _id: 'a', n: 1 }])
      await write(store, [{ _id: 'b', n: 1 }])
      expect((await store.readStarts()).starts).toEqual(fresh)
      expect(fresh).toHaveLength(1)

      store = await (await storage.reopen()).open('slots')
      expect((await store.readStarts()).starts).toEqual(fresh)
      const [written] = await Promise.all([
        write(store, [{ _id: 'c', n: 1 }]).then(async () => store.readStarts()),
        write(store, [{ _id: 'd', n: 1 }])
      ])

      expect(written.starts).toEqual([
        ...fresh,
        { id: expect.stringMatching(/^2\./), seq: 2, lastAt: expect.any(Number) }
      ])
      expect(written.ownId).toBe(written.starts[1]?.id)
      expect(await (await (await storage.reopen()).open('slots')).readStarts()).toMatchObject({
        starts: written.starts
      })
    })

    it('SB1 begins a new past for a database that was made again under the same name', async () => {
      await write(store, [{ _id: 'a', n: 1 }])
      const { starts: lost } = await store.readStarts()
      await storage.databases.destroy('slots')

      const { starts } = await (await storage.databases.open('slots')).readStarts()

      expect(starts).toHaveLength(1)
      expect(starts).not.toEqual(lost)
    })

    it('SB1 notes at once that a database was put back from a copy', async () => {
      await write(store, [{ _id: 'a', n: 1 }])
      await store.noteRestored()
      expect((await store.readStarts()).starts).toMatchObject([{ seq: 0 }, { seq: 1, restored: true }])
      await write(store, [{ _id: 'b', n: 1 }])
      expect((await store.readStarts()).starts).toHaveLength(2)
    })

    it('lists, has and destroys databases', async () => {
      await storage.databases.open('calls-u1234567')
      expect([...(await storage.databases.list())].sort()).toEqual(['calls-u1234567', 'slots'])
      expect(await storage.databases.has('users')).toBe(false)

      await storage.databases.destroy('calls-u1234567')

      expect(await storage.databases.has('calls-u1234567')).toBe(false)
      expect(await storage.databases.list()).toEqual(['slots'])
    })

    it('refuses whatever is written through PouchDB', async () => {
      for (const _id of ['a', '_local/mine']) {
        const written = storage.databases.usePouch('slots', pouch => pouch.put({ _id, n: 1 }))
        await expect(written).rejects.toMatchObject({ status: 403, name: 'forbidden' })
      }
      expect((await store.info()).docCount).toBe(0)
    })

    it('compacts its files without losing anything', async () => {
      await write(store, [{ _id: 'a', n: 1 }])
      await store.compact()
      expect((await store.read(['a']))[0]).toMatchObject({ n: 1 })
    })

    it('refuses names that are not database names', async () => {
      await expect(storage.databases.open('../etc')).rejects.toThrow('not a database name')
    })
  })
}

function write(store: DocumentStore, docs: Parameters<DocumentStore['write']>[0]): Promise<readonly WriteRow[]> {
  return store.write(docs, { newEdits: true })
}

function revOf(row: WriteRow | undefined): string {
  if (row === undefined || !('ok' in row)) throw new Error(`not stored: ${JSON.stringify(row)}`)
  return row.rev
}

async function collect(docs: AsyncIterable<StoredDocument>): Promise<readonly StoredDocument[]> {
  const list: StoredDocument[] = []
  for await (const doc of docs) list.push(doc)
  return list
}

/** Lets what was queued behind an answer (a listener's call) run. */
function settle(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve)
  })
}
