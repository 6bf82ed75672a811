import { afterEach, beforeEach, expect, it } from 'vitest'
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

const slotCount = 2_500
let server: TestServer
let coachId: string
const clients: Client[] = []

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  const slots = await server.server.databases.open('slots')
  const documents = Array.from({ length: slotCount }, (_, n) => slotDocument(coachId, soon + 2 * n * hourMs))
  await slots.write(documents as Parameters<typeof slots.write>[0], { newEdits: true })
})
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop()
  await server.remove()
})

it('a first sync brings every slot in one request and says how far it is', async () => {
  const device = createDevice(server)
  const client = await openClient(device, 'sam')
  clients.push(client)
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
  const after = await openClient(device)
  clients.push(after)
  const isThere = (startsAt: number) => (slot: { readonly startsAt: number }) => slot.startsAt === startsAt
  const state = await after.until(found => isSynced(found) && found.slots.some(isThere(soon - 2 * hourMs)))
  expect(state.slots).toHaveLength(slotCount)
  expect(state.slots.some(({ id }) => id === removed)).toBe(false)
  expect(device.network.requests.some(line => line === 'GET /slots')).toBe(false)
})
