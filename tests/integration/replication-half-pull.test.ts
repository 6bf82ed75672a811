// A device that dies after it has written what it pulled, and before RxDB has noted that this is the server's.
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
  pushAs,
  restore,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

const open = (device: Device, name?: string) => clients.open(device, name)

/** Storage in which the second of the two writes of a pull fails once `fail` is set. */
function createFaultyStorage(): { readonly storage: RxStorage<unknown, unknown>; fail: (() => void) | undefined } {
  const memory = createKeptMemory()
  const createStorageInstance: typeof memory.createStorageInstance = async params => {
    const instance = await memory.createStorageInstance(params)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, context) => {
      if (context === 'replication-down-write-meta' && faulty.fail !== undefined) {
        faulty.fail()
        throw new Error('the device died')
      }
      return write(rows, context)
    }
    return instance
  }
  const faulty = { storage: { ...memory, createStorageInstance }, fail: undefined as (() => void) | undefined }
  return faulty
}

/**
 * Signs in, and dies in the middle of the pull that `act` leads to. Returns how to start again, without a network.
 * @param aheadMs how far the device's clock was ahead in a run before that
 */
async function dieAtPull(name: string, act: () => Promise<unknown>, aheadMs = 0): Promise<() => Promise<Client>> {
  const faulty = createFaultyStorage()
  const device = createDevice(server, faulty.storage)
  if (aheadMs > 0) await syncAhead(device, name, aheadMs)
  const client = await open(device, aheadMs > 0 ? undefined : name)
  await client.until(isSynced)
  const died = Promise.withResolvers<undefined>()
  faulty.fail = () => {
    device.network.cut()
    died.resolve(undefined)
  }
  await act()
  await died.promise
  await clients.stop(client)
  faulty.fail = undefined
  return () => open(device)
}

/** A run in which the device's clock is ahead, and which pulls something. */
async function syncAhead(device: Device, name: string, aheadMs: number): Promise<void> {
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + 6 * hourMs)])
  device.clockSkewMs = aheadMs
  const client = await open(device, name)
  await client.until(state => isSynced(state) && state.slots.length === 1)
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + 9 * hourMs)])
  await client.until(state => isSynced(state) && state.slots.length === 2)
  await clients.stop(client)
  device.clockSkewMs = 0
}

const create = () => pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])

async function read(): Promise<{ readonly _rev: string } | undefined> {
  const { token } = await server.signIn('cara')
  const path = `${server.url}/slots/${encodeURIComponent(`${coachId}:${soon}`)}`
  const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` } })
  return answer.ok ? ((await answer.json()) as { readonly _rev: string }) : undefined
}

async function remove(): Promise<void> {
  const stored = await read()
  expect(
    await pushAs(server, 'cara', 'slots', [{ _id: `${coachId}:${soon}`, ...stored, _deleted: true }])
  ).toMatchObject([{ ok: true }])
}

for (const name of ['cara', 'sam']) {
  it(`MG13 a new slot that ${name}’s device had pulled by half is no change of its own`, async () => {
    const startAgain = await dieAtPull(name, create)
    await remove()

    const client = await startAgain()
    const offline = await client.until(({ sync }) => sync.kind === 'offline')
    expect(offline.slots).toHaveLength(1)
    expect(offline.sync).toMatchObject({ waiting: 0 })
    expect(offline.syncByRecord.size).toBe(0)
    const synced = await restore(client)
    await client.until(({ slots }) => slots.length === 0)
    expect(synced.notices).toEqual([])
    expect(await read()).toBeUndefined()
  })

  it(`MG13 a removal that ${name}’s device had pulled by half removes no slot that was made since`, async () => {
    await create()
    const startAgain = await dieAtPull(name, remove)
    await create()

    const client = await startAgain()
    const offline = await client.until(({ sync }) => sync.kind === 'offline')
    expect(offline.sync).toMatchObject({ waiting: 0 })
    const synced = await restore(client)
    await client.until(({ slots }) => slots.length === 1)
    expect(synced.notices).toEqual([])
    expect(await read()).toMatchObject({ status: 'open' })
  })
}

it('MG13 what its person then does to a slot that was pulled by half is sent', async () => {
  const startAgain = await dieAtPull('cara', create)
  const client = await startAgain()
  await client.until(({ sync }) => sync.kind === 'offline')
  expect(await client.state.removeSlot(`${coachId}:${soon}`)).toMatchObject({ ok: true })
  await client.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 1)
  await restore(client)
  expect(await read()).toBeUndefined()
})

for (const name of ['cara', 'sam']) {
  it(`MG15 a pull of ${name}’s device that was cut in two is finished, though its clock was ahead before`, async () => {
    const startAgain = await dieAtPull(name, create, hourMs)
    await remove()

    const client = await startAgain()
    const offline = await client.until(({ sync }) => sync.kind === 'offline')
    expect(offline.slots).toHaveLength(3)
    expect(offline.sync).toMatchObject({ waiting: 0 })
    const synced = await restore(client)
    await client.until(({ slots }) => slots.length === 2)
    expect(synced.notices).toEqual([])
    expect(await read()).toBeUndefined()
  })
}
