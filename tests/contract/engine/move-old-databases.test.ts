import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { ClassicLevel } from 'classic-level'
import PouchDB from 'pouchdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentStore } from '#server/storage/document-store.ts'
import { createLevelDatabases, isHeldByOther, openToRead } from '#server/storage/level-databases.ts'
import { forgeTree } from '../../support/broken-trees.ts'
import { systemStarts } from '../../support/start-source.ts'

const names = ['bookings', 'calls-u1', 'slots']
const count = 60
const ids = ['d1', 'd15', 'd35', 'd50']

let base: string
let folder: string

beforeEach(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-moving-'))
  folder = path.join(base, 'databases')
  await mkdir(folder)
  for (const name of names) await fillOld(name)
})
afterEach(() => rm(base, { recursive: true }))

const openOld = (name: string): PouchDB.Database =>
  new PouchDB(path.join(folder, name), { adapter: 'leveldb', auto_compaction: true, revs_limit: 200 })

/** As version 0.1.0 wrote it: changed and removed documents, forks with and without a tombstone, local documents. */
async function fillOld(name: string): Promise<void> {
  const db = openOld(name)
  const docs = Array.from({ length: count }, (_, n) => ({ _id: `d${n}`, n, text: `${name} ${n} ü` }))
  const rows = await db.bulkDocs(docs)
  const revs = rows.map(({ rev = '' }) => rev)
  await db.bulkDocs(docs.slice(0, 20).map((doc, n) => ({ ...doc, n: -n, _rev: revs[n] ?? '' })))
  await db.bulkDocs(docs.slice(30, 40).map(({ _id }, n) => ({ _id, _rev: revs[30 + n] ?? '', _deleted: true, why: n })))
  const forks = docs.slice(45, 55).map(({ _id }, n) => ({
    _id,
    n: n + 1_000,
    _rev: `3-fork${n}`,
    _revisions: { start: 3, ids: [`fork${n}`, 'between', n % 2 === 0 ? 'other' : (revs[45 + n] ?? '').slice(2)] },
    ...(n % 3 === 0 ? { _deleted: true } : {})
  }))
  await db.bulkDocs(forks, { new_edits: false })
  await db.put({ _id: '_local/checkpoint', seq: 7 })
  await db.put({ _id: '_local/starts', starts: [{ id: '1.ab', seq: 0, lastAt: 5 }] })
  await db.close()
}

/** All that anybody can read of a database. */
async function describeDatabase(db: PouchDB.Database): Promise<unknown> {
  const { results, last_seq } = await db.changes({ since: 0, style: 'all_docs', include_docs: true, conflicts: true })
  const leaves = await Promise.all(
    ids.map(async id => {
      const found = await db.get(id, { open_revs: 'all', revs: true })
      return (found as unknown as readonly { ok: { _rev: string } }[]).toSorted((a, b) =>
        a.ok._rev < b.ok._rev ? -1 : 1
      )
    })
  )
  const { doc_count, update_seq } = await db.info()
  const { seq, starts } = await db.get<Record<string, unknown>>('_local/checkpoint')
  return JSON.parse(JSON.stringify({ results, last_seq, leaves, doc_count, update_seq, local: [seq, starts] }))
}

async function describeOld(): Promise<readonly unknown[]> {
  const all: unknown[] = []
  for (const name of names) {
    const db = openOld(name)
    all.push(await describeDatabase(db))
    await db.close()
  }
  return all
}

async function describeNew(): Promise<readonly unknown[]> {
  const databases = await createLevelDatabases(folder, systemStarts)
  expect(await databases.list()).toEqual(names)
  const all: unknown[] = []
  for (const name of names) all.push(await databases.usePouch(name, describeDatabase))
  await databases.close()
  return all
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false
  )

