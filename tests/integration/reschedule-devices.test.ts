import { afterEach, beforeEach, expect, it } from 'vitest'
import { findWaitingMove, listWaitingRequests } from '#domain/projection/waiting.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  cut,
  dayMs,
  type Device,
  hourMs,
  idOf,
  isSynced,
  pushAs,
  restore,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

// F8: a realm opens thirteen collections, two applications' worth.
let server: TestServer
let coachId: string
let laptop: Device
let phone: Device
const clients = createClients()
const bookingId = idOf('the session')
const slotAt = (hours: number) => `${coachId}:${soon + hours * hourMs}`

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await server.addAccount('tess', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon), slotDocument(coachId, soon + 4 * hourMs)])
  await claimAs('sam', 0, bookingId)
  laptop = createDevice(server)
  phone = createDevice(server)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function claimAs(name: string, hours: number, id = idOf(name)): Promise<void> {
  const rows = await pushAs(server, name, 'slots', [claimDocument(server, coachId, soon + hours * hourMs, id)])
  expect(rows).toMatchObject([{ ok: true }])
}

/** Opens the application with everything on the device. */
async function open(name: 'cara' | 'sam', device: Device): Promise<Client> {
  const client = await clients.open(device, name)
  await client.until(state => isSynced(state) && state.slots.length === 2 && state.calls.length === 1)
  return client
}

const isAt = (hours: number) => (state: WorkspaceStoreState) =>
  isSynced(state) && state.calls[0]?.slotId === slotAt(hours) && state.calls[0].status === 'confirmed'

it('RS1 RS6 RS7 a coach moves a session: it waits, then both see it moved and its old hours open', async () => {
  const coach = await open('cara', laptop)
  const sam = await open('sam', phone)
  const moved = await coach.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: 'A train' })
  expect(moved).toMatchObject({ ok: true })
  await Promise.all([coach, sam].map(client => client.until(isAt(4))))
  const told = await sam.until(({ notices }) => notices.length === 1)
  expect(told.notices).toMatchObject([{ topic: 'session-moved', startsAt: soon + 4 * hourMs }])
  expect(told.calls[0]?.moves).toMatchObject([{ by: 'coach', reason: 'A train', fromSlotId: slotAt(0) }])
  await sam.until(state => state.slots.find(({ id }) => id === slotAt(0))?.status === 'open')
  const [entry] = (await coach.until(({ journal }) => journal[0]?.outcome === 'confirmed')).journal
  expect(entry).toMatchObject({ kind: 'reschedule-asked', slotIds: [slotAt(0), slotAt(4)], bookingId })
})

it('RS6 a coach may withdraw the hours that a session leaves', async () => {
  const coach = await open('cara', laptop)
  await coach.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: '', reopenSlot: false })
  const state = await coach.until(found => isAt(4)(found) && found.slots.length === 1)
  expect(state.slots).toMatchObject([{ id: slotAt(4), status: 'booked' }])
})

it('RS10 offline a request is kept, the session stays where it is, and the wished slot is spoken for', async () => {
  const sam = await open('sam', phone)
  await cut(sam)
  expect(await sam.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: '' })).toMatchObject({ ok: true })
  const [call] = sam.state.calls
  expect(call).toMatchObject({ slotId: slotAt(0), status: 'confirmed' })
  expect(call === undefined ? undefined : findWaitingMove(call)).toMatchObject({ slotId: slotAt(4) })
  expect([...listWaitingRequests(sam.state.calls).keys()]).toEqual([slotAt(4)])
  expect(sam.state.syncByRecord.get(bookingId)).toBe('saved-here')
  const again = await sam.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: '' })
  expect(again).toMatchObject({ ok: false, refusal: 'move-waiting' })
  await restore(sam)
  await sam.until(isAt(4))
})

it('JN6 a request that was taken back offline is never sent, though its push was waiting for the network', async () => {
  const sam = await open('sam', phone)
  await cut(sam)
  await sam.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: 'later' })
  // RxDB has handed the push over by now: it tries again and again.
  await sam.until(({ collections }) =>
    collections.some(({ collection, lastError }) => collection === 'calls' && lastError)
  )
  expect(await sam.state.undo()).toMatchObject({ ok: true, value: { entry: { kind: 'reschedule-asked' } } })
  expect(sam.state.calls[0]).not.toHaveProperty('request')
  expect(sam.state.journal).toMatchObject([{ outcome: 'undone', undoneAs: 'withdrawn' }])
  const sent: string[] = []
  sam.device.network.intercept = ({ line, body }) => {
    if (line.startsWith('POST /calls')) sent.push(body)
    return undefined
  }
  await restore(sam)
  await claimAs('tess', 4)
  const state = await sam.until(found => found.slots.find(({ id }) => id === slotAt(4))?.status === 'booked')
  expect(state.calls).toMatchObject([{ slotId: slotAt(0), status: 'confirmed' }])
  expect(state.notices).toEqual([])
  expect(sent.filter(body => body.includes('reschedule'))).toEqual([])
})

