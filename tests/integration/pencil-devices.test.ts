import { afterEach, beforeEach, expect, it } from 'vitest'
import { listWaitingRequests } from '#domain/projection/waiting.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  cut,
  type Device,
  hourMs,
  idOf,
  isSynced,
  minuteMs,
  pushAs,
  restore,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

// F8: a realm opens thirteen collections, two applications' worth.
let server: TestServer
let coachId: string
let samId: string
let tessId: string
let laptop: Device
const clients = createClients()
const slotAt = (hours: number) => `${coachId}:${soon + hours * hourMs}`

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  samId = await server.addAccount('sam', 'student')
  tessId = await server.addAccount('tess', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon), slotDocument(coachId, soon + 4 * hourMs)])
  await claimAs('sam', 0)
  laptop = createDevice(server)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function claimAs(name: string, hours: number): Promise<void> {
  const rows = await pushAs(server, name, 'slots', [claimDocument(server, coachId, soon + hours * hourMs, idOf(name))])
  expect(rows).toMatchObject([{ ok: true }])
}

async function open(name: 'cara' | 'sam', device: Device): Promise<Client> {
  const client = await clients.open(device, name)
  await client.until(state => isSynced(state) && state.slots.length === 2 && state.calls.length === 1)
  return client
}

const callAt = (hours: number) => (state: WorkspaceStoreState) =>
  state.calls.find(({ slotId }) => slotId === slotAt(hours))

it('PC1 PC10 PC11 pencilled offline, confirmed for both once it arrives', async () => {
  const coach = await open('cara', laptop)
  const sam = await open('sam', createDevice(server))
  await cut(coach)
  expect(coach.state.findPencilRefusal(slotAt(4), samId)).toBeUndefined()
  expect(await coach.state.pencilIn(slotAt(4), samId)).toMatchObject({ ok: true })
  expect(callAt(4)(coach.state)).toMatchObject({ status: 'pencilled', otherId: samId })
  expect([...listWaitingRequests(coach.state.calls).keys()]).toEqual([slotAt(4)])
  expect(coach.state.findPencilRefusal(slotAt(4), samId)).toMatchObject({ refusal: 'slot-taken' })
  expect(await coach.state.moveSlot(slotAt(4), soon + 8 * hourMs)).toMatchObject({ refusal: 'slot-spoken-for' })
  await restore(coach)
  await coach.until(state => callAt(4)(state)?.status === 'confirmed')
  const told = await sam.until(({ notices }) => notices.length === 1)
  expect(callAt(4)(told)).toMatchObject({ status: 'confirmed', otherId: coachId })
  expect(told.notices).toMatchObject([{ topic: 'session-added' }])
  const { journal } = await coach.until(state => state.journal[0]?.outcome === 'confirmed')
  expect(journal).toMatchObject([{ kind: 'pencilled' }])
  expect(await coach.state.undo()).toMatchObject({ refusal: 'undo-booking' })
})

it('MG3 PC4 another student booked online meanwhile: that booking stands, and the coach is told who has it', async () => {
  const coach = await open('cara', laptop)
  await cut(coach)
  await coach.state.pencilIn(slotAt(4), samId)
  await claimAs('tess', 4)
  await restore(coach)
  const state = await coach.until(found => isSynced(found) && found.notices.length === 1 && found.calls.length === 3)
  expect(state.notices).toMatchObject([{ topic: 'pencil-lost', reason: 'slot-taken', slotId: slotAt(4) }])
  expect(state.slots.find(({ id }) => id === slotAt(4))).toMatchObject({ status: 'booked', bookingId: idOf('tess') })
  expect(state.calls.find(({ id }) => id === idOf('tess'))).toMatchObject({ status: 'confirmed', otherId: tessId })
  const { journal } = await coach.until(found => found.journal[0]?.outcome === 'declined')
  expect(journal).toMatchObject([{ kind: 'pencilled', reason: 'slot-taken' }])
})

it('PC2 PC3 only whom the coach has met, and only into an open slot; notice does not count', async () => {
  const coach = await open('cara', laptop)
  expect(await coach.state.pencilIn(slotAt(4), tessId)).toMatchObject({ refusal: 'unknown-student' })
  expect(await coach.state.pencilIn(slotAt(0), samId)).toMatchObject({ refusal: 'already-yours' })
  expect(await coach.state.pencilIn(slotAt(2), samId)).toMatchObject({ refusal: 'slot-gone' })
  server.clock.now = soon + 4 * hourMs - minuteMs
  expect(coach.state.findPencilRefusal(slotAt(4), samId)).toBeUndefined()
})

it('JN6 a pencil that was taken back offline leaves no trace anywhere', async () => {
  const coach = await open('cara', laptop)
  await cut(coach)
  const pencilled = await coach.state.pencilIn(slotAt(4), samId)
  await coach.until(({ collections }) =>
    collections.some(({ collection, lastError }) => collection === 'calls' && lastError)
  )
  expect(await coach.state.withdrawUnsent(pencilled.ok ? pencilled.value : '')).toMatchObject({ ok: true })
  expect(coach.state.calls).toHaveLength(1)
  await coach.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 0)
  await restore(coach)
  await claimAs('tess', 4)
  const state = await coach.until(found => found.calls.length === 2)
  expect(state.calls.find(({ id }) => id === idOf('tess'))).toMatchObject({ status: 'confirmed' })
  expect(state.notices).toEqual([])
  expect(state.journal).toMatchObject([{ kind: 'pencilled', outcome: 'undone', undoneAs: 'withdrawn' }])
})
