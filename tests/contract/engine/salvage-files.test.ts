import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentStore } from '#server/storage/document-store.ts'
import { createLevelFiles } from '#server/storage/engine/level-files.ts'
import { databasePrefix } from '#server/storage/engine/level-keys.ts'
import { createLevelDatabases, isHeldByOther } from '#server/storage/level-databases.ts'
import { endSalvage, salvageWhereDamaged } from '#server/storage/salvage-files.ts'
import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'
import { flipByte, flipByteOfTable } from '../../support/flipped-byte.ts'
import { systemStarts } from '../../support/start-source.ts'

const count = 300

let base: string
let folder: string

beforeEach(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-salvage-'))
  folder = path.join(base, 'databases')
  const databases = await createLevelDatabases(folder, systemStarts)
  for (const name of ['slots', 'users']) {
    const docs = Array.from({ length: count }, (_, n) => ({ _id: `d${n}`, name, words: `${n} `.repeat(50) }))
    await (await databases.open(name)).write(docs, { newEdits: true })
  }
  await databases.close()
})
afterEach(() => rm(base, { recursive: true }))

const salvage = () => salvageWhereDamaged(folder, systemStarts)
const isDamaged = (error: unknown): boolean => error instanceof StorageUnavailableError && error.isDamaged

/** As the repair opens it, before it has ended. */
async function withStore(work: (store: DocumentStore) => Promise<void>): Promise<void> {
  const databases = await createLevelDatabases(folder, systemStarts, { isRepair: true })
  try {
    for (const name of await databases.list()) await work(await databases.open(name))
  } finally {
    await databases.close()
  }
}

/** What is there agrees with itself: the count, the changes, and where the next one goes. */
async function expectSound(store: DocumentStore): Promise<number> {
  const ids: string[] = []
  for await (const doc of store.all()) ids.push(doc._id)
  expect((await store.info()).docCount).toBe(ids.length)
  const changed = (await store.changes({ since: 0, limit: 1_000, includeDocs: false })).results.map(({ id }) => id)
  expect(changed.toSorted()).toEqual(ids.toSorted())
  expect(await store.findUnsound()).toEqual([])
  const { updateSeq } = await store.info()
  await store.write([{ _id: 'new' }], { newEdits: true })
  expect((await store.changes({ since: updateSeq, limit: 10, includeDocs: false })).results).toMatchObject([
    { id: 'new', seq: updateSeq + 1 }
  ])
  return ids.length
}

describe('a damaged store', () => {
  it.each<readonly [string, () => Promise<void>, number]>([
    ['its manifest', () => flipByte(base, /^MANIFEST/), 2 * count],
    ['CURRENT', () => flipByte(base, /^CURRENT/), 2 * count],
    ['a table', () => flipByteOfTable(base), 0]
  ])(
    'DM2 of which %s has a flipped byte is saved as far as it can be read, and kept',
    async (_name, damage, atLeast) => {
      await damage()
      await expect(withStore(async store => void (await store.findUnsound()))).rejects.toSatisfy(isDamaged)
      const place = await salvage()
      expect((await readdir(place ?? '')).length).toBeGreaterThan(0)
      let found = 0
      await withStore(async store => {
        found += await expectSound(store)
      })
      expect(found).toBeGreaterThanOrEqual(atLeast)
      // The same again until all that belongs to it is done.
      expect(await salvage()).toBe(place)
      await endSalvage(folder)
      expect(await salvage()).toBeUndefined()
    }
  )

  it('DM2 of which the counters are garbled is not opened, as what is there would be overwritten', async () => {
    const files = createLevelFiles(folder)
    await files.open()
    await files.write([{ type: 'put', key: `${databasePrefix}slots`, value: '{"updateSex":300,"docCount":300}' }])
    await files.close()
    await expect(createLevelDatabases(folder, systemStarts)).rejects.toSatisfy(isDamaged)
    expect(await salvage()).toBeDefined()
    let found = 0
    await withStore(async store => {
      found += await expectSound(store)
    })
    expect(found).toBe(2 * count)
  })

  it('DM2 of which CURRENT is missing is not begun anew, and nothing of it is lost', async () => {
    await rm(path.join(folder, 'CURRENT'))
    const before = (await readdir(folder)).toSorted()
    await expect(createLevelDatabases(folder, systemStarts)).rejects.toSatisfy(isDamaged)
    expect((await readdir(folder)).toSorted()).toEqual(before)
    await salvage()
    let found = 0
    await withStore(async store => {
      found += await expectSound(store)
    })
    expect(found).toBe(2 * count)
  })

  it('is no store of a server before its repair has ended: clients would take it for the one that they know', async () => {
    await flipByteOfTable(base)
    await salvage()
    await expect(createLevelDatabases(folder, systemStarts)).rejects.toSatisfy(isDamaged)
    await endSalvage(folder)
    await (await createLevelDatabases(folder, systemStarts)).close()
  })

  it('is not made anew where the files have gone since they were opened', async () => {
    const gone = path.join(base, 'gone')
    await expect(createLevelFiles(gone, false).open()).rejects.toThrow()
    const files = createLevelFiles(gone)
    await files.open()
    await files.close()
    await createLevelFiles(gone, false).open()
  })

  it('is put in its place at the next opening, where that was interrupted', async () => {
    await rename(folder, `${folder}.saved`)
    let names = 0
    await withStore(async () => {
      names += 1
    })
    expect(names).toBe(2)
  })

  it('is not touched while a server has it open, nor where it is sound', async () => {
    const databases = await createLevelDatabases(folder, systemStarts)
    await expect(salvage()).rejects.toSatisfy(isHeldByOther)
    await databases.close()
    expect(await salvage()).toBeUndefined()
    expect(await readdir(base)).toEqual(['databases'])
  })
})
