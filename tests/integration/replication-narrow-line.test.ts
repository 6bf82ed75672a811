// A line that is slow, goes silent, or takes only so much: over real connections.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type NarrowProxy, type Line, startNarrowProxy } from '../support/narrow-proxy.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  type Client,
  createDevice,
  hourMs,
  isSynced,
  openClient,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

const slotCount = 300

let server: TestServer
let proxy: NarrowProxy
let client: Client | undefined

beforeEach(async () => {
  server = await startServer()
  await server.addAccount('sam', 'student')
  const coachId = await server.addAccount('cara', 'coach')
  const slots = await server.server.databases.open('slots')
  const docs = Array.from({ length: slotCount }, (_, n) => slotDocument(coachId, soon + 2 * n * hourMs))
  await slots.write(docs as Parameters<typeof slots.write>[0], { newEdits: true })
})
afterEach(async () => {
  await client?.stop()
  await proxy.dispose()
  await server.remove()
})

async function openBehind(line: Line, silenceMs: number): Promise<Client> {
  proxy = await startNarrowProxy(server.url, line)
  const device = createDevice(server)
  device.network.target = proxy.url
  device.parts = { silenceMs }
  client = await openClient(device, 'sam')
  return client
}

/** How many rows the pages of slots had that came through, did not, or are on their way. */
function listLimits(isWhole: boolean | undefined): readonly number[] {
  return proxy.carried
    .filter(({ line, isWhole: whole }) => line.startsWith('GET /slots/_all_docs') && whole === isWhole)
    .filter(({ line }) => line.includes('limit='))
    .map(({ line }) => Number(/limit=(\d+)/.exec(line)?.[1]))
}

it('NW1 a first sync comes through whose answers take longer than the limit, but are never silent for so long', async () => {
  const silenceMs = 2_500
  // So slow that all slots, compressed, last longer than the limit.
  const opened = await openBehind({ kind: 'trickle', pieceBytes: 200, pauseMs: 100 }, silenceMs)
  const { slots } = await opened.until(isSynced)
  expect(slots).toHaveLength(slotCount)
  const listLongest = () => proxy.carried.filter(({ isWhole, lastedMs }) => isWhole === true && lastedMs > silenceMs)
  // The device has an answer's last byte a little before the line has heard of it.
  await expect
    .poll(listLongest)
    .toContainEqual(expect.objectContaining({ line: expect.stringContaining('/slots/_all_docs') }))
})

it.each(['silent', 'cut'] as const)('NW2 pages are halved where a line is %s after some bytes', async kind => {
  const opened = await openBehind({ kind, afterBytes: 10_000 }, 700)
  const { slots } = await opened.until(isSynced)
  expect(slots).toHaveLength(slotCount)
  await expect.poll(() => listLimits(undefined)).toEqual([])
  const all = proxy.carried.filter(({ line }) => line === 'GET /slots/_all_docs?include_docs=true&update_seq=true')
  expect(all.map(({ isWhole }) => isWhole)).toEqual([false])
  const refused = listLimits(false)
  expect(refused[0]).toBe(1_000)
  expect(refused).toEqual(refused.toSorted((a, b) => b - a))
  expect(Math.max(...listLimits(true))).toBeLessThan(slotCount)
})
