import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endlessRoom } from '#server/storage/disk-room.ts'
import type { CommitOutcome, WriteRow } from '#server/storage/document-store.ts'
import { type Committer, createCommitter } from '#server/storage/engine/committer.ts'
import type { Engine } from '#server/storage/engine/engine.ts'
import { createLevelEngine } from '#server/storage/engine/level-engine.ts'
import { createMemoryEngine } from '#server/storage/engine/memory-engine.ts'
import { createFaultyDisk, type FaultyDisk } from '../../support/faulty-disk.ts'
import { idsOf } from './engine.suite.ts'

const unavailable = { name: 'storage_unavailable' }
let engine: Engine
let committer: Committer
let commits: readonly string[][]

function start(on: Engine): void {
  engine = on
  commits = []
  committer = createCommitter({
    engine,
    room: endlessRoom,
    accompany: () => Promise.resolve(undefined),
    onCommitted: changed => {
      commits = [...commits, [...changed.keys()]]
    }
  })
}

type Doc = { readonly _id: string; readonly [field: string]: unknown }
const part = (database: string, ...docs: readonly Doc[]) => ({ database, docs, newEdits: true })
const write = (database: string, ...docs: readonly Doc[]) => committer.write(part(database, ...docs))
const namesOf = (rows: readonly WriteRow[] = []): readonly string[] =>
  rows.map(row => ('error' in row ? row.name : 'ok'))
const told = ({ stored, rows }: CommitOutcome) => [stored, ...rows.map(namesOf)]

