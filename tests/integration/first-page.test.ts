import type { RxStorage } from 'rxdb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestServer } from '../support/test-server.ts'
import {
  type Client,
  createClients,
  createDevice,
  createKeptMemory,
  type Device,
  hourMs,
  isSynced,
  openClient,
  pushAs,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let caraId: string
let device: Device
/** Slots that were read from the storage by a query, in total. */
let read = 0
const clients = createClients()
const ownCount = 3
const allCount = 10
/** So long that nothing but the screens ends the wait. */
const forever = 1e9

beforeEach(async () => {
  server = await startServer()
  caraId = await server.addAccount('cara', 'coach')
  const otherId = await server.addAccount('colin', 'coach')
  await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', listSlots(caraId, ownCount))
  await pushAs(server, 'colin', 'slots', listSlots(otherId, allCount - ownCount))
  device = createDevice(server, countReads(createKeptMemory()))
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

function listSlots(coachId: string, count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => slotDocument(coachId, soon + 3 * index * hourMs))
}

function countReads(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> {
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    if (params.collectionName !== 'slots') return instance
    const query = instance.query.bind(instance)
    instance.query = async prepared => {
      const found = await query(prepared)
      // Stamps are looked for with a limit of one.
      if (prepared.query.limit !== 1) read += found.documents.length
      return found
    }
    return instance
  }
  return { ...storage, createStorageInstance }
}

/** A device that is synced and was closed. */
async function syncOnce(name: string): Promise<void> {
  const client = await openClient(device, name)
  await client.until(state => isSynced(state) && state.slots.length === allCount)
  await client.stop()
  device.network.requests.length = 0
  read = 0
}

async function reopen(longestUnshownMs: number): Promise<Client> {
  device.parts = { longestUnshownMs }
  const client = await clients.open(device)
  return client
}

const listPulls = () => device.network.requests.filter(line => /_changes|_all_docs|_db_updates/.test(line))

it("a coach's start reads the own slots alone until a page is shown, and replicates nothing", async () => {
  await syncOnce('cara')
  const client = await reopen(forever)
  expect(client.state).toMatchObject({ ready: true, hasAllSlots: false, sync: { kind: 'starting' } })
  expect(client.state.slots.map(({ coachId }) => coachId)).toEqual(Array(ownCount).fill(caraId))
  expect(read).toBe(ownCount)
  // What a person does meanwhile is judged and stored.
  const startsAt = soon + 48 * hourMs
  expect(await client.state.createSlot(startsAt)).toMatchObject({ ok: true })
  expect(await client.state.createSlot(startsAt + hourMs)).toMatchObject({ ok: false })
  expect(await client.state.removeSlot(`${caraId}:${soon}`)).toMatchObject({ ok: true })
  expect(client.state.slots).toHaveLength(ownCount)
  expect(listPulls()).toEqual([])

  client.state.noteShown()
  const { slots } = await client.until(({ hasAllSlots }) => hasAllSlots)
  expect(slots).toHaveLength(allCount)
  expect(slots.map(slot => slot.startsAt)).toEqual(slots.map(slot => slot.startsAt).toSorted((a, b) => a - b))
  expect(read).toBe(allCount)
  await client.until(state => isSynced(state) && state.syncByRecord.size === 0)
  expect(listPulls().length).toBeGreaterThan(0)
})

it('a page that is never shown holds nothing up for good', async () => {
  await syncOnce('cara')
  const client = await reopen(1)
  const state = await client.until(({ hasAllSlots, sync }) => hasAllSlots && sync.kind === 'synced')
  expect(state.slots).toHaveLength(allCount)
})

it("a student's start has all slots at once, and replicates when a page is shown", async () => {
  await syncOnce('sam')
  const client = await reopen(forever)
  expect(client.state).toMatchObject({ hasAllSlots: true, sync: { kind: 'starting' } })
  expect([client.state.slots.length, read]).toEqual([allCount, allCount])
  expect(listPulls()).toEqual([])
  client.state.noteShown()
  await client.until(isSynced)
})

it('an account that is closed before a page is shown opens again with everything in its place', async () => {
  await syncOnce('cara')
  const client = await reopen(forever)
  const startsAt = soon + 48 * hourMs
  await client.state.createSlot(startsAt)
  await clients.stop(client)
  const again = await reopen(1)
  const { slots } = await again.until(state => state.hasAllSlots && isSynced(state) && state.syncByRecord.size === 0)
  expect(slots).toHaveLength(allCount + 1)
})
