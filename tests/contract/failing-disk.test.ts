import { mkdtemp, rm, statfs } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DocumentStore, WriteRow } from '#server/storage/document-store.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'
import { createFaultyDisk, type DiskState, type FaultyDisk } from '../support/faulty-disk.ts'
import { systemStarts } from '../support/start-source.ts'

const unavailable = { name: 'storage_unavailable', status: 503 }

let folder: string
let disk: FaultyDisk
let databases: PouchDatabases
let store: DocumentStore

async function open(options: Parameters<typeof createLevelDatabases>[2] = {}): Promise<void> {
  databases = await createLevelDatabases(folder, systemStarts, {
    openFiles: disk.openFiles,
    ...options
  })
  store = await databases.open('slots')
}

async function restart(): Promise<void> {
  await databases.close()
  await open()
}

/** The disk is sound again, and storage open. */
async function mend(): Promise<void> {
  disk.state = 'sound'
  await vi.waitFor(async () => expect((await databases.health()).failing).toEqual([]), { timeout: 20_000 })
}

/** The disk is in that state, somebody notices, and then it is sound again. */
async function breakDown(state: DiskState, notice: () => Promise<unknown>): Promise<void> {
  disk.state = state
  await expect(notice()).rejects.toMatchObject(unavailable)
  await mend()
}

const write = (id: string, more: object = {}): Promise<readonly WriteRow[]> =>
  store.write([{ _id: id, ...more }], { newEdits: true })

async function listIds(): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const { _id } of store.all()) ids.push(_id)
  return ids
}

async function listChanges(): Promise<readonly (readonly [number, string])[]> {
  const { results } = await store.changes({ since: 0, limit: 100, includeDocs: false })
  return results.map(({ seq, id }) => [seq, id] as const)
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-failing-'))
  disk = createFaultyDisk()
  await open()
})
afterEach(async () => {
  disk.state = 'sound'
  await databases.close()
  await rm(folder, { recursive: true })
})

