import { afterEach, beforeEach, expect, it } from 'vitest'
import { hourMs } from '#domain/time/durations.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  cut,
  type Device,
  idOf,
  isSynced,
  minuteMs,
  pushAs,
  restore,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
let laptop: Device
const clients = createClients()
const slotAt = (hours: number) => `${coachId}:${soon + hours * hourMs}`
/** The hours around the slots. */
const day = { startsAt: soon - hourMs, endsAt: soon + 12 * hourMs }
const ofSam = idOf('of sam')
const ofTess = idOf('of tess')

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await server.addAccount('tess', 'student')
  const starts = [0, 3, 6, 30].map(hours => slotDocument(coachId, soon + hours * hourMs))
  await pushAs(server, 'cara', 'slots', starts)
  await claimAs('sam', 0, ofSam)
  await claimAs('tess', 3, ofTess)
  laptop = createDevice(server)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function claimAs(name: string, hours: number, id: string): Promise<void> {
  const rows = await pushAs(server, name, 'slots', [claimDocument(server, coachId, soon + hours * hourMs, id)])
  expect(rows).toMatchObject([{ ok: true }])
}

async function open(name: 'cara' | 'sam' | 'tess', device: Device): Promise<Client> {
  const client = await clients.open(device, name)
  const calls = name === 'cara' ? 2 : 1
  await client.until(state => isSynced(state) && state.slots.length === 4 && state.calls.length === calls)
  return client
}

const statesOf = ({ planDay }: WorkspaceStoreState) =>
  planDay(day).sessions.map(({ call, state }) => [call.id, state.kind])

