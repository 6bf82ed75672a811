// A device whose own clock is wrong, set right, or set back: what is written is sent, and counts as unsent until then.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDexieStorage } from '#renderer/data/database/dexie-storage.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { removeDatabases } from '../support/old-profile/old-profile.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  type Client,
  createClients,
  createDevice,
  type Device,
  hourMs,
  isSynced,
  pushAs,
  restore,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
let device: Device
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  device = createDevice(server, createDexieStorage())
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
  await removeDatabases()
})

/** Starts the application anew. @param skewMs how wrong the device's clock is from now on */
async function start(skewMs: number, name?: string): Promise<Client> {
  device.clockSkewMs = skewMs
  const client = await clients.open(device, name)
  return client
}

const end = (client: Client) => clients.stop(client)

const slotIdAt = (hours: number): string => `${coachId}:${soon + hours * hourMs}`
const isWaiting = ({ sync }: WorkspaceStoreState): boolean => sync.kind === 'offline' && sync.waiting === 1

async function readSlotIds(): Promise<readonly string[]> {
  const slots = await server.server.databases.open('slots')
  const { results } = await slots.changes({ since: 0, limit: 100 } as Parameters<typeof slots.changes>[0])
  return results.map(({ id }) => id)
}

async function create(client: Client, hours: number): Promise<void> {
  expect(await client.state.createSlot(soon + hours * hourMs)).toMatchObject({ ok: true })
}

for (const [what, skewMs] of [
  ['an hour', hourMs],
  ['thirty years', 30 * 365 * 24 * hourMs]
] as const) {
  it(`MG15 what is written after a clock that was ${what} ahead was set right is sent, over restarts`, async () => {
    const ahead = await start(skewMs, 'cara')
    await ahead.until(isSynced)
    await create(ahead, 0)
    // Pulled as well, twice: then the first checkpoint of pulls is stored, and the next start has no reason to compare everything.
    for (const hours of [6, 9]) {
      await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + hours * hourMs)])
      await ahead.until(state => isSynced(state) && state.slots.some(({ id }) => id === slotIdAt(hours)))
    }
    await end(ahead)
    device.network.cut()

    const right = await start(0)
    await right.until(({ sync }) => sync.kind === 'offline')
    await create(right, 3)
    await right.until(isWaiting)
    await end(right)
    const again = await start(0)
    await again.until(isWaiting)
    await restore(again)

    expect(await readSlotIds()).toEqual(expect.arrayContaining([slotIdAt(0), slotIdAt(3)]))
  })
}

it('MG15 a database of a version that stamped with the device’s clock alone is compared once with what the server is known to have', async () => {
  const ahead = await start(hourMs, 'cara')
  await ahead.until(isSynced)
  await create(ahead, 0)
  await ahead.until(isSynced)
  await end(ahead)
  device.network.cut()
  const right = await start(0)
  await create(right, 3)
  await right.until(isWaiting)
  await end(right)
  // As that version left it: stamped below what it had looked through, and without a word of how far pulls were noted.
  await changeStored(/--slots$/, stored =>
    stored['id'] === slotIdAt(3) ? { ...stored, _meta: { ...(stored['_meta'] as object), lwt: Date.now() } } : stored
  )
  await changeStored(/--rx-replication-meta-/, stored => {
    const { writtenUpTo: _, ...checkpointData } = (stored['checkpointData'] ?? {}) as Record<string, unknown>
    return stored['id'] === 'down|1' ? { ...stored, checkpointData } : stored
  })

  const again = await start(0)
  await again.until(isWaiting)
  await restore(again)
  expect(await readSlotIds()).toEqual(expect.arrayContaining([slotIdAt(0), slotIdAt(3)]))
  await end(again)
  // Once is enough.
  const requests = device.network.requests.length
  const last = await start(0)
  await last.until(isSynced)
  const pushes = device.network.requests.slice(requests).filter(line => line.includes('_bulk_docs'))
  expect(pushes).toEqual([])
})

type StoredRecord = Readonly<Record<string, unknown>>

/** Changes what lies in IndexedDB, with nobody at it. */
async function changeStored(databases: RegExp, change: (stored: StoredRecord) => StoredRecord): Promise<void> {
  for (const { name = '' } of await indexedDB.databases()) {
    if (!databases.test(name)) continue
    const database = await settle(indexedDB.open(name))
    const store = database.transaction('docs', 'readwrite').objectStore('docs')
    const records = (await settle(store.getAll())) as readonly StoredRecord[]
    for (const record of records) await settle(store.put(change(record)))
    database.close()
  }
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB gave no reason')))
  })
}
