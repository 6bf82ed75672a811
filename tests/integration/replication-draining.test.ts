// What a device asks for and sends while it drains what was made without a network: counted, not timed.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestServer } from '../support/test-server.ts'
import {
  type Client,
  createDevice,
  cut,
  type Device,
  hourMs,
  isSynced,
  openClient,
  restore,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let device: Device
const clients: Client[] = []

beforeEach(async () => {
  server = await startServer()
  await server.addAccount('cara', 'coach')
  device = createDevice(server)
})
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop()
  await server.remove()
})

async function open(name: string, on: Device = device): Promise<Client> {
  const client = await openClient(on, name)
  clients.push(client)
  await client.until(isSynced)
  return client
}

const planStarts = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => soon + 3 * n * hourMs)

/** Questions by keys and pushes of slots, as `METHOD /path` without the query. */
function listSlotRequests(from: number): readonly string[] {
  return device.network.requests
    .slice(from)
    .map(line => line.split('?')[0] ?? '')
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
  const requests = listSlotRequests(from)
  expect(requests.filter(line => line.endsWith('_bulk_docs'))).toHaveLength(1)
  expect(requests.slice(requests.indexOf('POST /slots/_bulk_docs'))).toEqual(['POST /slots/_bulk_docs'])
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
    if (isSent && line.startsWith('POST /slots/_all_docs')) asked ??= (JSON.parse(body) as { keys: string[] }).keys
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
