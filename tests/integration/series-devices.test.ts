import { afterEach, beforeEach, expect, it } from 'vitest'
import { listToldDates } from '#domain/notices/series-notice.ts'
import { isOffered, type PlannedDate } from '#domain/series/plan-series.ts'
import type { AskedDate, Outcome } from '#renderer/contract/screens.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  cut,
  dayMs,
  type Device,
  idOf,
  isSynced,
  pushAs,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

const weekMs = 7 * dayMs
let server: TestServer
let coachId: string
let studentId: string
let device: Device
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  studentId = await server.addAccount('sam', 'student')
  await server.addAccount('sue', 'student')
  await pushAs(
    server,
    'cara',
    'slots',
    [0, 1, 2, 4].map(week => slotDocument(coachId, soon + week * weekMs))
  )
  device = createDevice(server)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(name: string, on = device): Promise<Client> {
  const client = await clients.open(on, name)
  await client.until(
    state => state.slots.length > 0 && state.capabilities?.includes('series') === true && isSynced(state)
  )
  return client
}

const claimAs = (name: string, week: number, bookingId: string) =>
  pushAs(server, name, 'slots', [claimDocument(server, coachId, soon + week * weekMs, bookingId)])

async function planOf(client: Client, count: number, student?: string): Promise<readonly PlannedDate[]> {
  const series = await client.state.loadSeriesActions()
  return series.plan({ coachId, firstStartsAt: soon, count, studentId: student })
}

const idsOf = (outcome: Outcome<readonly AskedDate[]>): readonly string[] =>
  outcome.ok ? outcome.value.flatMap(date => (date.kind === 'asked' ? [date.bookingId] : [])) : []

it('SR2 SR5 SR6 a student sees what can be had, sends it, and is told once of what was not granted', async () => {
  const sam = await open('sam')
  const plan = await planOf(sam, 5)
  expect(plan.map(({ state }) => state.kind)).toEqual(['open', 'open', 'open', 'no-slot', 'open'])

  // Somebody else is faster for one of them.
  device.network.intercept = ({ line, send }) => {
    if (!line.startsWith('POST /slots/_bulk_docs')) return undefined
    device.network.intercept = undefined
    return claimAs('sue', 1, idOf('sue')).then(send)
  }
  const series = await sam.state.loadSeriesActions()
  const ids = idsOf(await series.claim(coachId, plan))
  expect(ids).toHaveLength(4)
  await sam.until(state => isSynced(state) && ids.every(id => state.calls.some(call => call.id === id)))

  const calls = ids.map(id => sam.state.calls.find(call => call.id === id))
  expect(calls.map(call => call?.status)).toEqual(['confirmed', 'declined', 'confirmed', 'confirmed'])
  expect(calls.map(call => call?.series?.position)).toEqual([0, 1, 2, 4])
  expect(new Set(calls.map(call => call?.series?.id)).size).toBe(1)
  await sam.until(state => state.notices.length > 0 && state.journal[0]?.outcome === 'adjusted')
  expect(sam.state.notices.map(({ topic }) => topic)).toEqual(['claim-lost'])
  expect(sam.state.notices.flatMap(listToldDates).map(({ reason }) => reason)).toEqual([
    undefined,
    'slot-taken',
    undefined,
    undefined
  ])
  expect(sam.state.journal).toHaveLength(1)
  expect(sam.state.journal[0]).toMatchObject({ kind: 'slot-claimed', reason: 'slot-taken' })
  expect(sam.state.findUndoRefusal(sam.state.journal[0] ?? ({} as never))).toBe('undo-booking')
  const slots = JSON.stringify(sam.state.slots)
  expect(slots).not.toContain('series')
})

it('SR2 a claim needs the connection; nothing is sent later unasked', async () => {
  const sam = await open('sam')
  const plan = await planOf(sam, 2)
  await cut(sam)
  const series = await sam.state.loadSeriesActions()
  expect(await series.claim(coachId, plan)).toMatchObject({ ok: false, refusal: 'offline' })
  expect(sam.state.journal).toEqual([])
})

it('SR5 what the server does not remember is told by the device, in one notice', async () => {
  const sam = await open('sam')
  const plan = await planOf(sam, 3)
  device.network.intercept = ({ line, body, send }) => {
    if (!line.startsWith('POST /slots/_bulk_docs')) return undefined
    const { docs } = JSON.parse(body) as { readonly docs: readonly { readonly _id: string }[] }
    void send
    const rows = docs.map(({ _id: id }) => ({ id, error: 'forbidden', reason: 'too-many-sessions' }))
    return Promise.resolve(Response.json(rows, { status: 201 }))
  }
  const series = await sam.state.loadSeriesActions()
  await series.claim(coachId, plan)
  await sam.until(state => isSynced(state) && state.notices.flatMap(listToldDates).length === 3)
  expect(sam.state.notices).toHaveLength(1)
  await sam.until(state => state.journal[0]?.outcome === 'declined')
})

