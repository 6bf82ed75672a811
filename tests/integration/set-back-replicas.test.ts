import { randomUUID } from 'node:crypto'
import PouchDB from 'pouchdb'
import memoryAdapter from 'pouchdb-adapter-memory'
import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb'
import { replicateCouchDB } from 'rxdb/plugins/replication-couchdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { markRestored } from '#server/startup/mark-restored.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { createDataCopies, type DataCopies } from '../support/data-copies.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { systemStarts } from '../support/start-source.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

PouchDB.plugin(memoryAdapter)

let test: TestServer
let copies: DataCopies
let headers: Readonly<Record<string, string>>
let ask: Ask
const cleanups: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  copies = await createDataCopies()
  // One address for all its starts: a client that is live finds it again.
  const first = await startTestServer()
  const port = Number(new URL(first.url).port)
  await first.remove()
  test = await startTestServer({ settings: { port } })
  await test.addAccount('carla', 'coach')
  await signIn()
})
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
  await test.remove()
  await copies.remove()
})

async function signIn(): Promise<void> {
  headers = bearer((await test.signIn('carla')).token)
  ask = createClient(test.url, headers)
}

async function whileStopped(work: () => Promise<void>): Promise<void> {
  await test.server.stop()
  await work()
  test = await test.restart()
  await signIn()
}

async function write(...ids: readonly string[]): Promise<void> {
  for (const id of ids) expect((await ask('PUT', `/slots/${id}`, { text: id })).status).toBe(201)
}

async function listServer(): Promise<readonly string[]> {
  const { json } = await ask('GET', '/slots/_all_docs')
  return (json['rows'] as readonly { readonly id: string }[]).map(({ id }) => id)
}

const headersOf = (options: RequestInit | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(new Headers(options?.headers))

const takeCopy = (): Promise<void> => whileStopped(() => copies.take(test.dataFolder, 'monday'))
const putBack = (): Promise<void> => whileStopped(() => copies.putBack(test.dataFolder, 'monday'))

async function markFolder(): Promise<void> {
  const { dataFolder } = test
  const databases = await createLevelDatabases(`${dataFolder}/databases`, systemStarts)
  await markRestored({ dataFolder, databases, randomBytes: systemStarts.randomBytes })
  await databases.close()
}

describe('SB1 a plain PouchDB, away while a copy of the folder came back', () => {
  let local: PouchDB.Database

  beforeEach(() => {
    local = new PouchDB(`set-back-${randomUUID()}`, { adapter: 'memory' })
    cleanups.push(() => local.destroy())
  })

  const openRemote = (): PouchDB.Database =>
    new PouchDB(`${test.url}/slots`, {
      skip_setup: true,
      fetch: (url, options = {}) => PouchDB.fetch(url, { ...options, headers: { ...headersOf(options), ...headers } })
    })
  const pull = () => PouchDB.replicate(openRemote(), local)
  const push = () => PouchDB.replicate(local, openRemote())
  const listLocal = async (): Promise<readonly string[]> => (await local.allDocs()).rows.map(({ id }) => id)

  it('SB1 by pulling, misses nothing, though the sequence has grown past its checkpoint', async () => {
    await write('a', 'b')
    await pull()
    await takeCopy()
    await write('lost-1', 'lost-2')
    await pull()
    await putBack()
    await write('new-1', 'new-2', 'new-3', 'new-4')

    await pull()

    expect(await listLocal()).toEqual(expect.arrayContaining([...(await listServer())]))
  })

  it('SB1 by pulling, misses nothing of a database that was lost', async () => {
    await write('a', 'b', 'c')
    await pull()
    await whileStopped(() => copies.lose(test.dataFolder, 'slots'))
    await write('new-1', 'new-2', 'new-3', 'new-4')

    await pull()

    expect(await listLocal()).toEqual(expect.arrayContaining([...(await listServer())]))
  })

  it('SB1 by pushing in sessions of its own, sends again what the copy does not hold', async () => {
    await local.put({ _id: 'before', text: 'x' } as PouchDB.Core.PutDocument<object>)
    await push()
    await takeCopy()
    await local.put({ _id: 'after', text: 'x' } as PouchDB.Core.PutDocument<object>)
    await push()
    await putBack()
    expect(await listServer()).toEqual(['before'])

    await push()

    expect(await listServer()).toEqual(['after', 'before'])
  })

  it('SB1 by pushing in one session across the copy, sends again once the folder was marked as put back', async () => {
    const live = PouchDB.replicate(local, openRemote(), { live: true, retry: true })
    const putAndPush = async (id: string): Promise<void> => {
      const isPushed = new Promise<void>(resolve => {
        void live.once('change', () => void live.once('paused', () => resolve()))
      })
      await local.put({ _id: id, text: 'x' } as PouchDB.Core.PutDocument<object>)
      await isPushed
    }
    await putAndPush('before')
    await takeCopy()
    await putAndPush('after')
    live.cancel()
    await putBack()
    // Both sides name the same session: PouchDB takes it that the server has everything. Hence the mark.
    await push()
    expect(await listServer()).toEqual(['before'])

    await whileStopped(markFolder)
    await push()

    expect(await listServer()).toEqual(['after', 'before'])
  })
})

describe('SB1 RxDB’s plain plugin, away while a copy of the folder came back', () => {
  interface Note {
    readonly id: string
    readonly text: string
  }

  async function openNotes() {
    const database: RxDatabase = await createRxDatabase({
      name: `set-back-${randomUUID()}`,
      storage: getRxStorageMemory(),
      multiInstance: false
    })
    cleanups.push(() => database.close())
    const { notes } = await database.addCollections({
      notes: {
        schema: {
          version: 0,
          primaryKey: 'id',
          type: 'object',
          properties: { id: { type: 'string', maxLength: 40 }, text: { type: 'string' } },
          required: ['id', 'text']
        }
      }
    })
    const collection = notes as unknown as RxCollection<Note>

    async function replicate(): Promise<void> {
      const replication = replicateCouchDB<Note>({
        replicationIdentifier: 'set-back',
        collection,
        url: `${test.url}/slots/`,
        fetch: (url, options) => fetch(url, { ...options, headers: { ...headersOf(options), ...headers } }),
        live: false,
        retryTime: 50,
        waitForLeadership: false,
        pull: { batchSize: 3 },
        push: { batchSize: 3 }
      })
      await replication.awaitInitialReplication()
      await replication.cancel()
    }
    const list = async (): Promise<readonly string[]> =>
      ((await collection.find().exec()) as readonly Note[]).map(({ id }) => id).sort()
    return { replicate, list }
  }

  it('SB1 misses nothing, though the sequence has grown past its checkpoint', async () => {
    const { replicate, list } = await openNotes()
    await write('a', 'b', 'c', 'd')
    await takeCopy()
    await write('lost-1', 'lost-2')
    await replicate()
    await putBack()
    await write('new-1', 'new-2', 'new-3', 'new-4')

    await replicate()

    expect(await list()).toEqual(expect.arrayContaining([...(await listServer())]))
    await write('later')
    await replicate()
    expect(await list()).toContain('later')
  })
})