describe.each(['memory', 'LevelDB'] as const)('commits together: %s', kind => {
  let folder: string | undefined
  beforeEach(async () => {
    folder = kind === 'memory' ? undefined : await mkdtemp(path.join(os.tmpdir(), 'coachdesk-committer-'))
    start(folder === undefined ? createMemoryEngine() : await createLevelEngine(folder))
  })
  afterEach(async () => {
    await engine.close()
    if (folder !== undefined) await rm(folder, { recursive: true })
  })

  it('stores documents of several databases, with one commit', async () => {
    const outcome = await committer.commitTogether([
      part('bookings', { _id: 'b1' }),
      part('slots', { _id: 's1' }, { _id: 's2' })
    ])

    expect(told(outcome)).toEqual([true, ['ok'], ['ok', 'ok']])
    expect(commits).toEqual([['bookings', 'slots']])
    expect(idsOf(await engine.scanBySeq('slots', 0, 9))).toEqual(['s1', 's2'])
  })

  it('stores nothing of it where one document conflicts, and says which', async () => {
    await write('slots', { _id: 's1' })

    const outcome = await committer.commitTogether([
      part('bookings', { _id: 'b1' }),
      part('slots', { _id: 's0' }, { _id: 's1' })
    ])

    expect(told(outcome)).toEqual([false, ['ok'], ['ok', 'conflict']])
    expect(await engine.list()).toEqual(['slots'])
    expect(idsOf(await engine.scanBySeq('slots', 0, 9))).toEqual(['s1'])
  })

  it('judges calls that wait together in their order, each upon those before it', async () => {
    const outcomes = await Promise.all([
      committer.commitTogether([part('slots', { _id: 'a' }), part('bookings', { _id: 'b1' })]),
      committer.commitTogether([part('slots', { _id: 'a' }), part('bookings', { _id: 'b2' })]),
      committer.commitTogether([part('slots', { _id: 'c' }), part('bookings', { _id: 'b3' })])
    ])

    expect(outcomes.map(({ stored }) => stored)).toEqual([true, false, true])
    expect(commits).toEqual([['slots', 'bookings']])
    expect(idsOf(await engine.scanBySeq('bookings', 0, 9))).toEqual(['b1', 'b3'])
  })

  it('stores units in order, and nothing from the first on that conflicts', async () => {
    await write('slots', { _id: 's1' })

    const outcomes = await committer.commitInOrder([
      [part('slots', { _id: 'a' }), part('bookings', { _id: 'b1' })],
      [part('bookings', { _id: 'b2' }), part('slots', { _id: 's1' })],
      [part('slots', { _id: 'c' })]
    ])

    expect(outcomes.map(told)).toEqual([
      [true, ['ok'], ['ok']],
      [false, ['ok'], ['conflict']]
    ])
    expect(commits).toEqual([['slots'], ['slots', 'bookings']])
    expect(idsOf(await engine.scanBySeq('slots', 0, 9))).toEqual(['s1', 'a'])
    expect(idsOf(await engine.scanBySeq('bookings', 0, 9))).toEqual(['b1'])
  })

  it('stores nothing of units from the first on that cannot be parsed', async () => {
    const outcomes = await committer.commitInOrder([
      [part('slots', { _id: 'a' })],
      [part('slots', { _id: 'b' }), part('bookings', { _id: '_odd' })],
      [part('slots', { _id: 'c' })]
    ])

    expect(outcomes.map(({ stored, error }) => [stored, error !== undefined])).toEqual([
      [true, false],
      [false, true]
    ])
    expect(await engine.list()).toEqual(['slots'])
    expect(idsOf(await engine.scanBySeq('slots', 0, 9))).toEqual(['a'])
    expect(await committer.commitInOrder([])).toEqual([])
  })

  it('judges a unit upon those before it', async () => {
    const [first] = await committer.commitInOrder([[part('slots', { _id: 'a' })]])
    const rev = first?.rows[0]?.[0] !== undefined && 'rev' in first.rows[0][0] ? first.rows[0][0].rev : ''
    const outcomes = await committer.commitInOrder([
      [part('slots', { _id: 'a', _rev: rev, n: 1 })],
      [part('slots', { _id: 'a', _rev: rev, n: 2 })]
    ])
    expect(outcomes.map(({ stored }) => stored)).toEqual([true, false])
  })

  it('lets one that cannot be parsed fail alone, and whole', async () => {
    const outcomes = await Promise.allSettled([
      committer.commitTogether([part('slots', { _id: 'a' }), part('bookings', { _id: '_odd' })]),
      write('slots', { _id: 'b' }),
      write('slots', { _id: 'c', _unknown: 1 })
    ])

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
    expect(idsOf(await engine.scanBySeq('slots', 0, 9))).toEqual(['b'])
  })

  it('refuses attachments, and local documents among others', async () => {
    const attached = { _id: 'a', _attachments: { 'a.txt': { data: '' } } }
    await expect(write('slots', attached)).rejects.toMatchObject({ status: 400 })
    await expect(write('slots', { _id: '_local/a' })).rejects.toMatchObject({ status: 400 })
    expect(await engine.list()).toEqual([])
  })

  it('changes one document several times in one commit, and gives it the last sequence', async () => {
    const [[first]] = await Promise.all([write('slots', { _id: 'a', n: 1 }), write('slots', { _id: 'b' })])
    const rev = first !== undefined && 'rev' in first ? first.rev : ''
    const rows = await Promise.all([
      write('slots', { _id: 'a', _rev: rev, n: 2 }),
      write('slots', { _id: 'a', _rev: rev, n: 3 }),
      write('slots', { _id: 'c' })
    ])

    expect(rows.map(namesOf)).toEqual([['ok'], ['conflict'], ['ok']])
    expect((await engine.scanBySeq('slots', 0, 9)).map(({ id, body }) => [id, body['n']])).toEqual([
      ['b', undefined],
      ['a', 2],
      ['c', undefined]
    ])
    expect((await engine.info('slots'))?.docCount).toBe(3)
  })

  it('F46 answers a conflict where an old change is sent again over a tombstone, and keeps the document in the feed', async () => {
    const revOf = ([row]: readonly WriteRow[]): string => (row !== undefined && 'rev' in row ? row.rev : '')
    const first = revOf(await write('slots', { _id: 'a', n: 1 }))
    const second = revOf(await write('slots', { _id: 'a', _rev: first, n: 2 }))
    await write('slots', { _id: 'a', _rev: second, _deleted: true })

    expect(namesOf(await write('slots', { _id: 'a', _rev: first, n: 2 }))).toEqual(['conflict'])

    expect(idsOf(await engine.scanBySeq('slots', 0, 9))).toEqual(['a'])
  })

  it('takes local documents in the same commit, one change upon the other', async () => {
    const add = () =>
      committer.changeLocal({ database: 'slots', id: 'x', change: present => ({ n: Number(present?.['n'] ?? 0) + 1 }) })
    await Promise.all([add(), add(), write('slots', { _id: 'a' })])
    expect(await engine.readLocal('slots', 'x')).toEqual({ n: 2 })
    const refuse = () =>
      committer.changeLocal({
        database: 'slots',
        id: 'x',
        change: () => {
          throw new Error('no')
        }
      })
    await expect(refuse()).rejects.toThrow('no')
    await committer.changeLocal({ database: 'slots', id: 'x', change: () => undefined })
    expect(await engine.readLocal('slots', 'x')).toBeUndefined()
  })

  it('F29 keeps a document that changes often small: 200 revisions, and one body', async () => {
    let rev: string | undefined
    for (let n = 0; n < 220; n += 1) {
      const [row] = await write('slots', { _id: 'hot', n, ...(rev === undefined ? {} : { _rev: rev }) })
      rev = row !== undefined && 'rev' in row ? row.rev : ''
    }
    const [hot] = await engine.read('slots', ['hot'])
    expect(hot?.tree).toMatchObject([{ start: 21, line: { length: 200 } }])
    expect(hot).not.toHaveProperty('others')
    expect(hot?.body).toEqual({ n: 219 })
  })

  it('bounds a commit', async () => {
    const docs = (n: number) => Array.from({ length: 400 }, (_, at) => ({ _id: `d${n}-${at}` }))
    await Promise.all([write('slots', ...docs(0)), write('slots', ...docs(1)), write('slots', ...docs(2))])
    expect(commits).toHaveLength(3)
    expect((await engine.info('slots'))?.docCount).toBe(1_200)
  })
})

