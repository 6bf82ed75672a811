import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  type Client,
  createClients,
  createDevice,
  type Device,
  hourMs,
  isSynced,
  pushAs,
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

const open = (name?: string, device: Device = createDevice(server)) => clients.open(device, name)

const stop = (client: Client) => clients.stop(client)

const starts = (state: WorkspaceStoreState) => state.slots.map(({ startsAt, status }) => [startsAt, status])

it('a slot made by a coach reaches a student, live', async () => {
  const coach = await open('cara')
  const student = await open('sam')
  await student.until(isSynced)
  expect(await coach.state.createSlot(soon)).toMatchObject({ ok: true })
  const { slots } = await student.until(state => state.slots.length === 1)
  expect(slots[0]).toMatchObject({ coachId, startsAt: soon, endsAt: soon + 2 * hourMs, status: 'open' })
  const synced = await coach.until(isSynced)
  expect(synced.syncByRecord.size).toBe(0)
})

it('slots made offline wait, survive a restart without a network, and sync later', async () => {
  const device = createDevice(server)
  const before = await open('cara', device)
  await before.until(isSynced)
  device.network.cut()
  for (const hours of [0, 2, 4]) await before.state.createSlot(soon + hours * hourMs)
  await before.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 3)
  await stop(before)

  const after = await open(undefined, device)
  const state = await after.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 3)
  expect(state.slots).toHaveLength(3)
  expect([...state.syncByRecord.values()]).toEqual(['saved-here', 'saved-here', 'saved-here'])

  device.network.restore()
  after.wake()
  await after.until(isSynced)
  const { token } = await server.signIn('sam')
  const answer = await fetch(`${server.url}/slots/_all_docs`, { headers: { authorization: `Bearer ${token}` } })
  expect(await answer.json()).toMatchObject({ total_rows: 3 })
})

it('F4 what was written while the live feed was away arrives when it comes back', async () => {
  const device = createDevice(server)
  const student = await open('sam', device)
  await student.until(isSynced)
  device.network.cut()
  await student.until(({ sync }) => sync.kind === 'offline')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  device.network.restore()
  student.wake()
  const { slots } = await student.until(state => state.slots.length === 1)
  expect(slots[0]?.startsAt).toBe(soon)
})

it('goes on by itself after the server was started again', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  await coach.state.createSlot(soon)
  await coach.until(isSynced)
  server = await server.restart()
  device.network.target = server.url
  await coach.state.createSlot(soon + 2 * hourMs)
  await coach.until(state => isSynced(state) && state.slots.length === 2)
  const answers = await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + 4 * hourMs)])
  expect(answers).toMatchObject([{ ok: true }])
  await coach.until(state => state.slots.length === 3)
})

it('a token that runs out is renewed once, without losing the write', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  await coach.until(isSynced)
  server.clock.now += 61 * 60_000
  device.network.requests.length = 0
  await coach.state.createSlot(soon + hourMs)
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  expect(device.network.requests.filter(line => line.startsWith('POST /_session/renew'))).toHaveLength(1)
})

it('MG4 overlapping slots of two devices: the first stands, the other is declined and names it', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  await coach.until(isSynced)
  device.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  await coach.state.createSlot(soon)
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + hourMs)])
  device.network.restore()
  coach.wake()
  const { slots } = await coach.until(state => isSynced(state) && state.slots.length === 2)
  expect(slots[0]).toMatchObject({ status: 'declined', decline: { reason: 'slot-overlaps', slotId: slots[1]?.id } })
  expect(slots[1]).toMatchObject({ status: 'open' })

  await pushAs(server, 'cara', 'slots', [await tombstoneOf(coach, slots[1]?.id ?? '')])
  await coach.until(state => state.slots.length === 1)
  expect(await coach.state.reopenSlot(slots[0]?.id ?? '')).toMatchObject({ ok: true })
  const reopened = await coach.until(state => isSynced(state) && state.slots[0]?.status === 'open')
  expect(reopened.slots[0]).not.toHaveProperty('decline')
})

