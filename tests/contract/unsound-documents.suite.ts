import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentStore, StoredDocument } from '#server/storage/document-store.ts'
import { breakTree, hideLeaf } from '../support/broken-trees.ts'
import type { StorageUnderTest } from './document-store.suite.ts'

/** What an implementation does about documents that are not stored as a whole. */
export function describeUnsoundDocuments(title: string, create: () => Promise<StorageUnderTest>): void {
  describe(`unsound documents: ${title}`, () => {
    let storage: StorageUnderTest
    let store: DocumentStore

    beforeEach(async () => {
      storage = await create()
      store = await storage.databases.open('slots')
      await store.write([{ _id: 'a', n: 1 }], { newEdits: true })
      await breakTree(storage.databases, 'slots', 'broken', { n: 2 })
      await store.write([{ _id: 'z', n: 3 }], { newEdits: true })
    })
    afterEach(() => storage.remove())

    const collect = async (): Promise<readonly StoredDocument[]> => {
      const docs: StoredDocument[] = []
      for await (const doc of store.all()) docs.push(doc)
      return docs
    }
    const changes = async () => (await store.changes({ since: 0, limit: 10, includeDocs: true })).results
    const pouch = <T>(work: (database: PouchDB.Database) => Promise<T>) => storage.databases.usePouch('slots', work)

    it('leave out one that cannot be read, and answer everything else', async () => {
      expect((await store.read(['a', 'broken', 'z'])).map(doc => doc?.['n'])).toEqual([1, undefined, 3])
      expect((await collect()).map(doc => doc._id)).toEqual(['a', 'z'])
      expect((await changes()).map(({ id }) => id)).toEqual(['a', 'z'])
      expect((await store.changes({ since: 1, limit: 1, includeDocs: false })).results.map(({ id }) => id)).toEqual([
        'z'
      ])
    })

    it('answer with PouchDB, too: it is not there', async () => {
      await expect(pouch(database => database.get('broken'))).rejects.toMatchObject({ status: 404 })
      const { rows } = await pouch(database => database.allDocs({ include_docs: true }))
      expect(rows.map(({ id }) => id)).toEqual(['a', 'z'])
      const { results } = await pouch(database => database.changes({ include_docs: true }))
      expect(results.map(({ id }) => id)).toEqual(['a', 'z'])
    })

    it('say where the last change is, also where it is one that cannot be read', async () => {
      await breakTree(storage.databases, 'slots', 'last', { n: 4 })
      const { updateSeq } = await store.info()
      const page = await store.changes({ since: 1, limit: 10, includeDocs: false })
      expect(page.lastSeq).toBe(updateSeq)
    })

    it('find it, with what is left of it', async () => {
      const [found, ...others] = await store.findUnsound()
      expect(others).toEqual([])
      expect(found).toMatchObject({ id: 'broken', fault: 'unreadable' })
      expect(found?.remains[0]).toMatchObject({ _id: 'broken', _deleted: true })
    })

    it('find a live revision without its body beneath the winner', async () => {
      await hideLeaf(storage.databases, 'slots', 'hidden', { n: 5 })
      expect((await store.read(['hidden']))[0]).toMatchObject({ n: 5 })
      const found = (await store.findUnsound()).find(({ id }) => id === 'hidden')
      expect(found).toMatchObject({
        fault: 'hidden-leaf',
        rev: '5-ca',
        remains: [{ _rev: '5-ca' }, { _deleted: true }]
      })
    })

    it('find a generation of ten digits', async () => {
      const history = { _rev: '1000000000-aa', _revisions: { start: 1_000_000_000, ids: ['aa', 'ff'] } }
      await store.write([{ _id: 'long', n: 6, ...history }], { newEdits: false })
      await store.write([{ _id: 'fine', n: 6, _rev: '999999999-aa' }], { newEdits: false })
      expect((await store.findUnsound()).map(({ id, fault }) => [id, fault])).toEqual([
        ['broken', 'unreadable'],
        ['long', 'over-long']
      ])
    })

    it('find nothing in documents that people wrote, forked, removed and made again', async () => {
      await store.rebuild({ _id: 'broken', _deleted: true })
      const [row] = await store.write([{ _id: 'b', n: 1 }], { newEdits: true })
      const rev = row !== undefined && 'ok' in row ? row.rev : ''
      await store.write([{ _id: 'b', n: 2, _rev: '2-fa', _revisions: { start: 2, ids: ['fa', rev.slice(2)] } }], {
        newEdits: false
      })
      await store.write([{ _id: 'b', n: 3, _rev: '2-fb', _revisions: { start: 2, ids: ['fb', rev.slice(2)] } }], {
        newEdits: false
      })
      await store.write([{ _id: 'b', _deleted: true, _rev: '2-fb' }], { newEdits: true })
      await store.write([{ _id: 'a', _deleted: true, _rev: (await store.read(['a']))[0]?._rev ?? '' }], {
        newEdits: true
      })
      await store.write([{ _id: 'a', n: 9 }], { newEdits: true })
      expect(await store.findUnsound()).toEqual([])
    })

    it('rebuild one: it can be read, written and replicated again, and is counted once', async () => {
      await store.rebuild({ _id: 'broken', n: 7 })

      expect(await store.findUnsound()).toEqual([])
      const [doc] = await store.read(['broken'])
      // Above every revision that a replica may hold.
      expect(doc).toMatchObject({ n: 7, _rev: expect.stringMatching(/^7-/) })
      expect((await store.info()).docCount).toBe((await collect()).length)
      expect((await changes()).map(({ id, revs }) => [id, revs.length])).toEqual([
        ['a', 1],
        ['z', 1],
        ['broken', 1]
      ])
      const [row] = await store.write([{ ...doc, _id: 'broken', n: 8 }], { newEdits: true })
      expect(row).toMatchObject({ ok: true })
      store = await (await storage.reopen()).open('slots')
      expect((await store.read(['broken']))[0]).toMatchObject({ n: 8 })
      expect((await store.info()).docCount).toBe(3)
    })

    it('rebuild one as removed: it can be made again', async () => {
      await store.rebuild({ _id: 'broken', _deleted: true })

      expect(await store.findUnsound()).toEqual([])
      expect((await store.info()).docCount).toBe(2)
      expect((await store.read(['broken']))[0]).toMatchObject({ _deleted: true })
      expect((await changes()).find(({ id }) => id === 'broken')).toMatchObject({ deleted: true })
      expect(await store.write([{ _id: 'broken', n: 9 }], { newEdits: true })).toMatchObject([{ ok: true }])
      expect((await store.info()).docCount).toBe(3)
    })

    it('rebuild one from the highest generation that clients can name', async () => {
      const history = { _rev: '1000000000-aa', _revisions: { start: 1_000_000_000, ids: ['aa', 'ff'] } }
      await store.write([{ _id: 'a', n: 6, ...history }], { newEdits: false })
      await store.rebuild({ _id: 'a', n: 10 })
      expect((await store.read(['a']))[0]).toMatchObject({ n: 10, _rev: expect.stringMatching(/^2-/) })
    })

    it('begin another past where they are told to', async () => {
      const [before] = (await store.readStarts()).starts
      await store.renewPast()
      const { starts } = await store.readStarts()
      expect(starts).toHaveLength(1)
      expect(starts[0]?.id).not.toBe(before?.id)
      await store.write([{ _id: 'more', n: 1 }], { newEdits: true })
      expect((await store.readStarts()).starts).toEqual(starts)
    })
  })
}
