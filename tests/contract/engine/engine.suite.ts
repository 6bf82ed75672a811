import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  Body,
  DatabaseWrite,
  DocumentRecord,
  Engine,
  NewRecord,
  SnapshotEntry
} from '#server/storage/engine/engine.ts'

export interface EngineUnderTest {
  readonly engine: Engine
  /** Closes the engine and opens the same data again. */
  reopen(): Promise<Engine>
  /** An empty one of the same kind. */
  createOther(): Promise<Engine>
  remove(): Promise<void>
}

export function toRecord(id: string, body: Body = {}, more: Partial<NewRecord> = {}): NewRecord {
  return {
    id,
    tree: [{ start: 1, line: ['a'] }],
    rev: '1-a',
    deleted: false,
    body,
    replaces: undefined,
    ...more
  }
}

export function toWrite(
  database: string,
  records: readonly NewRecord[],
  more: Partial<DatabaseWrite> = {}
): DatabaseWrite {
  return {
    database,
    records,
    docCountChange: records.filter(({ deleted, replaces }) => !deleted && replaces === undefined).length,
    locals: [],
    ...more
  }
}

export const idsOf = (records: readonly DocumentRecord[]): readonly string[] => records.map(({ id }) => id)

export async function collect(entries: AsyncIterable<SnapshotEntry>): Promise<readonly SnapshotEntry[]> {
  const list: SnapshotEntry[] = []
  for await (const entry of entries) list.push(entry)
  return list
}

