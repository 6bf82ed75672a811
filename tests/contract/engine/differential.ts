import { randomUUID } from 'node:crypto'
import PouchDB from 'pouchdb'
import memoryAdapter from 'pouchdb-adapter-memory'
import { endlessRoom } from '#server/storage/disk-room.ts'
import { createCommitter } from '#server/storage/engine/committer.ts'
import type { Engine } from '#server/storage/engine/engine.ts'
import { openPouchOn } from '#server/storage/engine/pouch-adapter.ts'

PouchDB.plugin(memoryAdapter)

/** PouchDB on an engine, with a guard that lets everything through. */
function openOn(engine: Engine, name: string): PouchDB.Database {
  const committer = createCommitter({
    engine,
    room: endlessRoom,
    accompany: () => Promise.resolve(undefined),
    onCommitted: () => undefined
  })
  return openPouchOn(name, {
    engine,
    guard: (docs, { newEdits }) => committer.write({ database: name, docs, newEdits })
  })
}

export interface Difference {
  readonly question: string
  readonly stock: unknown
  readonly ours: unknown
}

interface Compared {
  readonly answers: number
  readonly difference: Difference | undefined
}

interface Doc {
  readonly _id: string
  readonly parent: string | undefined
  readonly n: number
  readonly isRemoval: boolean
}

const ids = ['a', 'b', 'c', 'd:1', 'e/f', 'ü']
const writesPerRound = 12

/**
 * Writes the same into PouchDB's own memory adapter and into PouchDB on an engine, and compares every answer and all that can
 * be read, until something differs.
 */
