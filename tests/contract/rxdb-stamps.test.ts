// The stamps of what is stored, which the search for unsent documents goes by.
import { fillWithDefaultSettings, getChangedDocumentsSince, type RxStorage, type RxStorageInstance } from 'rxdb'
import { afterEach, describe, expect, it } from 'vitest'
import { createDexieStorage } from '#renderer/data/database/dexie-storage.ts'
import { createRxSchema } from '#renderer/data/database/rx-schema.ts'
import { withStamps } from '#renderer/data/database/stamps/stamped-storage.ts'
import { createKeptMemory } from '../integration/replication-fixture.ts'

const hourMs = 3_600_000
const noon = Date.UTC(2027, 2, 1, 12)

interface Document {
  readonly id: string
}
type Instance = RxStorageInstance<Document, unknown, unknown>
type Rows = Parameters<Instance['bulkWrite']>[0]

const opened: Instance[] = []
let databases = 0
afterEach(async () => {
  for (const instance of opened.splice(0)) await instance.close()
})

async function open(
  storage: RxStorage<unknown, unknown>,
  databaseName: string,
  collectionName = 'slots'
): Promise<Instance> {
  const instance = (await storage.createStorageInstance({
    databaseInstanceToken: 'stamps',
    databaseName,
    collectionName,
    schema: fillWithDefaultSettings(createRxSchema('slots')),
    options: {},
    multiInstance: false,
    devMode: false
  })) as unknown as Instance
  opened.push(instance)
  return instance
}

async function close(instance: Instance): Promise<void> {
  opened.splice(opened.indexOf(instance), 1)
  await instance.close()
}

/** As RxDB hands it over: stamped with its own clock. */
const rowsOf = (...ids: readonly string[]): Rows =>
  ids.map(id => ({ document: { id, _rev: '1-x', _deleted: false, _attachments: {}, _meta: { lwt: Date.now() } } }))

async function write(instance: Instance, ...ids: readonly string[]): Promise<void> {
  const { error } = await instance.bulkWrite(rowsOf(...ids), 'test')
  expect(error).toEqual([])
}

async function readIdsSince(instance: Instance, checkpoint: unknown): Promise<readonly string[]> {
  const { documents } = await getChangedDocumentsSince(instance, 100, checkpoint)
  return documents.map(({ id }) => id)
}

async function readCheckpoint(instance: Instance): Promise<unknown> {
  return (await getChangedDocumentsSince(instance, 100)).checkpoint
}

const storages = [
  ['in memory', createKeptMemory],
  ['in IndexedDB', createDexieStorage]
] as const

for (const [where, createStorage] of storages) {
  describe(`stamps ${where}`, () => {
    const freshName = (): string => `stamps-${(databases += 1)}`

    it('rise over a restart, though the clock was set back', async () => {
      const [name, storage] = [freshName(), createStorage()]
      const before = await open(
        withStamps(storage, () => noon + hourMs),
        name
      )
      await write(before, 'a')
      const checkpoint = await readCheckpoint(before)
      await close(before)
      const after = await open(
        withStamps(storage, () => noon),
        name
      )
      await write(after, 'b', 'c')
      await write(after, 'd')
      expect(await readIdsSince(after, checkpoint)).toEqual(['b', 'c', 'd'])
    })

    it('follow the clock where that is ahead', async () => {
      const instance = await open(
        withStamps(createStorage(), () => noon),
        freshName()
      )
      await write(instance, 'a')
      expect(await instance.findDocumentsById(['a'], false)).toMatchObject([{ _meta: { lwt: noon } }])
    })

    it('are above those of all collections and records of the database', async () => {
      let clock = noon + hourMs
      const [name, storage] = [freshName(), withStamps(createStorage(), () => clock)]
      const [first, second] = [await open(storage, name), await open(storage, name, 'records')]
      await write(first, 'a')
      clock = noon
      await write(second, 'b')
      const [[{ _meta: a } = { _meta: { lwt: 0 } }], [{ _meta: b } = { _meta: { lwt: 0 } }]] = [
        await first.findDocumentsById(['a'], false),
        await second.findDocumentsById(['b'], false)
      ]
      expect(b.lwt).toBeGreaterThan(a.lwt)
    })

    it('rise while another collection of the database is being opened', async () => {
      const [name, storage] = [freshName(), withStamps(createStorage(), () => noon)]
      const instance = await open(storage, name)
      for (let n = 0; n < 5; n += 1) {
        const opening = open(storage, name, `records-${n}`)
        // Some writes fall into the opening, whatever it waits for.
        for (let m = 0; m < 8; m += 1) await write(instance, `document-${n}-${m}`)
        await opening
      }
      const ids = await readIdsSince(instance, undefined)
      expect(ids).toEqual([...ids].sort())
      expect(ids).toHaveLength(40)
    })

    it('are never below what RxDB’s schema of them allows', async () => {
      const instance = await open(
        withStamps(createStorage(), () => -5 * hourMs),
        freshName()
      )
      await write(instance, 'a')
      await write(instance, 'b')
      expect(await readIdsSince(instance, undefined)).toEqual(['a', 'b'])
    })
  })
}

describe('stamps of two windows in IndexedDB', () => {
  it('rise in the order of the writes, whatever the windows’ clocks say', async () => {
    const name = 'stamps-windows'
    const ahead = await open(
      withStamps(createDexieStorage(), () => noon + hourMs),
      name
    )
    const behind = await open(
      withStamps(createDexieStorage(), () => noon),
      name
    )
    await write(behind, 'a')
    await write(ahead, 'b')
    await write(behind, 'c')
    await write(ahead, 'd')
    expect(await readIdsSince(behind, undefined)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('no event’s checkpoint passes what another window wrote and did not live to tell', async () => {
    const name = 'stamps-untold'
    const untold = await open(
      withStamps(createDexieStorage(), () => noon),
      name
    )
    const window = await open(
      withStamps(createDexieStorage(), () => noon),
      name
    )
    const told: unknown[] = []
    const following = window.changeStream().subscribe(({ checkpoint }) => told.push(checkpoint))
    await write(window, 'a')
    await write(untold, 'b')
    await write(window, 'c')
    following.unsubscribe()
    expect(await readIdsSince(window, told[0])).toEqual(['b', 'c'])
    expect(await readIdsSince(window, told[1])).toEqual(['b', 'c'])
  })

  it('rise in the order of the writes where many are under way at once', async () => {
    const name = 'stamps-many'
    const windows = [
      await open(
        withStamps(createDexieStorage(), () => noon + hourMs),
        name
      ),
      await open(
        withStamps(createDexieStorage(), () => noon),
        name
      )
    ]
    const done: string[] = []
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const window = windows[n % 2]
        if (window === undefined) return
        await write(window, `document-${n}`)
        done.push(`document-${n}`)
      })
    )
    const [window] = windows
    expect(window === undefined ? [] : await readIdsSince(window, undefined)).toEqual(done)
  })
})