async function tombstoneOf(client: Client, id: string): Promise<object> {
  const { token } = await server.signIn('cara')
  const answer = await fetch(`${server.url}/slots/${encodeURIComponent(id)}`, {
    headers: { authorization: `Bearer ${token}` }
  })
  const { _rev } = (await answer.json()) as { readonly _rev: string }
  expect(client.state.slots.some(slot => slot.id === id)).toBe(true)
  return { _id: id, _rev, _deleted: true }
}

it('SL9 a move shows one slot, before and after the server has answered', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  const created = await coach.state.createSlot(soon)
  await coach.until(isSynced)
  device.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  await coach.state.moveSlot(created.ok ? created.value : '', soon + hourMs)
  expect(starts(coach.state)).toEqual([[soon + hourMs, 'open']])
  const seen: number[] = []
  const unsubscribe = coach.store.subscribe(state => void seen.push(state.slots.length))
  device.network.restore()
  coach.wake()
  await coach.until(isSynced)
  const student = await open('sam')
  await student.until(isSynced)
  unsubscribe()
  expect(starts(student.state)).toEqual([[soon + hourMs, 'open']])
  expect(starts(coach.state)).toEqual([[soon + hourMs, 'open']])
  expect(new Set(seen)).toEqual(new Set([1]))
})

it('a slot that is made, moved twice and taken back offline ends as one, or none', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  await coach.until(isSynced)
  device.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  const made = await coach.state.createSlot(soon)
  const moved = await coach.state.moveSlot(made.ok ? made.value : '', soon + hourMs)
  await coach.state.moveSlot(moved.ok ? moved.value : '', soon + 2 * hourMs)
  const other = await coach.state.createSlot(soon + 12 * hourMs)
  const away = await coach.state.moveSlot(other.ok ? other.value : '', soon + 14 * hourMs)
  const back = await coach.state.moveSlot(away.ok ? away.value : '', soon + 12 * hourMs)
  expect(starts(coach.state)).toEqual([
    [soon + 2 * hourMs, 'open'],
    [soon + 12 * hourMs, 'open']
  ])
  await coach.state.removeSlot(back.ok ? back.value : '')
  expect(starts(coach.state)).toEqual([[soon + 2 * hourMs, 'open']])
  device.network.restore()
  coach.wake()
  await coach.until(isSynced)
  const student = await open('sam')
  await student.until(isSynced)
  expect(starts(student.state)).toEqual([[soon + 2 * hourMs, 'open']])
  await coach.until(state => state.slots.length === 1)
})

it('a removal is undone by making the slot again', async () => {
  const coach = await open('cara')
  const created = await coach.state.createSlot(soon)
  await coach.until(isSynced)
  await coach.state.removeSlot(created.ok ? created.value : '')
  await coach.until(state => isSynced(state) && state.slots.length === 0)
  await coach.state.createSlot(soon)
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  const student = await open('sam')
  expect(starts(await student.until(state => state.slots.length === 1))).toEqual([[soon, 'open']])
})

it('says at once why a time is refused', async () => {
  const coach = await open('cara')
  const created = await coach.state.createSlot(soon)
  const slotId = created.ok ? created.value : ''
  expect(coach.state.findSlotRefusal(soon + hourMs)).toMatchObject({ refusal: 'slot-overlaps', slotId })
  expect(coach.state.findSlotRefusal(soon + hourMs, slotId)).toBeUndefined()
  expect(coach.state.findSlotRefusal(soon + 1)).toMatchObject({ refusal: 'slot-off-grid' })
  expect(coach.state.findSlotRefusal(server.clock.now - (server.clock.now % hourMs))).toMatchObject({
    refusal: 'slot-in-past'
  })
  expect(await coach.state.createSlot(soon)).toMatchObject({ ok: false, refusal: 'slot-overlaps' })
  const student = await open('sam')
  expect(await student.state.createSlot(soon)).toMatchObject({ ok: false, refusal: 'coaches-only' })
})

it('an answer that was lost does not make a slot twice, and nothing is sent for ever', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  await coach.until(isSynced)
  device.network.intercept = ({ line, send }) => {
    if (!line.startsWith('POST /slots/_bulk_docs')) return undefined
    device.network.intercept = undefined
    return send().then(() => {
      throw new TypeError('the answer was lost')
    })
  }
  await coach.state.createSlot(soon)
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  expect(device.network.requests.filter(line => line.startsWith('POST /slots/_bulk_docs'))).toHaveLength(1)
})