export async function compareRound(engine: Engine, seed: number): Promise<Compared> {
  const random = createRandom(seed)
  const pick = <T>(list: readonly T[]): T | undefined => list[random(list.length)]
  const name = `round${seed}`
  const stock = new PouchDB(`${name}-${randomUUID()}`, { adapter: 'memory', auto_compaction: true, revs_limit: 200 })
  const ours = openOn(engine, name)
  const revsById = new Map<string, string[]>()
  let answers = 0
  let serial = 0
  const differences: Difference[] = []

  async function ask(question: string, work: (db: PouchDB.Database) => Promise<unknown>): Promise<unknown> {
    const [fromStock, fromOurs] = [await tell(() => work(stock)), await tell(() => work(ours))]
    answers += 1
    if (JSON.stringify(sortKeys(fromStock)) !== JSON.stringify(sortKeys(fromOurs)))
      differences.push({ question, stock: fromStock, ours: fromOurs })
    return fromStock
  }

  /** Never the same words twice: F46. */
  function makeDocs(): readonly Doc[] {
    const docs = Array.from({ length: 1 + random(3) }, (): Doc => {
      const _id = pick(ids) ?? ''
      serial += 1
      return { _id, parent: pick(revsById.get(_id) ?? []), n: serial, isRemoval: random(4) === 0 }
    })
    return [...new Map(docs.map(doc => [doc._id, doc])).values()]
  }

  async function write(docs: readonly Doc[]): Promise<void> {
    const given = docs.map(({ _id, parent, n, isRemoval }) => ({
      _id,
      n,
      ...(parent !== undefined && random(5) > 0 ? { _rev: parent } : {}),
      ...(isRemoval ? { _deleted: true } : {})
    }))
    const rows = await ask('bulkDocs', db => db.bulkDocs(structuredClone(given)))
    if (!Array.isArray(rows)) return
    for (const { id, rev } of rows as readonly { readonly id: string; readonly rev?: string }[])
      if (rev !== undefined) revsById.set(id, [...(revsById.get(id) ?? []), rev])
  }

  /** With a revision of its own, perhaps beside what is there, perhaps with an ancestor that nobody knows. */
  async function replicate(docs: readonly Doc[]): Promise<void> {
    const given = docs.map(({ _id, parent, n, isRemoval }) => {
      const [generation = '0', hash] = (parent ?? '').split('-')
      const gap = random(2)
      const start = Number(generation) + 1 + gap
      // PouchDB compares hashes without their generation in places: real ones never come twice.
      const own = `${start}x${random(36)}`
      const between = gap === 1 ? [`${start - 1}y${random(3)}`] : []
      return {
        _id,
        n,
        _rev: `${start}-${own}`,
        _revisions: { start, ids: [own, ...between, ...(hash === undefined ? [] : [hash])] },
        ...(isRemoval ? { _deleted: true } : {})
      }
    })
    await ask('bulkDocs without new edits', db => db.bulkDocs(structuredClone(given), { new_edits: false }))
    for (const { _id, _rev } of given) revsById.set(_id, [...(revsById.get(_id) ?? []), _rev])
  }

  async function readOne(): Promise<void> {
    const id = pick(ids) ?? ''
    const rev = pick(revsById.get(id) ?? []) ?? '1-none'
    const get = (options: object) => (db: PouchDB.Database) => db.get(id, options)
    await ask('get', get({ revs: true, conflicts: true, revs_info: true }))
    await ask('get rev', get({ rev, revs: true }))
    await ask('get latest', get({ rev, latest: true }))
    await ask('get open_revs', async db => {
      const leaves = (await db.get(id, { open_revs: 'all', revs: true })) as readonly { ok: { _rev: string } }[]
      return [...leaves].toSorted((a, b) => (a.ok._rev < b.ok._rev ? -1 : 1))
    })
    await ask('revsDiff', db => db.revsDiff({ [id]: [rev, '5-none'], nobody: ['1-x'] }))
  }

  async function readAll(): Promise<void> {
    const [low, high] = [pick(ids), pick(ids)]
    const ranges: readonly object[] = [
      {},
      { include_docs: true, conflicts: true },
      { descending: true, include_docs: true },
      { startkey: low, endkey: high },
      { startkey: low, endkey: high, inclusive_end: false },
      { startkey: high, endkey: low, descending: true, inclusive_end: false },
      { limit: 2, skip: 1 },
      { limit: 0 },
      { keys: [...ids, 'nobody'], include_docs: true },
      { key: low },
      { key: low, include_docs: true }
    ]
    for (const range of ranges) await ask(`allDocs ${JSON.stringify(range)}`, db => db.allDocs(range))
    const feeds: readonly object[] = [
      { style: 'all_docs', include_docs: true, conflicts: true },
      { descending: true, limit: 3 },
      { doc_ids: ['a', 'd:1'] },
      { style: 'main_only' },
      { filter: (doc: { readonly n: number }) => doc.n % 2 === 0 }
    ]
    // Sequences may differ where one write meets a document twice; their order may not.
    const withoutSeq = ({ results }: PouchDB.Core.ChangesResponse<object>): readonly object[] =>
      results.map(({ seq: _, ...row }) => row)
    for (const [n, feed] of feeds.entries()) await ask(`changes ${n}`, async db => withoutSeq(await db.changes(feed)))
    await ask('changes in pages', async db => {
      const seen: object[] = []
      for (let since: number | string = 0; ; ) {
        const page: PouchDB.Core.ChangesResponse<object> = await db.changes({ since, limit: 2, include_docs: true })
        if (page.results.length === 0) return seen
        seen.push(...withoutSeq(page))
        since = page.last_seq
      }
    })
    await ask('info', async db => {
      const { doc_count, update_seq } = await db.info()
      return { doc_count, update_seq }
    })
  }

  for (let step = 0; step < writesPerRound && differences.length === 0; step += 1) {
    await (random(2) === 0 ? write(makeDocs()) : replicate(makeDocs()))
    await readOne()
  }
  if (differences.length === 0) await readAll()
  await stock.destroy()
  return { answers, difference: differences[0] }
}

async function tell(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return plain(await work())
  } catch (error) {
    return { thrown: plain(error) }
  }
}

/** An answer as a client gets it; of an error, what it is told by. */
function plain(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (_key, value: unknown) => {
      const { name, status, error } = (value ?? {}) as { name?: unknown; status?: unknown; error?: unknown }
      return typeof status === 'number' && (error !== undefined || value instanceof Error) ? { name, status } : value
    }) ?? 'null'
  )
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, sortKeys(field)])
  )
}

/** @returns whole numbers from 0 up to, but not including, a bound */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
