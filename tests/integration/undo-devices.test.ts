import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HistoryEntry } from '#renderer/contract/screens.ts'
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
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
let laptop: Device
const clients = createClients()
const bookingId = idOf('the session')
const slotAt = (hours: number) => `${coachId}:${soon + hours * hourMs}`

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
  laptop = createDevice(server)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(name: string | undefined, device: Device): Promise<Client> {
  const client = await clients.open(device, name)
  await client.until(state => state.slots.length > 0 && state.calls.length === 1)
  if (device.network.isUp) await client.until(isSynced)
  return client
}

const settled = (outcome: HistoryEntry['outcome']) => (client: Client) =>
  client.until(({ journal, sync }) => journal[0]?.outcome === outcome && sync.kind === 'synced')

function mayUndo({ state }: Client): boolean {
  const [last] = state.journal
  return last !== undefined && state.findUndoRefusal(last) === undefined
}

it('JN8 BL1 HM2 who may book and the line on how sessions take place go back with the page, also to nothing said', async () => {
  const coach = await open('cara', laptop)
  const page = () => coach.state.coaches.find(({ id }) => id === coachId)
  const whole = page()
  if (whole === undefined) throw new Error('no page')
  const { id: _, ...former } = whole
  const save = async (more: object) =>
    expect(await coach.state.saveProfile({ ...former, ...more })).toMatchObject({ ok: true })
  const stored = async () => {
    await coach.until(isSynced)
    const users = await server.server.databases.open('users')
    const [doc] = await users.read([coachId])
    return [doc?.['whoMayBook'], doc?.['meetingLine'], doc?.['headline']]
  }
  await save({ whoMayBook: 'my-students', meetingLine: 'By phone', headline: 'New' })
  expect(await stored()).toEqual(['my-students', 'By phone', 'New'])
  await save({ whoMayBook: 'everyone', meetingLine: 'By bike', headline: 'Newer' })
  expect(await stored()).toEqual(['everyone', 'By bike', 'Newer'])
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  expect(await stored()).toEqual(['my-students', 'By phone', 'New'])
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  expect(await stored()).toEqual([undefined, undefined, former.headline])
  expect([page()?.whoMayBook, page()?.meetingLine]).toEqual([undefined, undefined])
})

it('JN4 a created slot is removed, a moved one moves back, a removed one is created anew', async () => {
  const coach = await open('cara', laptop)
  const ids = () => coach.state.slots.map(({ id }) => id)
  await coach.state.createSlot(soon + 4 * hourMs)
  await settled('confirmed')(coach)
  await coach.state.moveSlot(slotAt(4), soon + 8 * hourMs)
  // The removal of the old slot comes in after the answer to the move.
  await coach.until(state => isSynced(state) && state.journal[0]?.outcome === 'confirmed' && mayUndo(coach))
  expect(await coach.state.undo()).toMatchObject({ ok: true, value: { entry: { kind: 'slot-moved' } } })
  await coach.until(state => isSynced(state) && !ids().includes(slotAt(8)))
  expect(ids()).toEqual([slotAt(0), slotAt(4)])
  expect(await coach.state.undo()).toMatchObject({ ok: true, value: { entry: { kind: 'slots-created' } } })
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  expect(ids()).toEqual([slotAt(0)])

  await coach.state.createSlot(soon + 4 * hourMs)
  await coach.state.removeSlot(slotAt(4))
  expect(await coach.state.undo()).toMatchObject({ ok: true, value: { entry: { kind: 'slot-removed' } } })
  await coach.until(isSynced)
  expect(coach.state.slots.find(({ id }) => id === slotAt(4))).toMatchObject({ status: 'open' })
  expect(coach.state.notices).toEqual([])
})

it('JN4 SL7 a created slot that was booked meanwhile is not removed, and undo says why', async () => {
  const coach = await open('cara', laptop)
  await coach.state.createSlot(soon + 4 * hourMs)
  await settled('confirmed')(coach)
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon + 4 * hourMs, idOf('b'))])
  await coach.until(state => state.slots.every(({ status }) => status === 'booked'))
  expect(await coach.state.undo()).toMatchObject({ ok: false, refusal: 'slot-booked' })
})

it('JN7 a cancellation that was sent stands, and undo says why', async () => {
  const coach = await open('cara', laptop)
  await coach.state.cancelSession(bookingId, { reason: 'A cold', reopenSlot: true })
  await settled('confirmed')(coach)
  expect(await coach.state.undo()).toMatchObject({ ok: false, refusal: 'undo-told' })
  expect(coach.state.calls).toMatchObject([{ status: 'cancelled' }])
})

it('JN6 a cancellation that waits for the network is taken back, over a restart too', async () => {
  const before = await open('cara', laptop)
  await cut(before)
  await before.state.cancelSession(bookingId, { reason: 'A cold', reopenSlot: true })
  await clients.stop(before)
  const after = await open(undefined, laptop)
  await after.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 1)
  expect(after.state.journal).toMatchObject([{ kind: 'cancel-asked', outcome: 'waiting' }])
  expect(await after.state.undo()).toMatchObject({ ok: true })
  laptop.network.restore()
  after.wake()
  const state = await after.until(isSynced)
  expect(state.calls).toMatchObject([{ status: 'confirmed' }])
  expect(state.calls[0]).not.toHaveProperty('lastRequest')
})

