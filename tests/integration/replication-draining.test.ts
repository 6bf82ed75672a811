// What a device asks for and sends while it drains what was made without a network: counted, not timed.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestServer } from '../support/test-server.ts'
import {
  type Client,
  createClients,
  createDevice,
  createKeptMemory,
  cut,
  type Device,
  hourMs,
  isSynced,
  restore,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let device: Device
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  await server.addAccount('cara', 'coach')
  device = createDevice(server)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(name: string, on: Device = device): Promise<Client> {
  const client = await clients.open(on, name)
  await client.until(isSynced)
  return client
}

const planStarts = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => soon + 3 * n * hourMs)

const readsDocuments = (line: string): boolean => line.startsWith('POST /slots/_all_docs?include_docs=true')

/** Questions by keys for slots, and their pushes, as `METHOD /path`. A question for revisions alone brings no slots. */
function listSlotRequests(from: number): readonly string[] {
  return device.network.requests
    .slice(from)
    .map(line => (readsDocuments(line) ? line.split('?')[0] : line) ?? '')
    .filter(line => line === 'POST /slots/_all_docs' || line === 'POST /slots/_bulk_docs')
}

/** From now on rows say nothing of what was stored otherwise. */
function silenceRows(): void {
  device.network.intercept = ({ line, send }) =>
    line.startsWith('POST /slots/_bulk_docs') ? send().then(withoutAdjusted) : undefined
}

async function withoutAdjusted(response: Response): Promise<Response> {
  const rows = (await response.json()) as readonly { readonly adjusted?: true }[]
  const silent = rows.map(({ adjusted: _, ...row }) => row)
  return Response.json(silent, { status: response.status })
}

it('VE11 what a row says to be stored as it was pushed is not read back', async () => {
  const coach = await open('cara')
  await cut(coach)
  await coach.state.createSlots(planStarts(30))
  const from = device.network.requests.length
  await restore(coach)
  expect(coach.state.slots).toHaveLength(30)
  expect(listSlotRequests(from)).toEqual(['POST /slots/_bulk_docs'])
})

it('VE11 slots that were made here are sent without a question, by one request where it is not large', async () => {
  const coach = await open('cara')
  const sizes: number[] = []
  await cut(coach)
  await coach.state.createSlots(planStarts(900))
  const from = device.network.requests.length
  device.network.intercept = ({ line, body }) => {
    if (device.network.isUp && line.startsWith('POST /slots/_bulk_docs'))
      sizes.push((JSON.parse(body) as { docs: unknown[] }).docs.length)
    return undefined
  }
  await restore(coach)
  await coach.until(state => state.syncByRecord.size === 0)
  expect(sizes).toEqual([900])
  expect(new Set(listSlotRequests(from))).toEqual(new Set(['POST /slots/_bulk_docs']))
})

it('MG15 of a batch of which an answer was lost, what no row has settled is read, and nothing is sent twice', async () => {
  const coach = await open('cara')
  const sizes: number[] = []
  await cut(coach)
  await coach.state.createSlots(planStarts(500))
  const asked: number[] = []
  device.network.intercept = ({ line, body, send }) => {
    if (readsDocuments(line)) asked.push((JSON.parse(body) as { keys: unknown[] }).keys.length)
    if (!device.network.isUp || !line.startsWith('POST /slots/_bulk_docs')) return undefined
    sizes.push((JSON.parse(body) as { docs: unknown[] }).docs.length)
    if (sizes.length === 1) return Promise.resolve(new Response('too large for a proxy', { status: 413 }))
    if (sizes.length !== 3) return undefined
    return send().then(() => {
      throw new TypeError('the answer was lost')
    })
  }
  await restore(coach)
  await coach.until(state => isSynced(state) && state.syncByRecord.size === 0)
  expect(sizes).toEqual([500, 250, 250])
  expect(asked).toEqual([250])
  expect(coach.state.slots.every(({ status }) => status === 'open')).toBe(true)
  expect(coach.state.slots).toHaveLength(500)
  expect(coach.state.notices).toEqual([])
})