describe.each(['full', 'failing'] as const)('a disk that is %s', state => {
  it.each([
    ['another past', () => store.renewPast(), ['new']],
    ['that the folder was put back', () => store.noteRestored(), ['known', 'new, put back']]
  ] as const)('SB1 does not forget %s, which could not be noted', async (_what, note, expected) => {
    await write('before')
    const known = (await store.readStarts()).ownId

    await breakDown(state, note)
    await write('after')

    const { starts } = await store.readStarts()
    const told = starts.map(({ id, restored }) => `${id === known ? 'known' : 'new'}${restored ? ', put back' : ''}`)
    expect(told).toEqual(expected)
  })

  it('loses nothing that is acknowledged after a failed write', async () => {
    await write('before')

    await breakDown(state, () => write('failed'))
    await write('after')
    await store.writeLocal('checkpoint', { seq: 2 })
    await restart()

    expect(await listIds()).toEqual(['after', 'before'])
    expect(await store.readLocal('checkpoint')).toEqual({ seq: 2 })
    expect(disk.behindTear).toBe(0)
  })

  it('control: without opening again what is acknowledged afterwards is gone at the next start', async () => {
    await databases.close()
    await open({ goesOnAfterFault: true })
    await write('before')

    disk.state = state
    await expect(write('failed')).rejects.toThrow()
    disk.state = 'sound'
    await write('after')
    await store.writeLocal('checkpoint', { seq: 2 })
    expect(await listIds()).toEqual(['after', 'before'])
    await restart()

    expect(await listIds()).toEqual(['before'])
    expect(await store.readLocal('checkpoint')).toBeUndefined()
  })

  it.each([false, true])('knows whether a failed write was stored: %s', async isStored => {
    disk.keepsFailedWrites = isStored
    await write('before')

    disk.state = state
    const answer = await write('failed').catch((error: unknown) => error)
    await mend()

    // Files that can be opened again say so at once; otherwise the next successful read does.
    const isTold = isStored && state === 'failing'
    expect(answer).toMatchObject(isTold ? [{ ok: true }] : unavailable)
    expect((await store.read(['failed']))[0]?._id).toBe(isStored ? 'failed' : undefined)
    expect(await store.info()).toEqual(isStored ? { docCount: 2, updateSeq: 2 } : { docCount: 1, updateSeq: 1 })
    await write('after')
    await restart()
    expect(await listChanges()).toEqual(
      ['before', ...(isStored ? ['failed'] : []), 'after'].map((id, n) => [n + 1, id])
    )
  })

  it('tells all who share the failed write, and tries nobody alone', async () => {
    disk.state = state

    const outcomes = await Promise.allSettled([write('a'), write('b'), store.writeLocal('c', {})])

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it('notices a local document that could not be stored', async () => {
    await store.writeLocal('checkpoint', { seq: 1 })

    await breakDown(state, () => store.writeLocal('checkpoint', { seq: 2 }))
    await breakDown(state, () => store.removeLocal('checkpoint'))
    await write('after')
    await restart()

    expect(await store.readLocal('checkpoint')).toEqual({ seq: 1 })
    expect(await listIds()).toEqual(['after'])
  })
})

describe('storage that cannot be opened again', () => {
  beforeEach(async () => {
    await write('before')
    disk.state = 'full'
    await expect(write('failed')).rejects.toMatchObject(unavailable)
  })

  it('answers nothing, says so, and opens by itself once it can', async () => {
    await expect(store.read(['before'])).rejects.toMatchObject(unavailable)
    await expect(store.info()).rejects.toMatchObject(unavailable)
    await expect(store.readLocal('x')).rejects.toMatchObject(unavailable)
    await expect(store.changes({ since: 0, limit: 1, includeDocs: false })).rejects.toMatchObject(unavailable)
    await expect(databases.usePouch('slots', pouch => pouch.get('before'))).rejects.toMatchObject(unavailable)
    expect(await databases.health()).toEqual({ failing: ['slots'], isFull: false, isDamaged: false })

    const isTold = new Promise(resolve => {
      store.onChange(resolve)
    })
    await mend()

    expect(await isTold).toBe(1)
    expect(await store.read(['before'])).toMatchObject([{ _id: 'before' }])
    expect(await databases.health()).toEqual({ failing: [], isFull: false, isDamaged: false })
  })

  it('is closed in order, and has everything at the next start', async () => {
    await databases.close()
    disk.state = 'sound'
    await open()

    expect(await listIds()).toEqual(['before'])
    await write('after')
    expect(await listChanges()).toEqual([
      [1, 'before'],
      [2, 'after']
    ])
  })
})

describe('F37 a disk that cannot be read', () => {
  let first: WriteRow | undefined
  beforeEach(async () => {
    ;[first] = await write('a', { n: 1 })
    await store.writeLocal('checkpoint', { seq: 1 })
  })

  const reads: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a read', () => store.read(['a'])],
    ['the history of a document', () => store.readRevisions('a')],
    ['a page of changes', () => store.changes({ since: 0, limit: 5, includeDocs: true })],
    ['a walk', () => listIds()],
    ['a local document', () => store.readLocal('checkpoint')],
    ['a GET', () => databases.usePouch('slots', pouch => pouch.get('a'))],
    ['_all_docs', () => databases.usePouch('slots', pouch => pouch.allDocs({ include_docs: true }))],
    ['_revs_diff', () => databases.usePouch('slots', pouch => pouch.revsDiff({ a: ['1-a'] }))]
  ]
  it.each(reads)('never makes %s say that there is nothing', async (_name, read) => {
    await breakDown('unreadable', read)

    expect(await store.read(['a'])).toMatchObject([{ n: 1 }])
    expect(await store.info()).toEqual({ docCount: 1, updateSeq: 1 })
  })

  it('never takes a document that is there for a new one', async () => {
    await breakDown('unreadable', () => write('a', { n: 2 }))
    await breakDown('unreadable', () => store.writeLocal('checkpoint', { seq: 2 }))

    expect(await store.read(['a'])).toMatchObject([{ n: 1, _rev: first !== undefined && 'rev' in first && first.rev }])
    expect(await write('a', { n: 2 })).toMatchObject([{ name: 'conflict' }])
  })

  it('does not end a walk early', async () => {
    await store.write(
      Array.from({ length: 1_200 }, (_, n) => ({ _id: `d${n}` })),
      { newEdits: true }
    )
    const walk = store.all()[Symbol.asyncIterator]()
    await walk.next()
    const rest = async (): Promise<void> => {
      for (let step = await walk.next(); step.done !== true; step = await walk.next());
    }

    await breakDown('unreadable', rest)

    expect(await listIds()).toHaveLength(1_201)
  })
})

describe('a floor of free space', () => {
  it('is kept: nothing is written below it, everything can be read', async () => {
    await write('before')
    await store.writeLocal('checkpoint', { seq: 1 })
    const { bavail, bsize } = await statfs(folder)
    await databases.close()
    await open({ minFreeBytes: 2 * bavail * bsize })

    await expect(write('after')).rejects.toMatchObject(unavailable)
    await expect(store.writeLocal('checkpoint', { seq: 2 })).rejects.toMatchObject(unavailable)
    await expect(store.removeLocal('checkpoint')).rejects.toMatchObject(unavailable)

    expect(await listIds()).toEqual(['before'])
    expect(await store.readLocal('checkpoint')).toEqual({ seq: 1 })
    expect(await databases.health()).toEqual({ failing: [], isFull: true, isDamaged: false })
  })
})