it('JN5 feedback goes back to the words before as a new edit; the outcome stands', async () => {
  const coach = await open('cara', laptop)
  server.clock.now = soon + hourMs
  await coach.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 4, notes: 'first words' })
  await settled('confirmed')(coach)
  await coach.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 2, notes: 'second words' })
  await settled('confirmed')(coach)
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  await coach.until(isSynced)
  expect(coach.state.calls).toMatchObject([{ status: 'completed', satisfaction: 4, notes: 'first words' }])
  expect(await coach.state.undo()).toMatchObject({ ok: true, value: { stands: 'outcome' } })
  const state = await coach.until(isSynced)
  expect(state.calls).toMatchObject([{ status: 'completed' }])
  expect(state.calls[0]).not.toHaveProperty('notes')
  expect(state.journal[0]?.after).toContain('second words')
})

it('JN5 feedback that was edited elsewhere since is not overwritten by undo', async () => {
  const coach = await open('cara', laptop)
  const other = await open('cara', createDevice(server))
  server.clock.now = soon + hourMs
  await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'from the laptop' })
  await other.until(({ calls }) => calls[0]?.notes === 'from the laptop')
  await other.state.wrapUp(bookingId, { outcome: 'completed', notes: 'from the tablet' })
  await coach.until(({ calls }) => calls[0]?.notes === 'from the tablet')
  expect(await coach.state.undo()).toMatchObject({ ok: false, refusal: 'undo-changed' })
})

it('JN5 what else was edited elsewhere since stays as it is there', async () => {
  const coach = await open('cara', laptop)
  const other = await open('cara', createDevice(server))
  server.clock.now = soon + hourMs
  await coach.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 3, notes: 'from the laptop' })
  await other.until(({ calls }) => calls[0]?.notes === 'from the laptop')
  await coach.state.wrapUp(bookingId, { outcome: 'completed', summary: 'We went through the plan' })
  await settled('confirmed')(coach)
  await other.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 5, notes: 'from the tablet' })
  await coach.until(({ calls }) => calls[0]?.notes === 'from the tablet')
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  const state = await coach.until(isSynced)
  expect(state.calls).toMatchObject([{ status: 'completed', satisfaction: 5, notes: 'from the tablet' }])
  expect(state.calls[0]).not.toHaveProperty('summary')
})

it('JN5 a word that was taken away comes back only where nobody has said it again since', async () => {
  const coach = await open('cara', laptop)
  const other = await open('cara', createDevice(server))
  server.clock.now = soon + hourMs
  await coach.state.wrapUp(bookingId, { outcome: 'completed', paid: true })
  await settled('confirmed')(coach)
  await coach.state.wrapUp(bookingId, { outcome: 'completed', paid: null })
  await settled('confirmed')(coach)
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  expect((await coach.until(isSynced)).calls).toMatchObject([{ paid: true }])
  await other.until(({ calls }) => calls[0]?.paid === true)
  await coach.state.wrapUp(bookingId, { outcome: 'completed', paid: null })
  await other.until(({ calls }) => calls[0]?.paid === undefined)
  await other.state.setPaid(bookingId, false)
  await coach.until(({ calls }) => calls[0]?.paid === false)
  expect(await coach.state.undo()).toMatchObject({ ok: false })
  expect((await coach.until(isSynced)).calls).toMatchObject([{ paid: false }])
})

it('JN5 a review goes back to what it was, or away', async () => {
  const sam = await open('sam', createDevice(server))
  server.clock.now = soon + hourMs
  await sam.state.saveReview(bookingId, { score: 5, text: 'Kind' })
  await settled('confirmed')(sam)
  expect(await sam.state.undo()).toMatchObject({ ok: true })
  const state = await sam.until(isSynced)
  expect(state.calls[0]).not.toHaveProperty('review')
})

it('JN8 a booking is not undone: the student is led to cancelling', async () => {
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + 4 * hourMs)])
  const sam = await open('sam', createDevice(server))
  await sam.until(({ slots }) => slots.length === 2)
  await sam.state.claimSlot(slotAt(4))
  await settled('confirmed')(sam)
  expect(await sam.state.undo()).toMatchObject({ ok: false, refusal: 'undo-booking' })
})

it('JN4 undo reaches one hour back; older changes are undone by name', async () => {
  const coach = await open('cara', laptop)
  await coach.state.createSlot(soon + 4 * hourMs)
  await settled('confirmed')(coach)
  server.clock.now += hourMs + minuteMs
  expect(await coach.state.undo()).toMatchObject({ ok: false, refusal: 'undo-nothing' })
  expect(await coach.state.undo(coach.state.journal[0]?.id)).toMatchObject({ ok: true })
  expect(await coach.state.undo(coach.state.journal[0]?.id)).toMatchObject({ refusal: 'undo-done' })
})