describe('a committer whose disk fails', () => {
  let folder: string
  let disk: FaultyDisk
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-committer-'))
    disk = createFaultyDisk()
    start(await createLevelEngine(folder, { openFiles: disk.openFiles }))
    await write('slots', { _id: 'a', n: 1 })
  })
  afterEach(async () => {
    disk.state = 'sound'
    await engine.close()
    await rm(folder, { recursive: true })
  })

  it('F37 never takes a document that is there for a new one', async () => {
    disk.state = 'unreadable'
    await expect(write('slots', { _id: 'a', n: 2 })).rejects.toMatchObject(unavailable)
    await expect(committer.commitTogether([part('slots', { _id: 'a' })])).rejects.toMatchObject(unavailable)
    disk.state = 'sound'
    expect(namesOf(await write('slots', { _id: 'a', n: 2 }))).toEqual(['conflict'])
    expect((await engine.read('slots', ['a']))[0]?.body).toEqual({ n: 1 })
  })

  it('tells all who share a failed commit, and stores nothing of any', async () => {
    disk.state = 'failing'
    const calls = [
      write('slots', { _id: 'b' }),
      committer.commitTogether([part('bookings', { _id: 'c' })]),
      committer.changeLocal({ database: 'slots', id: 'x', change: () => ({}) })
    ]
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    disk.state = 'sound'
    expect(await engine.list()).toEqual(['slots'])
    expect(idsOf(await engine.scanBySeq('slots', 0, 9))).toEqual(['a'])
    expect(commits).toEqual([['slots']])
  })

  it('gives the rows of a commit whose answer was lost', async () => {
    disk.losesNextAnswer = true
    const outcome = await committer.commitTogether([part('bookings', { _id: 'b' }), part('slots', { _id: 'b' })])
    expect(outcome.stored).toBe(true)
    expect(commits).toHaveLength(2)
    expect(idsOf(await engine.scanBySeq('slots', 0, 9))).toEqual(['a', 'b'])
  })
})
