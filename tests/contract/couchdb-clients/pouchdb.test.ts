import PouchDB from 'pouchdb'
import memoryAdapter from 'pouchdb-adapter-memory'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createSlotId } from '#domain/model/slot-id.ts'
import { hourMs, slotDoc } from '../../support/gate-world.ts'
import { passwordOf } from '../../support/test-server.ts'
import { openPractice, type Practice } from './practice.ts'

PouchDB.plugin(memoryAdapter)

let practice: Practice
let opened = 0
const locals: PouchDB.Database[] = []
beforeAll(async () => {
  practice = await openPractice()
})
afterAll(async () => {
  for (const local of locals) await local.destroy()
  await practice.test.remove()
})

function openRemote(database: string, name: string): PouchDB.Database {
  const auth = { username: name, password: passwordOf(name) }
  return new PouchDB(`${practice.test.url}/${database}`, { skip_setup: true, auth })
}

function openLocal(): PouchDB.Database {
  opened += 1
  const local = new PouchDB(`clients-${process.pid}-${opened}`, { adapter: 'memory' })
  locals.push(local)
  return local
}

describe('PouchDB', () => {
  it('syncs live in both directions, and takes what the gate refuses for denied', async () => {
    const { coach, starts } = practice
    const local = openLocal()
    const sync = local.sync(openRemote('slots', 'carla'), { live: true, heartbeat: 2_000 })
    const denied: unknown[] = []
    void sync.on('denied', row => denied.push(row))
    await vi.waitFor(async () => expect((await local.info()).doc_count).toBe(starts.length), { timeout: 10_000 })

    const mine = slotDoc(coach.userId, (starts.at(-1) ?? 0) + 24 * hourMs)
    await local.put({ ...mine })
    await vi.waitFor(async () => expect((await coach.ask('GET', `/slots/${mine._id}`)).status).toBe(200))
    const theirs = slotDoc(coach.userId, (starts.at(-1) ?? 0) + 48 * hourMs)
    await coach.ask('PUT', `/slots/${theirs._id}`, theirs)
    await vi.waitFor(async () => expect(await local.get(theirs._id)).toMatchObject({ status: 'open' }))
    await local.put({ _id: 'nonsense', n: 1 })
    await vi.waitFor(() => expect(denied).toHaveLength(1))
    const later = slotDoc(coach.userId, (starts.at(-1) ?? 0) + 72 * hourMs)
    await local.put({ ...later })
    await vi.waitFor(async () => expect((await coach.ask('GET', `/slots/${later._id}`)).status).toBe(200))
    sync.cancel()
  })

  it('replicates some documents by their ids', async () => {
    const { coach, starts } = practice
    const wanted = starts.slice(1, 3).map(at => createSlotId(coach.userId, at))
    const local = openLocal()
    const result = await PouchDB.replicate(openRemote('slots', 'stan'), local, { doc_ids: wanted })
    expect(result).toMatchObject({ ok: true, docs_written: wanted.length })
    expect((await local.allDocs()).rows.map(row => row.id)).toEqual(wanted.toSorted())
  })

  it('is told that a selector is not served here', async () => {
    const replication = PouchDB.replicate(openRemote('slots', 'stan'), openLocal(), { selector: { status: 'open' } })
    await expect(replication).rejects.toMatchObject({ status: 400, reason: expect.stringContaining('not supported') })
  })

  it('keeps its checkpoint, and goes on from there', async () => {
    const { student, bookingId, callsOf } = practice
    const [remote, local] = [openRemote(callsOf(student), 'stan'), openLocal()]
    const first = await PouchDB.replicate(remote, local)
    const again = await PouchDB.replicate(remote, local)
    expect([first.docs_written > 0, again.docs_read]).toEqual([true, 0])
    expect(await local.get(bookingId)).toMatchObject({ kind: 'call', status: 'confirmed' })
  })

  it('lists, reads and counts over HTTP as it does at home', async () => {
    const [remote, local] = [openRemote('slots', 'stan'), openLocal()]
    await PouchDB.replicate(remote, local)
    const { rows } = await local.allDocs()
    const [first, ...others] = rows.map(row => row.id)
    if (first === undefined) throw new Error('nothing was replicated')
    type Listing = { readonly rows: readonly object[] }
    const rowsOf = async (db: PouchDB.Database, options: object) =>
      ((await db.allDocs(options as PouchDB.Core.AllDocsOptions)) as Listing).rows
    for (const options of [
      {},
      { include_docs: true, conflicts: true, descending: true },
      { startkey: first, limit: 2, skip: 1 },
      { keys: [...others, first], skip: 1, limit: 3 },
      { key: first, include_docs: true }
    ]) {
      expect(await rowsOf(remote, options)).toEqual(await rowsOf(local, options))
    }
    for (const options of [
      {},
      { rev: undefined, revs: true },
      { conflicts: true, revs_info: false },
      { open_revs: 'all' }
    ]) {
      const { rev: _, ...asked } = options as PouchDB.Core.GetOptions
      expect(await remote.get(first, asked)).toEqual(await local.get(first, asked))
    }
    const newest = await remote.changes({ descending: true, limit: 2, include_docs: true })
    expect(newest.results).toHaveLength(2)
    const doc = await local.get(first)
    const missing = await remote.revsDiff({ [first]: [doc._rev, '9-ab'] })
    expect(missing).toEqual({ [first]: { missing: ['9-ab'] } })
    const bulk = await remote.bulkGet({ docs: [{ id: first, rev: doc._rev }, { id: 'nobody' }] })
    expect(bulk.results.map(({ id }) => id)).toEqual([first, 'nobody'])
    await expect(remote.get('nobody')).rejects.toMatchObject({ status: 404, reason: 'missing' })
  })
})