it('JN9 JN7 offline: all of a day waits, then everybody is told the one reason; undo opens the slots alone', async () => {
  const coach = await open('cara', laptop)
  await cut(coach)
  expect(statesOf(coach.state)).toEqual([
    [ofSam, 'ahead'],
    [ofTess, 'ahead']
  ])
  expect(coach.state.planDay(day).slots).toMatchObject([{ id: slotAt(6) }])
  const done = await coach.state.cancelDay(day, 'I am ill')
  expect(done).toMatchObject({ ok: true, value: { cancelled: 2, withdrawn: [slotAt(6)] } })
  expect(statesOf(coach.state)).toEqual([
    [ofSam, 'waiting'],
    [ofTess, 'waiting']
  ])
  const [first, second] = coach.state.calls.map(({ request }) => request?.requestId ?? '')
  expect(first?.slice(0, 16)).toBe(second?.slice(0, 16))
  expect(first).not.toBe(second)
  await restore(coach)
  await coach.until(state => isSynced(state) && statesOf(state).every(([, kind]) => kind === 'told'))
  const sam = await clients.open(createDevice(server), 'sam')
  const told = await sam.until(({ notices, slots }) => notices.length === 1 && slots.length === 1)
  expect(told.notices).toMatchObject([{ topic: 'session-cancelled', theirs: 'I am ill' }])
  expect(told.slots.map(({ id }) => id)).toEqual([slotAt(30)])
  const settled = await coach.until(({ journal }) => journal.every(({ outcome }) => outcome === 'confirmed'))
  expect(settled.journal.map(({ kind }) => kind)).toEqual(['day-cancelled', 'cancel-asked', 'cancel-asked'])
  const undone = await coach.state.undo()
  expect(undone).toMatchObject({ ok: true, value: { told: ['Person sam', 'Person tess'] } })
  const back = await coach.until(state => isSynced(state) && state.slots.some(({ id }) => id === slotAt(6)))
  expect(back.calls.map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
})

it('JN9 JN6 undo before anything was sent takes all of it back: nobody hears of it', async () => {
  const coach = await open('cara', laptop)
  await cut(coach)
  await coach.state.cancelDay(day, 'I am ill')
  const undone = await coach.state.undo()
  expect(undone).toMatchObject({ ok: true })
  expect(undone).not.toHaveProperty('value.told')
  expect(statesOf(coach.state)).toEqual([
    [ofSam, 'ahead'],
    [ofTess, 'ahead']
  ])
  expect(coach.state.journal.map(({ outcome }) => outcome)).toEqual(['undone', 'undone', 'undone'])
  await restore(coach)
  const state = await coach.until(found => isSynced(found) && found.slots.length === 4)
  expect(state.calls.map(({ status }) => status)).toEqual(['confirmed', 'confirmed'])
  expect(state.slots.find(({ id }) => id === slotAt(6))?.status).toBe('open')
})

it('JN9 what was not as this device knew it is named: moved meanwhile, over meanwhile, booked meanwhile', async () => {
  const coach = await open('cara', laptop)
  const phone = createDevice(server)
  const other = await open('cara', phone)
  await cut(coach)
  await coach.state.cancelDay(day, 'I am ill')
  // Meanwhile the other device moves one session to the next day, and a student books what is to be withdrawn.
  await other.until(({ capabilities }) => capabilities?.includes('move-anywhere') === true)
  await other.state.rescheduleSession(ofTess, { toSlotId: slotAt(30), reason: '' })
  await other.until(({ calls }) => calls.find(({ id }) => id === ofTess)?.slotId === slotAt(30))
  await claimAs('sam', 6, idOf('late'))
  await restore(coach)
  const state = await coach.until(
    found =>
      isSynced(found) &&
      found.calls.length === 3 &&
      found.notices.some(({ topic }) => topic === 'slot-booked-meanwhile')
  )
  const sessions = state
    .planDay(day)
    .sessions.map(({ call, state: { kind }, isElsewhere }) => [call.id, kind, isElsewhere])
  expect(sessions).toEqual([
    [ofSam, 'told', false],
    // The new booking is on the day, and can be cancelled as well.
    [idOf('late'), 'ahead', false],
    [ofTess, 'left', true]
  ])
  const moved = state.calls.find(({ id }) => id === ofTess)
  expect(moved).toMatchObject({ status: 'confirmed', lastRequest: { kind: 'cancel', reason: 'outdated' } })
  // Version 0.1.0 reads the copy (SE11).
  expect(moved?.request).not.toHaveProperty('onlyWithin')
  await coach.until(({ notices }) =>
    notices.some(
      ({ topic, reason, bookingId }) => topic === 'request-refused' && reason === 'outdated' && bookingId === ofTess
    )
  )
  const [entry] = (await coach.until(({ journal }) => journal[0]?.outcome !== 'waiting')).journal
  expect(entry).toMatchObject({ kind: 'day-cancelled', outcome: 'adjusted' })
})

it('JN9 what cannot be cancelled is left, with the reason', async () => {
  const coach = await open('cara', laptop)
  await cut(coach)
  await coach.state.rescheduleSession(ofTess, { toSlotId: slotAt(30), reason: '' })
  server.clock.now = soon + 2 * hourMs + minuteMs
  const states = coach.state.planDay(day).sessions.map(({ state }) => state)
  expect(states).toEqual([
    { kind: 'left', refusal: 'session-over' },
    { kind: 'left', refusal: 'move-waiting' }
  ])
  const done = await coach.state.cancelDay(day, 'I am ill')
  expect(done).toMatchObject({ ok: true, value: { cancelled: 0, withdrawn: [slotAt(6)] } })
  expect(await coach.state.cancelDay(day, 'I am ill')).toMatchObject({ ok: false })
})

it('JN9 PC11 what was pencilled in and not sent is taken back with the day, and named to be phoned; undo pencils it in again', async () => {
  const coach = await open('cara', laptop)
  const { otherId, otherPhone } = coach.state.calls.find(({ id }) => id === ofSam) ?? { otherId: '' }
  await cut(coach)
  const pencil = await coach.state.pencilIn(slotAt(6), otherId)
  if (!pencil.ok) throw new Error(pencil.refusal)
  expect(statesOf(coach.state)).toContainEqual([pencil.value, 'unsent'])
  // Its hours go with it.
  expect(coach.state.planDay(day).slots).toMatchObject([{ id: slotAt(6) }])
  const done = await coach.state.cancelDay(day, 'I am ill')
  expect(done).toMatchObject({ ok: true, value: { cancelled: 2, takenBack: 1, withdrawn: [slotAt(6)] } })
  expect(coach.state.calls.map(({ id }) => id)).not.toContain(pencil.value)
  const [session] = coach.state.planDay(day).sessions.filter(({ state }) => state.kind === 'taken-back')
  expect(session?.call).toMatchObject({ slotId: slotAt(6), otherId, otherPhone, otherName: 'Person sam' })
  expect(JSON.stringify(coach.state.journal)).not.toContain(otherPhone)

  expect(await coach.state.undo()).toMatchObject({ ok: true })
  const again = coach.state.calls.find(({ status }) => status === 'pencilled')
  expect(again).toMatchObject({ slotId: slotAt(6), otherId })
  expect(statesOf(coach.state)).toEqual([
    [ofSam, 'ahead'],
    [ofTess, 'ahead'],
    [again?.id, 'unsent']
  ])
  await restore(coach)
  await coach.until(
    state => isSynced(state) && state.calls.some(({ id, status }) => id === again?.id && status === 'confirmed')
  )
  // What the server has granted is cancelled like any other, and its student is told.
  expect(statesOf(coach.state)).toContainEqual([again?.id, 'ahead'])
  expect(await coach.state.cancelDay(day, 'I am ill')).toMatchObject({
    ok: true,
    value: { cancelled: 3, takenBack: 0 }
  })
  await coach.until(state => isSynced(state) && statesOf(state).every(([, kind]) => kind === 'told'))
})

it('JN9 a day with nothing but what was pencilled in is cancelled, too', async () => {
  const coach = await open('cara', laptop)
  const { otherId } = coach.state.calls.find(({ id }) => id === ofSam) ?? { otherId: '' }
  await cut(coach)
  expect(await coach.state.pencilIn(slotAt(30), otherId)).toMatchObject({ ok: true })
  const next = { startsAt: soon + 20 * hourMs, endsAt: soon + 40 * hourMs }
  expect(await coach.state.cancelDay(next, '')).toMatchObject({ ok: true, value: { cancelled: 0, takenBack: 1 } })
  expect(coach.state.planDay(next).sessions.map(({ state }) => state.kind)).toEqual(['taken-back'])
  await restore(coach)
  const settled = await coach.until(state => isSynced(state) && state.journal[0]?.outcome === 'confirmed')
  expect(settled.slots.map(({ id }) => id)).not.toContain(slotAt(30))
  const sam = await clients.open(createDevice(server), 'sam')
  await sam.until(state => isSynced(state) && state.calls.length === 1)
  expect(sam.state.notices).toEqual([])
})

it('JN9 SE4 on two devices that cancel the same day without a network it is done on both, and nobody is told otherwise', async () => {
  const phone = createDevice(server)
  const devices = [await open('cara', laptop), await open('cara', phone)]
  for (const coach of devices) {
    await cut(coach)
    expect(await coach.state.cancelDay(day, 'I am ill')).toMatchObject({ ok: true, value: { cancelled: 2 } })
  }
  for (const coach of devices) {
    await restore(coach)
    const isSettled = ({ outcome }: { readonly outcome: string }) => outcome !== 'waiting'
    const state = await coach.until(found => isSynced(found) && found.journal.every(isSettled))
    expect(state.journal.map(({ outcome }) => outcome)).toEqual(state.journal.map(() => 'confirmed'))
    expect(state.journal.some(({ kind }) => kind === 'day-cancelled')).toBe(true)
    expect(state.calls.map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    expect(state.notices).toEqual([])
  }
})

it('JN9 undo says which slot stays withdrawn, as something else has its hours by now', async () => {
  const coach = await open('cara', laptop)
  await cut(coach)
  expect(await coach.state.cancelDay(day, '')).toMatchObject({ ok: true, value: { withdrawn: [slotAt(6)] } })
  expect(await coach.state.createSlot(soon + 7 * hourMs)).toMatchObject({ ok: true })
  const [ofDay] = coach.state.journal.filter(({ kind }) => kind === 'day-cancelled')
  expect(await coach.state.undo(ofDay?.id)).toMatchObject({ ok: true, value: { notRestored: [slotAt(6)] } })
  expect(statesOf(coach.state)).toEqual([
    [ofSam, 'ahead'],
    [ofTess, 'ahead']
  ])
})

it('JN9 JN5 undo says what it cannot pencil in again, and is refused where that is all of it', async () => {
  const coach = await open('cara', laptop)
  const studentOf = (bookingId: string) => coach.state.calls.find(({ id }) => id === bookingId)?.otherId ?? ''
  const next = { startsAt: soon + 20 * hourMs, endsAt: soon + 40 * hourMs }
  await cut(coach)
  for (const hours of [6, 30]) {
    expect(await coach.state.pencilIn(slotAt(hours), studentOf(ofSam))).toMatchObject({ ok: true })
  }
  for (const cancelled of [next, day]) expect(await coach.state.cancelDay(cancelled, '')).toMatchObject({ ok: true })
  const [ofDay, ofNext] = coach.state.journal.filter(({ kind }) => kind === 'day-cancelled')
  // Somebody else has these hours by now.
  for (const hours of [6, 30]) {
    expect(await coach.state.createSlot(soon + hours * hourMs)).toMatchObject({ ok: true })
    expect(await coach.state.pencilIn(slotAt(hours), studentOf(ofTess))).toMatchObject({ ok: true })
  }
  expect(await coach.state.undo(ofNext?.id)).toMatchObject({ ok: false, refusal: 'slot-taken' })
  expect(await coach.state.undo(ofDay?.id)).toMatchObject({ ok: true, value: { notRestored: [slotAt(6)] } })
  expect(statesOf(coach.state).slice(0, 2)).toEqual([
    [ofSam, 'ahead'],
    [ofTess, 'ahead']
  ])
})