it('RS1 a slot made offline, and a session rescheduled into it: both arrive in that order', async () => {
  const coach = await open('cara', laptop)
  await cut(coach)
  expect(await coach.state.createSlot(soon + dayMs)).toMatchObject({ ok: true })
  expect(await coach.state.rescheduleSession(bookingId, { toSlotId: slotAt(24), reason: '' })).toMatchObject({
    ok: true
  })
  expect(await coach.state.removeSlot(slotAt(24))).toMatchObject({ refusal: 'slot-spoken-for' })
  await restore(coach)
  const isBooked = ({ slots }: WorkspaceStoreState) =>
    slots.find(({ id }) => id === slotAt(24))?.bookingId === bookingId
  // Slots and copies are pulled side by side.
  const state = await coach.until(found => isAt(24)(found) && isBooked(found))
  expect(state.slots.find(({ id }) => id === slotAt(24))).toMatchObject({ status: 'booked' })
  expect(state.notices).toEqual([])
})

it('RS2 the student’s cut-off for rescheduling is its own and is said early; a coach may until the start', async () => {
  const sam = await open('sam', phone)
  const coach = await open('cara', laptop)
  server.clock.now = soon - 2 * hourMs
  expect(sam.state.findRescheduleRefusal(bookingId)).toMatchObject({ refusal: 'past-reschedule-cutoff' })
  const refused = await sam.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: '' })
  expect(refused).toMatchObject({ refusal: 'past-reschedule-cutoff' })
  expect(coach.state.findRescheduleRefusal(bookingId)).toBeUndefined()
  server.clock.now = soon + 1
  expect(coach.state.findRescheduleRefusal(bookingId)).toMatchObject({ refusal: 'session-over' })
})

it('RS2 NT1 a request that arrives after the cut-off is refused in words, and the session stays', async () => {
  const sam = await open('sam', phone)
  await cut(sam)
  await sam.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: 'The bus' })
  server.clock.now = soon - 2 * hourMs
  await restore(sam)
  const state = await sam.until(({ notices, sync }) => notices.length === 1 && sync.kind === 'synced')
  expect(state.notices).toMatchObject([{ topic: 'request-refused', reason: 'past-reschedule-cutoff' }])
  expect(state.notices[0]?.mine).toContain('The bus')
  expect(state.calls).toMatchObject([{ slotId: slotAt(0), status: 'confirmed' }])
  const [entry] = (await sam.until(({ journal }) => journal[0]?.outcome === 'declined')).journal
  expect(entry).toMatchObject({ reason: 'past-reschedule-cutoff' })
  expect(sam.state.findUndoRefusal(entry!)).toBe('undo-declined')
})

it('MG5 the student cancels while the coach, offline, moves the session: cancelled, and the coach is told', async () => {
  const coach = await open('cara', laptop)
  const sam = await open('sam', phone)
  await cut(coach)
  await coach.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: 'A train' })
  await sam.state.cancelSession(bookingId, { reason: 'A cold', reopenSlot: true })
  await sam.until(state => isSynced(state) && state.calls[0]?.status === 'cancelled')
  await restore(coach)
  const state = await coach.until(({ notices, sync }) => notices.length === 2 && sync.kind === 'synced')
  expect(state.calls).toMatchObject([{ status: 'cancelled', cancellation: { by: 'student', reason: 'A cold' } }])
  expect(state.notices.map(({ topic }) => topic).sort()).toEqual(['request-refused', 'session-cancelled'])
  expect(state.slots.every(({ status }) => status === 'open')).toBe(true)
})

