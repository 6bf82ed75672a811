import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import leveldown, { type LevelDown } from 'leveldown'
import PouchDB from 'pouchdb'
import { afterEach, beforeEach, expect, it } from 'vitest'

interface Commit {
  readonly operations: number
  readonly sync: unknown
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coachdesk-facts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A database whose LevelDB commits are noted. */
function openWatched(commits: Commit[], options: object = {}): PouchDB.Database {
  const watched = Object.assign((location: string): LevelDown => {
    const level = leveldown(location)
    const batch = level._batch.bind(level)
    level._batch = (operations, batchOptions, callback) => {
      commits.push({ operations: operations.length, sync: 'sync' in batchOptions ? batchOptions.sync : undefined })
      batch(operations, batchOptions, callback)
    }
    return level
  }, leveldown)
  return new PouchDB(join(folder, 'facts'), { adapter: 'leveldb', db: watched, ...options } as object)
}

it('F27 PouchDB alone does not ask for its writes to be on disk', async () => {
  const commits: Commit[] = []
  const database = openWatched(commits)
  await database.put({ _id: 'a' })
  await database.close()
  expect(commits.length).toBeGreaterThan(0)
  expect(commits.every(commit => commit.sync !== true)).toBe(true)
})

it('F27 one _bulkDocs is one LevelDB batch, and therefore atomic', async () => {
  const commits: Commit[] = []
  const database = openWatched(commits)
  await database.info()
  commits.length = 0
  await database.bulkDocs(Array.from({ length: 50 }, (_, n) => ({ _id: `doc-${n}` })))
  await database.close()
  expect(commits.filter(commit => commit.operations >= 50)).toHaveLength(1)
})

it('F29 with a limit on revisions and compaction a document that changes often stays small', async () => {
  const database = openWatched([], { revs_limit: 20, auto_compaction: true })
  let rev: string | undefined
  for (let n = 0; n < 60; n += 1)
    rev = (await database.put({ _id: 'hot', n, ...(rev === undefined ? {} : { _rev: rev }) })).rev
  const { _revs_info: known } = await database.get('hot', { revs_info: true })
  await database.close()
  expect(known?.length).toBeLessThanOrEqual(20)
  expect(known?.filter(revision => revision.status === 'available')).toHaveLength(1)
})

it('F28 what was acknowledged is there after the database is opened again', async () => {
  const first = openWatched([])
  await first.bulkDocs([{ _id: 'a' }, { _id: 'b' }])
  await first.close()
  const second = openWatched([])
  expect((await second.allDocs()).total_rows).toBe(2)
  await second.close()
})