it('what the feed tells of own pushes is neither looked for nor stored', async () => {
  const read: string[] = []
  const memory = createKeptMemory()
  const createStorageInstance: typeof memory.createStorageInstance = async params => {
    const instance = await memory.createStorageInstance(params)
    const find = instance.findDocumentsById.bind(instance)
    instance.findDocumentsById = (ids, deleted) => {
      if (params.collectionName === 'slots') read.push(...ids)
      return find(ids, deleted)
    }
    return instance
  }
  device = createDevice(server, { ...memory, createStorageInstance })
  const other = await open('cara', createDevice(server))
  const coach = await open('cara')
  const [first = 0, ...starts] = planStarts(20)
  await coach.state.createSlots(starts)
  await coach.until(state => isSynced(state) && state.syncByRecord.size === 0)
  // A pull that brings something after them has brought them, too.
  read.length = 0
  await other.state.createSlot(first)
  await coach.until(({ slots }) => slots.length === 20)
  expect(new Set(read).size).toBeLessThan(5)
  // And it goes on from there.
  const since = device.network.requests.findLast(line => line.startsWith('GET /slots/_changes'))
  await other.state.createSlot(first + 1_000 * hourMs)
  await coach.until(({ slots }) => slots.length === 21)
  expect(device.network.requests.findLast(line => line.startsWith('GET /slots/_changes'))).not.toBe(since)
})

it('VE11 what its row says to be stored otherwise is read back, and its neighbours are not', async () => {
  const coach = await open('cara')
  const other = await open('cara', createDevice(server))
  await cut(coach)
  await coach.state.createSlots(planStarts(5))
  await other.state.createSlot(soon + hourMs)
  await other.until(isSynced)
  let isSent = false
  let asked: readonly string[] | undefined
  device.network.intercept = ({ line, body }) => {
    if (isSent && readsDocuments(line)) asked ??= (JSON.parse(body) as { keys: string[] }).keys
    isSent ||= line.startsWith('POST /slots/_bulk_docs')
    return undefined
  }
  await restore(coach)
  await coach.until(({ slots }) => slots.length === 6)
  expect(coach.state.slots.filter(({ status }) => status === 'declined')).toHaveLength(1)
  expect(asked).toHaveLength(1)
})

it('VE11 a server that has become an older one since, whose rows say nothing, is believed no longer than until the feed tells', async () => {
  const coach = await open('cara')
  const other = await open('cara', createDevice(server))
  await cut(coach)
  await coach.state.createSlot(soon)
  await other.state.createSlot(soon + hourMs)
  await other.until(isSynced)
  silenceRows()
  await restore(coach)
  await coach.until(state => isSynced(state) && state.slots.some(({ status }) => status === 'declined'))
  expect(coach.state.slots.map(({ startsAt, status }) => [startsAt, status])).toEqual([
    [soon, 'declined'],
    [soon + hourMs, 'open']
  ])
})

it('VE11 without the capability everything is read back', async () => {
  device.network.intercept = ({ line, send }) => {
    if (line === 'GET /') return send().then(withoutCapability)
    return line.startsWith('POST /slots/_bulk_docs') ? send().then(withoutAdjusted) : undefined
  }
  const coach = await open('cara')
  await cut(coach)
  await coach.state.createSlots(planStarts(3))
  const from = device.network.requests.length
  await restore(coach)
  const requests = listSlotRequests(from)
  expect(requests.slice(requests.indexOf('POST /slots/_bulk_docs') + 1)).toContain('POST /slots/_all_docs')
})

async function withoutCapability(response: Response): Promise<Response> {
  const welcome = (await response.json()) as { readonly features: readonly string[] }
  const features = welcome.features.filter(feature => feature !== 'adjusted-rows')
  return Response.json({ ...welcome, features }, { status: response.status })
}