it('JN6 a move that was taken back after it had reached the server stands, and its person is told', async () => {
  const sam = await open('sam', phone)
  // The server gets the request; its answer is lost, and the network with it.
  sam.device.network.intercept = async ({ line, body, send }) => {
    if (!line.startsWith('POST /calls') || !body.includes('reschedule')) return send()
    await send()
    sam.device.network.cut()
    throw new TypeError('cut in the middle of the answer')
  }
  await sam.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: 'A train' })
  await sam.until(({ sync }) => sync.kind === 'offline')
  expect(await sam.state.withdrawUnsent(bookingId)).toMatchObject({ ok: true })
  sam.device.network.intercept = undefined
  await restore(sam)
  const state = await sam.until(found => isAt(4)(found) && found.journal[0]?.outcome === 'confirmed')
  expect(state.notices).toMatchObject([{ topic: 'withdrawn-late', bookingId, otherName: 'Person cara' }])
  expect(state.notices[0]?.mine).toContain('A train')
})

it('SE5 a wrap-up takes the place of a move that still waits; why the coach wanted it is in the inbox, over a restart too', async () => {
  const before = await open('cara', laptop)
  await cut(before)
  await before.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: 'A train' })
  server.clock.now = soon + hourMs
  expect(await before.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 4 })).toMatchObject({ ok: true })
  const isKept = ({ notices }: WorkspaceStoreState) => notices.length === 1
  const kept = await before.until(isKept)
  expect(kept.notices).toMatchObject([{ topic: 'request-refused', reason: 'session-over', bookingId }])
  expect(kept.notices[0]?.mine).toContain('A train')
  await clients.stop(before)
  const after = await clients.open(laptop)
  await after.until(isKept)
  await restore(after)
  const state = await after.until(found => isSynced(found) && found.calls[0]?.status === 'completed')
  expect(state.calls).toMatchObject([{ slotId: slotAt(0), satisfaction: 4 }])
  expect(state.notices).toHaveLength(1)
})

/** Half an hour into the second of the two slots. */
const free = () => slotAt(4.5)
const freeStart = () => soon + 4.5 * hourMs
const mayMoveAnywhere = ({ capabilities }: WorkspaceStoreState) => capabilities?.includes('move-anywhere') === true
const look = ({ slots }: WorkspaceStoreState) => slots.map(({ id, status }) => [id, status])

it('RS12 RS13 RS10 a coach moves a session to any time offline, is told what gives way, and undo brings it back', async () => {
  const coach = await open('cara', laptop)
  const sam = await open('sam', phone)
  await coach.until(mayMoveAnywhere)
  await cut(coach)
  const preview = { ok: true, givingWay: [{ id: slotAt(4) }], reopens: true }
  expect(coach.state.previewMove(bookingId, freeStart())).toMatchObject(preview)
  const wish = { toSlotId: free(), reason: 'A train', makesSlot: true } as const
  expect(await coach.state.rescheduleSession(bookingId, wish)).toMatchObject({ ok: true })
  // Until the answer: where it was, and nothing else is put there (RS17).
  expect(coach.state.calls).toMatchObject([{ slotId: slotAt(0) }])
  expect(await coach.state.removeSlot(slotAt(4))).toMatchObject({ refusal: 'slot-spoken-for' })
  expect(await coach.state.createSlot(soon + 6 * hourMs)).toMatchObject({ refusal: 'slot-spoken-for' })
  await restore(coach)
  // Slots and copies are pulled side by side.
  const moved = (state: WorkspaceStoreState) =>
    isAt(4.5)(state) && state.slots.length === 2 && state.slots.some(({ id }) => id === free())
  const [state] = await Promise.all([coach.until(moved), sam.until(moved)])
  expect(look(state)).toEqual([
    [slotAt(0), 'open'],
    [free(), 'booked']
  ])
  const [call] = state.calls
  const { requestId } = call?.lastRequest ?? {}
  expect(call?.request).toEqual({ kind: 'reschedule', requestId, toSlotId: free(), reason: 'A train' })
  await coach.until(({ journal }) => journal[0]?.outcome === 'confirmed')
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  const back = await coach.until(found => isAt(0)(found) && found.slots.some(({ id }) => id === slotAt(4)))
  expect(look(back)).toEqual([
    [slotAt(0), 'booked'],
    [slotAt(4), 'open']
  ])
  expect(back.calls[0]).not.toHaveProperty('madeSlot')
  expect(back.notices).toEqual([])
})

