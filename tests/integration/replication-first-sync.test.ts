import type { RxStorage } from 'rxdb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { downstreamContext } from '#renderer/data/database/own-meta.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  createClients,
  createDevice,
  createKeptMemory,
  hourMs,
  isSynced,
  openClient,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

const slotCount = 2_500
let server: TestServer
let coachId: string
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  const slots = await server.server.databases.open('slots')
  const documents = Array.from({ length: slotCount }, (_, n) => slotDocument(coachId, soon + 2 * n * hourMs))
  await slots.write(documents as Parameters<typeof slots.write>[0], { newEdits: true })
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

it('a first sync brings every slot in one request and says how far it is', async () => {
  const device = createDevice(server)
  const client = await clients.open(device, 'sam')
  const progress: string[] = []
  client.store.subscribe(({ collections }) => {
    const found = collections.find(({ collection }) => collection === 'slots')?.progress
    const text = found === undefined ? '' : `${found.done}/${found.total}`
    if (text !== '' && progress.at(-1) !== text) progress.push(text)
  })
  const { slots } = await client.until(state => isSynced(state) && state.slots.length === slotCount)
  expect(slots.every((slot, n) => slot.startsAt === soon + 2 * n * hourMs)).toBe(true)
  expect(progress).toEqual([`1000/${slotCount}`, `2000/${slotCount}`])
  const pages = device.network.requests.filter(line => line.startsWith('GET /slots/_all_docs'))
  expect(pages).toEqual(['GET /slots/_all_docs?include_docs=true&update_seq=true'])
  const [since] = device.network.requests.filter(line => line.startsWith('GET /slots/_changes'))
  const { update_seq: seq } = await readSlots(server)
  expect(since).toContain(`since=${encodeURIComponent(seq)}`)
})

/** Storage that tells of each write. What hears of one may throw in its place. */
function createToldStorage(
  hear: (collection: string, context: string, rows: number) => void
): RxStorage<unknown, unknown> {
  const memory = createKeptMemory()
  const createStorageInstance: typeof memory.createStorageInstance = async params => {
    const instance = await memory.createStorageInstance(params)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, context) => {
      hear(params.collectionName, context, rows.length)
      return write(rows, context)
    }
    return instance
  }
  return { ...memory, createStorageInstance }
}

it('a first sync writes each slot once, and nothing about it beside', async () => {
  const written: [string, number][] = []
  const storage = createToldStorage((collection, _, rows) => void written.push([collection, rows]))
  const client = await clients.open(createDevice(server, storage), 'sam')
  await client.until(state => isSynced(state) && state.slots.length === slotCount)
  expect(written.filter(([name]) => name === 'slots')).toEqual([
    ['slots', 1_000],
    ['slots', 1_000],
    ['slots', 500]
  ])
  expect(written.filter(([name, rows]) => name.startsWith('rx-replication') && rows > 1)).toEqual([])
})

it('a device that dies in the middle of a first sync has everything after its next one, and takes nothing for its own', async () => {
  let isDying = true
  const died = Promise.withResolvers<undefined>()
  const device = createDevice(
    server,
    createToldStorage((collection, context, rows) => {
      if (!isDying || collection !== 'slots' || !context.startsWith(downstreamContext) || rows !== 500) return
      device.network.cut()
      died.resolve(undefined)
      throw new Error('the device died')
    })
  )
  const before = await openClient(device, 'cara')
  await died.promise
  await before.stop()
  const slots = await server.server.databases.open('slots')
  const removed = `${coachId}:${soon}`
  const [stored] = await slots.read([removed])
  await slots.write([{ _id: removed, _rev: stored?._rev ?? '', _deleted: true }], { newEdits: true })

  isDying = false
  const offline = await openClient(device)
  const state = await offline.until(({ sync }) => sync.kind === 'offline')
  expect(state.slots).toHaveLength(2_000)
  expect(state.sync).toMatchObject({ waiting: 0 })
  await offline.stop()

  device.network.restore()
  device.network.requests.length = 0
  const after = await clients.open(device)
  const synced = await after.until(found => isSynced(found) && found.slots.length === slotCount - 1)
  expect(synced.slots.some(({ id }) => id === removed)).toBe(false)
  expect(synced.notices).toEqual([])
  expect(device.network.requests.filter(line => line.includes('_bulk_docs'))).toEqual([])
})

async function readSlots(test: TestServer): Promise<{ readonly update_seq: string }> {
  const headers = { authorization: `Bearer ${(await test.signIn('sam')).token}` }
  return (await (await fetch(`${test.url}/slots`, { headers })).json()) as { readonly update_seq: string }
}

it('a first sync that is cut goes on from its page, and misses nothing that changed meanwhile', async () => {
  const device = createDevice(server)
  let pages = 0
  const cutOff = new Promise<void>(resolve => {
    device.network.intercept = ({ line }) => {
      if (!line.startsWith('GET /slots/_all_docs')) return undefined
      // All at once is too much for this line.
      if (line.includes('update_seq')) return Promise.resolve(new Response('', { status: 413 }))
      pages += 1
      if (pages < 3) return undefined
      device.network.cut()
      resolve()
      return Promise.reject(new TypeError('cut'))
    }
  })
  const before = await openClient(device, 'sam')
  await cutOff
  await before.until(state => state.slots.length >= 1_000)
  await before.stop()
  const slots = await server.server.databases.open('slots')
  const removed = `${coachId}:${soon}`
  const [stored] = await slots.read([removed])
  await slots.write(
    [
      { _id: removed, _rev: stored?._rev ?? '', _deleted: true },
      slotDocument(coachId, soon - 2 * hourMs) as { readonly _id: string }
    ],
    { newEdits: true }
  )

  device.network.intercept = undefined
  device.network.restore()
  device.network.requests.length = 0
  const after = await clients.open(device)
  const isThere = (startsAt: number) => (slot: { readonly startsAt: number }) => slot.startsAt === startsAt
  const state = await after.until(found => isSynced(found) && found.slots.some(isThere(soon - 2 * hourMs)))
  expect(state.slots).toHaveLength(slotCount)
  expect(state.slots.some(({ id }) => id === removed)).toBe(false)
  expect(device.network.requests.some(line => line === 'GET /slots')).toBe(false)
})