it('SR5 SR6 a coach pencils a series without a network; the missing slot is made before', async () => {
  await claimAs('sam', 0, idOf('met'))
  const cara = await open('cara')
  await cara.until(state => state.calls.length === 1)
  await cut(cara)
  const plan = await planOf(cara, 5, studentId)
  expect(plan.map(({ state }) => state.kind)).toEqual(['refused', 'open', 'open', 'makes-slot', 'open'])
  const series = await cara.state.loadSeriesActions()
  const ids = idsOf(await series.pencil(studentId, plan.filter(isOffered)))
  expect(ids).toHaveLength(4)
  expect(cara.state.calls.filter(({ status }) => status === 'pencilled')).toHaveLength(4)
  // Meanwhile somebody books one of them.
  await claimAs('sue', 2, idOf('sue'))

  device.network.restore()
  await cara.until(state => isSynced(state) && state.calls.every(({ status }) => status !== 'pencilled'))
  const statusOf = (id: string) => cara.state.calls.find(call => call.id === id)?.status
  expect(ids.map(statusOf)).toEqual(['confirmed', 'declined', 'confirmed', 'confirmed'])
  await cara.until(state => state.notices.length > 0)
  expect(cara.state.notices.map(({ topic }) => topic)).toEqual(['pencil-lost'])
  const sam = await open('sam', createDevice(server))
  await sam.until(state => state.notices.length > 0)
  expect(sam.state.notices.map(({ topic }) => topic)).toEqual(['session-added'])
  expect(sam.state.notices.flatMap(listToldDates)).toHaveLength(3)
})

it('JN10 a pencilled series that has not left is one change, and is undone as one; one date by itself leaves the others', async () => {
  await claimAs('sam', 0, idOf('met'))
  const cara = await open('cara')
  await cara.until(state => state.calls.length === 1)
  await cut(cara)
  const series = await cara.state.loadSeriesActions()
  const plan = (await planOf(cara, 3, studentId)).filter(isOffered)
  const [first = '', ...rest] = idsOf(await series.pencil(studentId, plan))
  expect(rest).toHaveLength(1)
  expect(await cara.state.withdrawUnsent(first)).toMatchObject({ ok: true })
  expect(cara.state.journal[0]).toMatchObject({ kind: 'pencilled', outcome: 'waiting' })
  expect(cara.state.calls.filter(({ status }) => status === 'pencilled').map(({ id }) => id)).toEqual(rest)

  expect(await cara.state.undo()).toMatchObject({ ok: true, value: { entry: { kind: 'pencilled' } } })
  expect(cara.state.calls.filter(({ status }) => status === 'pencilled')).toEqual([])
  expect(cara.state.journal[0]).toMatchObject({ outcome: 'undone', undoneAs: 'withdrawn' })
  device.network.restore()
  await cara.until(isSynced)
  expect(cara.state.calls).toHaveLength(1)
})

it('SR7 JN10 this and all following are called off each by itself, also without a network', async () => {
  const sam = await open('sam')
  const series = await sam.state.loadSeriesActions()
  const ids = idsOf(await series.claim(coachId, await planOf(sam, 5)))
  await sam.until(state => isSynced(state) && state.calls.filter(({ status }) => status === 'confirmed').length === 4)
  const laptop = createDevice(server)
  const cara = await open('cara', laptop)
  await cara.until(state => state.calls.length === 4)
  // The third one goes to another time by itself.
  const [first = '', second = '', third = '', fourth = ''] = ids
  await cara.state.createSlot(soon + 2 * weekMs + dayMs)
  const toSlotId = `${coachId}:${soon + 2 * weekMs + dayMs}`
  await cara.state.rescheduleSession(third, { toSlotId, reason: '' })
  await cara.until(state => isSynced(state) && state.calls.find(({ id }) => id === third)?.slotId === toSlotId)

  await cut(cara)
  const actions = await cara.state.loadSeriesActions()
  const following = actions.listFollowing(second)
  expect(following.map(({ call, isMovedSingly, refusal }) => [call.id, isMovedSingly, refusal])).toEqual([
    [second, false, undefined],
    [third, true, undefined],
    [fourth, false, undefined]
  ])
  const outcome = await actions.cancelEach([second, fourth], { reason: 'I move away', reopenSlot: false })
  expect(idsOf(outcome)).toEqual([second, fourth])
  expect(cara.state.journal[0]).toMatchObject({ kind: 'cancel-asked', outcome: 'waiting' })
  // The student calls one of them off meanwhile.
  await sam.state.cancelSession(fourth, { reason: 'ill', reopenSlot: true })
  await sam.until(state => isSynced(state) && state.calls.find(({ id }) => id === fourth)?.status === 'cancelled')

  laptop.network.restore()
  await cara.until(state => isSynced(state) && state.journal[0]?.outcome === 'adjusted')
  const statusOf = (id: string) => cara.state.calls.find(call => call.id === id)?.status
  expect([first, second, third, fourth].map(statusOf)).toEqual(['confirmed', 'cancelled', 'confirmed', 'cancelled'])
  expect(cara.state.calls.find(({ id }) => id === fourth)?.lastRequest).toMatchObject({ reason: 'already-cancelled' })
  expect(await actions.cancelEach([second], { reason: 'again', reopenSlot: false })).toMatchObject({
    ok: false,
    refusal: 'already-cancelled'
  })
})
