// Something between a device and the server that answers in its place.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestServer } from '../support/test-server.ts'
import {
  type Client,
  createDevice,
  cut,
  hourMs,
  isSynced,
  openClient,
  restore,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
let client: Client

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  client = await openClient(createDevice(server), 'cara')
  await client.until(isSynced)
})
afterEach(async () => {
  await client.stop()
  await server.remove()
})

/** A page in a proxy's own words, by a clock of its own. */
function pageOf(status: number, aheadMs = 0): Response {
  const date = new Date(Date.now() + aheadMs).toUTCString()
  return new Response('<html><body>A page.</body></html>', { status, headers: { 'content-type': 'text/html', date } })
}

/** Lets no larger body through. @returns how many requests it refused */
function refuseLarger(characters: number): () => number {
  let refused = 0
  client.device.network.intercept = ({ line, body }) => {
    if (!line.includes('_bulk_docs') || body.length <= characters) return undefined
    refused += 1
    return Promise.resolve(pageOf(413))
  }
  return () => refused
}

async function createSlots(count: number): Promise<void> {
  await cut(client)
  for (let n = 0; n < count; n += 1) {
    expect(await client.state.createSlot(soon + 3 * n * hourMs)).toMatchObject({ ok: true })
  }
}

async function countStored(): Promise<number> {
  const slots = await server.server.databases.open('slots')
  const { results } = await slots.changes({ since: 0, limit: 100 } as Parameters<typeof slots.changes>[0])
  return results.filter(({ id }) => id.startsWith(coachId)).length
}

it('MG15 changes that a proxy finds too large together are sent in parts', async () => {
  const countRefused = refuseLarger(700)
  await createSlots(8)
  const { notices, slots } = await restore(client)
  expect(countRefused()).toBeGreaterThan(0)
  expect(await countStored()).toBe(8)
  expect(notices).toEqual([])
  expect(slots).toHaveLength(8)
})

it('NW3 questions by keys that a proxy finds too large are asked in parts', async () => {
  await client.state.createSlots(Array.from({ length: 8 }, (_, n) => soon + 3 * n * hourMs))
  await client.until(state => isSynced(state) && state.syncByRecord.size === 0)
  let refused = 0
  client.device.network.intercept = ({ line, body }) => {
    if (!line.startsWith('POST /slots/_all_docs') || body.length <= 200) return undefined
    refused += 1
    return Promise.resolve(pageOf(413))
  }
  await cut(client)
  for (const { id } of client.state.slots) expect(await client.state.removeSlot(id)).toMatchObject({ ok: true })
  const { notices, slots } = await restore(client)
  expect(refused).toBeGreaterThan(0)
  expect(notices).toEqual([])
  expect(slots).toEqual([])
  const stored = await server.server.databases.open('slots')
  expect((await stored.info()).docCount).toBe(0)
})

it('MG15 a change that a proxy finds too large alone waits, and nobody is told that the server refused it', async () => {
  const refused = Promise.withResolvers<undefined>()
  client.device.network.intercept = ({ line }) => {
    if (!line.includes('_bulk_docs')) return undefined
    refused.resolve(undefined)
    return Promise.resolve(pageOf(413))
  }
  await createSlots(1)
  client.device.network.restore()
  client.wake()
  await refused.promise
  const { slots, notices } = await client.until(
    ({ collections }) => collections.find(({ collection }) => collection === 'slots')?.lastError !== undefined
  )
  expect(slots).toMatchObject([{ status: 'open' }])
  expect(notices).toEqual([])
  client.device.network.intercept = undefined
  await restore(client)
  expect(await countStored()).toBe(1)
})

it('MG8 the clock of a proxy is not taken for the server’s', async () => {
  const { network } = client.device
  network.readDate = undefined
  let pages = 0
  const answered = Promise.withResolvers<undefined>()
  network.intercept = ({ line }) => {
    pages += 1
    if (pages > 3) answered.resolve(undefined)
    if (line.includes('_db_updates')) return Promise.resolve(pageOf(200, 5 * hourMs))
    return Promise.resolve(pageOf([200, 413, 502][pages % 3] ?? 200, 5 * hourMs))
  }
  network.cut()
  network.restore()
  client.wake()
  void client.state.syncNow()
  await answered.promise
  expect(client.state.clockOffsetMs).toBe(0)
})