/** The acceptance suite of an engine; every one runs it. */
export function describeEngine(title: string, create: () => Promise<EngineUnderTest>): void {
  describe(`engine: ${title}`, () => {
    let parts: EngineUnderTest
    let engine: Engine
    beforeEach(async () => {
      parts = await create()
      engine = parts.engine
    })
    afterEach(() => parts.remove())

    const store = (database: string, ...ids: readonly string[]) =>
      engine.commit([
        toWrite(
          database,
          ids.map(id => toRecord(id, { of: id }))
        )
      ])

    it('makes a database with the first commit to it', async () => {
      expect(await engine.list()).toEqual([])
      expect(await engine.info('slots')).toBeUndefined()
      expect(await engine.read('slots', ['a'])).toEqual([undefined])
      expect(await engine.scanById('slots', {}, 10)).toEqual([])
      expect(await engine.scanBySeq('slots', 0, 10)).toEqual([])

      await store('slots', 'a', 'b')

      expect(await engine.list()).toEqual(['slots'])
      expect(await engine.info('slots')).toEqual({ updateSeq: 2, docCount: 2, uuid: expect.stringMatching(/.{36}/) })
    })

    it('gives back all of a document, in the order asked for', async () => {
      const fork = toRecord(
        'a',
        { n: 1 },
        {
          tree: [{ start: 1, line: ['a'], forks: [{ line: ['b'] }, { line: ['c'], gone: [0] }] }],
          rev: '2-b',
          others: { '2-c': { n: 2 } }
        }
      )
      await engine.commit([toWrite('slots', [fork, toRecord('z', {}, { deleted: true })])])

      const found = await engine.read('slots', ['z', 'nobody', 'a'])

      const { replaces: _, ...kept } = fork
      expect(found).toEqual([
        expect.objectContaining({ id: 'z', deleted: true, seq: 2 }),
        undefined,
        { ...kept, seq: 1 }
      ])
    })

    it('answers with what the databases are after the commit', async () => {
      const infos = await engine.commit([
        toWrite('slots', [toRecord('a')]),
        toWrite('bookings', [toRecord('a'), toRecord('b')])
      ])

      expect([...infos].map(([name, { updateSeq, docCount }]) => [name, updateSeq, docCount])).toEqual([
        ['slots', 1, 1],
        ['bookings', 2, 2]
      ])
    })

    it('lists each document once, with its newest change', async () => {
      await store('slots', 'a', 'b', 'c')
      await engine.commit([toWrite('slots', [toRecord('a', { n: 2 }, { replaces: 1, rev: '2-b' })])])

      const changes = await engine.scanBySeq('slots', 0, 10)

      expect(changes.map(({ id, seq }) => [id, seq])).toEqual([
        ['b', 2],
        ['c', 3],
        ['a', 4]
      ])
      expect(idsOf(await engine.scanBySeq('slots', 2, 10))).toEqual(['c', 'a'])
      expect(idsOf(await engine.scanBySeq('slots', 0, 2))).toEqual(['b', 'c'])
      expect(idsOf(await engine.scanBackwards('slots', Infinity, 2))).toEqual(['a', 'c'])
      expect(idsOf(await engine.scanBackwards('slots', 3, 10))).toEqual(['b'])
      expect(idsOf(await engine.scanBackwards('slots', 2, 10))).toEqual([])
      expect(idsOf(await engine.scanBackwards('none', Infinity, 10))).toEqual([])
      expect(idsOf(await engine.scanBySeq('slots', 0, Number.MAX_SAFE_INTEGER))).toEqual(['b', 'c', 'a'])
      expect((await engine.info('slots'))?.docCount).toBe(3)
    })

    it.each([
      [{}, 'abcde'],
      [{ from: 'b' }, 'bcde'],
      [{ after: 'b' }, 'cde'],
      [{ to: 'c' }, 'abc'],
      [{ before: 'c' }, 'ab'],
      [{ from: 'b', before: 'd' }, 'bc'],
      [{ after: 'b', to: 'd', reverse: true }, 'dc'],
      [{ from: 'd', to: 'b' }, ''],
      [{ from: 'x' }, '']
    ])('scans %j', async (range, expected) => {
      await store('slots', 'c', 'b', 'a', 'e', 'd')
      await store('slotsz', 'f')
      await store('slot', 'g')

      expect(idsOf(await engine.scanById('slots', range, 10)).join('')).toBe(expected)
      expect(idsOf(await engine.scanById('slots', range, 1)).join('')).toBe(expected.slice(0, 1))
    })

    it('keeps odd ids apart, and in order', async () => {
      const ids = ['', '\u0000', ' ', 'a', 'a\u0000b', 'a:1', 'ü', '中']
      await store('slots', ...ids.toReversed())

      expect(idsOf(await engine.scanById('slots', {}, 20))).toEqual(ids)
      expect(idsOf((await engine.read('slots', ids)).filter(record => record !== undefined))).toEqual(ids)
    })

    it('keeps local documents, which have no sequence', async () => {
      await engine.commit([
        toWrite('slots', [], {
          locals: [
            { id: 'x', body: { n: 1 } },
            { id: 'y', body: {} }
          ]
        })
      ])
      await engine.commit([
        toWrite('slots', [], {
          locals: [
            { id: 'x', body: { m: 2 } },
            { id: 'y', body: undefined }
          ]
        })
      ])

      expect(await engine.readLocal('slots', 'x')).toEqual({ m: 2 })
      expect(await engine.readLocal('slots', 'y')).toBeUndefined()
      expect(await engine.readLocal('bookings', 'x')).toBeUndefined()
      expect(await engine.info('slots')).toMatchObject({ updateSeq: 0, docCount: 0 })
    })

    it('stores nothing of a commit of which a part cannot be stored', async () => {
      const before = await store('slots', 'a')
      const bad = engine.commit([toWrite('bookings', [toRecord('b')]), toWrite('slots', [toRecord('c', { n: 1n })])])

      await expect(bad).rejects.toThrow()

      expect(await engine.list()).toEqual(['slots'])
      expect(await engine.info('slots')).toEqual(before.get('slots'))
      expect(idsOf(await engine.scanBySeq('slots', 0, 10))).toEqual(['a'])
    })

    it('lets commits that overlap take turns', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, n) => store('slots', `d${n}`)))

      const changes = await engine.scanBySeq('slots', 0, 100)

      expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
      expect(idsOf(changes)).toEqual(Array.from({ length: 20 }, (_, n) => `d${n}`))
    })

    it('cannot be changed by changing what was given or read', async () => {
      const body = { list: [1] }
      await engine.commit([toWrite('slots', [toRecord('a', body)])])
      body.list.push(2)
      const [read] = await engine.read('slots', ['a'])
      Object.assign(read?.body ?? {}, { list: [] })

      expect((await engine.read('slots', ['a']))[0]?.body).toEqual({ list: [1] })
    })

    it('removes a database, all of it and nothing else', async () => {
      await engine.commit([toWrite('slots', [toRecord('a')], { locals: [{ id: 'x', body: {} }] })])
      await store('slotsz', 'b')

      await engine.destroy('slots')
      await engine.destroy('slots')

      expect(await engine.list()).toEqual(['slotsz'])
      expect(idsOf(await engine.scanById('slotsz', {}, 9))).toEqual(['b'])
      await store('slots', 'c')
      expect(idsOf(await engine.scanBySeq('slots', 0, 9))).toEqual(['c'])
      expect(await engine.readLocal('slots', 'x')).toBeUndefined()
    })

    it('has everything again after it was closed and opened', async () => {
      await engine.commit([toWrite('slots', [toRecord('a', { n: 1 })], { locals: [{ id: 'x', body: { m: 1 } }] })])
      const before = await collect(engine.snapshot())

      const again = await parts.reopen()

      expect(await collect(again.snapshot())).toEqual(before)
      expect((await again.info('slots'))?.updateSeq).toBe(1)
    })

    it('fills another engine with a snapshot, sequences included', async () => {
      await store('slots', 'a', 'b', 'c')
      await engine.commit([
        toWrite('slots', [toRecord('a', { n: 2 }, { replaces: 1 })], { locals: [{ id: 'x', body: { m: 1 } }] }),
        toWrite('bookings', [toRecord('a', {}, { deleted: true })])
      ])
      const other = await parts.createOther()

      await other.restore(engine.snapshot())

      expect(await collect(other.snapshot())).toEqual(await collect(engine.snapshot()))
      expect(await other.scanBySeq('slots', 0, 9)).toEqual(await engine.scanBySeq('slots', 0, 9))
      await expect(other.restore(engine.snapshot())).rejects.toThrow('only an empty store')
      await other.commit([toWrite('slots', [toRecord('b', { n: 3 }, { replaces: 2 })])])
      expect(idsOf(await other.scanBySeq('slots', 0, 9))).toEqual(['c', 'a', 'b'])
    })

    it('takes a snapshot of one moment while commits go on', async () => {
      const names = ['slots', 'bookings', 'calls-u1']
      const commitAll = (n: number) => engine.commit(names.map(name => toWrite(name, [toRecord(`d${n}`)])))
      await commitAll(0)

      const entries: SnapshotEntry[] = []
      let n = 0
      for await (const entry of engine.snapshot()) {
        entries.push(entry)
        n += 1
        await commitAll(n)
      }

      const seqs = entries.flatMap(entry => (entry.kind === 'database' ? [entry.info.updateSeq] : []))
      const counts = names.map(
        name => entries.filter(entry => entry.kind === 'record' && entry.database === name).length
      )
      expect(seqs).toEqual([1, 1, 1])
      expect(counts).toEqual([1, 1, 1])
    })

    it('compacts without losing anything', async () => {
      await store('slots', 'a')
      await engine.compact('slots')
      expect(idsOf(await engine.scanById('slots', {}, 9))).toEqual(['a'])
    })
  })
}