it('SE12 undo without a network leaves alone where another device has moved the session since, and says so', async () => {
  const coach = await open('cara', laptop)
  const other = await open('cara', phone)
  for (const client of [coach, other]) await client.until(mayMoveAnywhere)
  await coach.state.rescheduleSession(bookingId, { toSlotId: free(), reason: '', makesSlot: true })
  await Promise.all([coach, other].map(client => client.until(isAt(4.5))))
  await coach.until(({ journal }) => journal[0]?.outcome === 'confirmed')
  await cut(coach)
  await other.state.rescheduleSession(bookingId, { toSlotId: slotAt(30), reason: 'A train', makesSlot: true })
  await other.until(isAt(30))
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  await restore(coach)
  const state = await coach.until(found => isAt(30)(found) && found.notices.length === 1)
  expect(state.notices).toMatchObject([{ topic: 'request-refused', reason: 'outdated', bookingId }])
  expect(state.calls[0]?.moves).toHaveLength(2)
  expect(state.calls[0]?.request).not.toHaveProperty('onlyFrom')
  const [undo] = (await coach.until(({ journal }) => journal[0]?.outcome === 'declined')).journal
  expect(undo).toMatchObject({ kind: 'reschedule-asked', reason: 'outdated' })
})

it('SE12 VE10 undo of a move is refused without a network where the server would not look', async () => {
  const coach = await open('cara', laptop)
  await coach.until(mayMoveAnywhere)
  await coach.state.rescheduleSession(bookingId, { toSlotId: slotAt(4), reason: '' })
  await coach.until(isAt(4))
  await coach.until(({ journal }) => journal[0]?.outcome === 'confirmed')
  await cut(coach)
  coach.store.setState({ capabilities: [] })
  expect(await coach.state.undo()).toMatchObject({ refusal: 'undo-server-older' })
  await restore(coach)
  await coach.until(state => isAt(4)(state) && state.slots.find(({ id }) => id === slotAt(0))?.status === 'open')
  coach.store.setState({ capabilities: [] })
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  expect(coach.state.calls[0]?.request).not.toHaveProperty('onlyFrom')
})

it('RS15 undo names what was taken meanwhile, and the session goes back all the same', async () => {
  const coach = await open('cara', laptop)
  await coach.until(mayMoveAnywhere)
  // Of what gives way, the first hours are free of the session's new ones.
  await coach.state.rescheduleSession(bookingId, { toSlotId: slotAt(5.5), reason: '', makesSlot: true })
  await coach.until(isAt(5.5))
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + 3.5 * hourMs)])
  await claimAs('tess', 3.5)
  await coach.until(({ slots }) => slots.find(({ id }) => id === slotAt(3.5))?.status === 'booked')
  await coach.until(({ journal }) => journal[0]?.outcome === 'confirmed')
  expect(await coach.state.undo()).toMatchObject({ ok: true, value: { notRestored: [slotAt(4)] } })
  const state = await coach.until(isAt(0))
  expect(state.notices).toEqual([])
})

it('RS13 a claim that was first keeps its slot: the coach is told, and the session stays where it is', async () => {
  const coach = await open('cara', laptop)
  await coach.until(mayMoveAnywhere)
  await cut(coach)
  await coach.state.rescheduleSession(bookingId, { toSlotId: free(), reason: 'A train', makesSlot: true })
  await claimAs('tess', 4)
  await restore(coach)
  const state = await coach.until(found => isSynced(found) && found.notices.length === 1)
  expect(state.notices).toMatchObject([{ topic: 'request-refused', reason: 'slot-taken' }])
  expect(state.calls.find(({ id }) => id === bookingId)).toMatchObject({ slotId: slotAt(0) })
})

it('RS17 a slot made offline where a session is to go is withdrawn with the others', async () => {
  const coach = await open('cara', laptop)
  await coach.until(mayMoveAnywhere)
  await cut(coach)
  await coach.state.createSlot(soon + 24 * hourMs)
  const wish = { toSlotId: slotAt(25), reason: '', makesSlot: true } as const
  expect(await coach.state.rescheduleSession(bookingId, wish)).toMatchObject({ ok: true })
  await restore(coach)
  const state = await coach.until(found => isAt(25)(found) && found.slots.every(({ id }) => id !== slotAt(24)))
  expect(state.notices).toEqual([])
})

it('VE10 a server that lacks it is not asked', async () => {
  const coach = await open('cara', laptop)
  await coach.until(mayMoveAnywhere)
  coach.store.setState({ capabilities: [] })
  const wish = { toSlotId: free(), reason: '', makesSlot: true } as const
  expect(await coach.state.rescheduleSession(bookingId, wish)).toMatchObject({ refusal: 'server-older' })
})