describe('databases of version 0.1.0', () => {
  it('are moved into one store with all that can be read of them, sequences included', async () => {
    const before = await describeOld()

    expect(await describeNew()).toEqual(before)

    expect((await readdir(base)).toSorted()).toEqual(['databases', 'databases.old'])
    expect((await readdir(path.join(base, 'databases.old'))).toSorted()).toEqual(names)
    expect(await describeNew()).toEqual(before)
  })

  it('are moved without a local document and an identity that are garbled', async () => {
    const level = new ClassicLevel(path.join(folder, 'slots'))
    await level.put('\u00fflocal-store\u00ff_local/checkpoint', '{"seq":')
    await level.put('\u00ffmeta-store\u00ff_local_uuid', 'no JSON')
    await level.put('\u00ffmeta-store\u00ff_local_last_update_seq', 'x')
    await level.close()
    const databases = await createLevelDatabases(folder, systemStarts)
    const slots = await databases.open('slots')
    expect((await slots.info()).updateSeq).toBeGreaterThan(count)
    await expect(databases.usePouch('slots', db => db.get('_local/checkpoint'))).rejects.toMatchObject({ status: 404 })
    await databases.close()
  })

  it('are in their place again where only the last step was missing, and somebody made an empty folder', async () => {
    const before = await describeNew()
    await mkdir(`${folder}.moving`)
    await rename(folder, path.join(`${folder}.moving`, 'ready'))
    await mkdir(folder)
    expect(await describeNew()).toEqual(before)
    expect((await readdir(base)).toSorted()).toEqual(['databases', 'databases.old'])
  })

  it('are kept where another store has taken the place', async () => {
    await describeNew()
    await mkdir(`${folder}.moving`)
    const ready = path.join(`${folder}.moving`, 'ready')
    await rename(folder, ready)
    const other = await createLevelDatabases(path.join(base, 'other'), systemStarts)
    await other.close()
    await rename(path.join(base, 'other'), folder)
    await expect(createLevelDatabases(folder, systemStarts)).rejects.toThrow()
    expect(await isThere(path.join(ready, 'CURRENT'))).toBe(true)
  })

  it('DM2 are whole where saving one of them was cut off', async () => {
    const before = await describeOld()
    await rename(path.join(folder, 'slots'), path.join(folder, 'slots.saved'))
    await mkdir(path.join(folder, 'bookings.saving'))
    expect(await describeNew()).toEqual(before)
  })

  it('DM3 are read where they are, and not moved, by who only reads', async () => {
    const before = await describeOld()
    const databases = await openToRead(folder, systemStarts)
    const all: unknown[] = []
    for (const name of names) all.push(await databases.usePouch(name, describeDatabase))
    await databases.close()
    expect(all).toEqual(before)
    expect(await readdir(base)).toEqual(['databases'])
    expect((await readdir(folder)).toSorted()).toEqual(names)
    expect(await describeOld()).toEqual(before)
  })

  it('SB1 go on with their log of starts', async () => {
    const databases = await createLevelDatabases(folder, systemStarts)
    const store = await databases.open('slots')
    expect((await store.readStarts()).starts).toEqual([{ id: '1.ab', seq: 0, lastAt: 5 }])
    const { updateSeq } = await store.info()
    await store.write([{ _id: 'new' }], { newEdits: true })
    expect((await store.readStarts()).starts).toMatchObject([{ id: '1.ab' }, { seq: updateSeq }])
    await databases.close()
  })

  it.each<readonly [string, (before: string) => Promise<void>]>([
    [
      'a store that was half filled',
      async () => void (await mkdir(path.join(`${folder}.moving`, 'store'), { recursive: true }))
    ],
    [
      'a store that was whole, beside the old ones',
      async other => {
        await mkdir(`${folder}.moving`)
        await rename(other, path.join(`${folder}.moving`, 'ready'))
      }
    ],
    [
      'a store that was whole, with the old ones out of the way',
      async other => {
        await mkdir(`${folder}.moving`)
        await rename(other, path.join(`${folder}.moving`, 'ready'))
        await rename(folder, `${folder}.old`)
      }
    ],
    [
      'a store in its place, with what was needed for it',
      async other => {
        await mkdir(path.join(`${folder}.moving`, 'lock'), { recursive: true })
        await rename(folder, `${folder}.old`)
        await rename(other, folder)
      }
    ]
  ])('are moved whole after %s', async (_name, interrupt) => {
    const before = await describeOld()
    const other = path.join(base, 'other')
    await cp(folder, other, { recursive: true })
    await (await createLevelDatabases(other, systemStarts)).close()
    await rm(`${other}.old`, { recursive: true })
    await interrupt(other)
    await rm(other, { recursive: true, force: true })

    expect(await describeNew()).toEqual(before)

    expect((await readdir(base)).toSorted()).toEqual(['databases', 'databases.old'])
  })

  it('are moved whole after the process was killed while it filled the store', async () => {
    const before = await describeOld()
    const script = `
      const { createLevelDatabases } = await import(${JSON.stringify(path.resolve('sync-server/storage/level-databases.ts'))})
      await createLevelDatabases(${JSON.stringify(folder)}, { now: () => 0, randomBytes: length => new Uint8Array(length) })`
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
      stdio: 'ignore'
    })
    const closed = once(child, 'close')
    while (!(await isThere(path.join(`${folder}.moving`, 'store'))) && child.exitCode === null) await setImmediate()
    child.kill('SIGKILL')
    await closed

    expect(await describeNew()).toEqual(before)
  })

  it('are left alone while an older server has them open', async () => {
    const script = `
      const { default: PouchDB } = await import('pouchdb')
      await new PouchDB(${JSON.stringify(path.join(folder, 'slots'))}, { adapter: 'leveldb' }).info()
      console.log('open')
      process.stdin.resume()`
    const server = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'pipe' })
    await once(server.stdout, 'data')

    await expect(createLevelDatabases(folder, systemStarts)).rejects.toSatisfy(isHeldByOther)

    const closed = once(server, 'close')
    server.kill()
    await closed
    const before = await describeOld()
    expect(await describeNew()).toEqual(before)
  })

  it('DM1 never get the body of another document, and say which ones are not whole', async () => {
    const id = await spoil(value => ({ ...value, _id: 'somebody-else' }))
    await withSlots(async store => {
      expect(await store.read([id, 'somebody-else'])).toEqual([undefined, undefined])
      const found = (await store.findUnsound()).map(({ id, fault }) => [id, fault])
      expect(found).toEqual([id, 'somebody-else'].map(each => [each, 'unreadable']))
      for (const unsound of [id, 'somebody-else']) await store.rebuild({ _id: unsound, _deleted: true })
      expect(await store.findUnsound()).toEqual([])
      await expectCounted(store)
    })
  })

  it('DM1 are moved with a tree that a replica broke, which can be rebuilt', async () => {
    const db = openOld('slots')
    const target: Parameters<typeof forgeTree>[0] = {
      read: () => Promise.resolve([undefined]),
      async write(docs, { newEdits }) {
        const rows = await db.bulkDocs([...docs], { new_edits: newEdits })
        return docs.map(({ _id, _rev = '' }, n) => ({ ok: true, id: _id, rev: rows[n]?.rev ?? _rev }))
      }
    }
    const winner = await forgeTree(target, 'hidden', { n: 1 })
    const removed = await forgeTree(target, 'broken', { n: 2 })
    await db.remove('broken', removed)
    await db.close()
    await withSlots(async store => {
      expect((await store.read(['hidden', 'broken'])).map(doc => doc?._rev)).toEqual([winner, undefined])
      const found = await store.findUnsound()
      expect(found.map(({ id, fault }) => [id, fault])).toEqual([
        ['broken', 'unreadable'],
        ['hidden', 'hidden-leaf']
      ])
      expect(found[0]?.remains[0]).toMatchObject({ _id: 'broken', _deleted: true })
      await store.rebuild({ _id: 'broken', n: 3 })
      await store.rebuild({ _id: 'hidden', n: 4 })
      expect((await store.read(['hidden', 'broken'])).map(doc => doc?.['n'])).toEqual([4, 3])
      expect(await store.findUnsound()).toEqual([])
      await expectCounted(store)
    })
  })

  async function withSlots(work: (store: DocumentStore) => Promise<void>): Promise<void> {
    const databases = await createLevelDatabases(folder, systemStarts)
    await work(await databases.open('slots'))
    await databases.close()
  }

  async function expectCounted(store: DocumentStore): Promise<void> {
    let count = 0
    for await (const _doc of store.all()) count += 1
    expect((await store.info()).docCount).toBe(count)
  }

  /** Changes one stored body. @returns whose it was */
  async function spoil(change: (body: object) => object): Promise<string> {
    const level = new ClassicLevel(path.join(folder, 'slots'))
    const key = (await level.keys({ gt: '\u00ffby-sequence\u00ff', limit: 1, reverse: false }).all())[0] ?? ''
    const body = JSON.parse((await level.get(key)) ?? '{}') as { readonly _id: string }
    await level.put(key, JSON.stringify(change(body)))
    await level.close()
    return body._id
  }
})
