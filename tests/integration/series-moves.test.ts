import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import type { AskedDate, Outcome, SeriesMove } from '#renderer/contract/screens.ts'
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
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

const weekMs = 7 * dayMs
const weeks = [0, 1, 2, 3]
let server: TestServer
let coachId: string
let laptop: Device
let cara: Client
let sam: Client
let ids: readonly string[]
const clients = createClients()

/** Sam has four weeks with Cara, who is open in the fifth, too. */
beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  for (const student of ['sam', 'sue']) await server.addAccount(student, 'student')
  const slots = [...weeks, 4].map(week => slotDocument(coachId, soon + week * weekMs))
  await pushAs(server, 'cara', 'slots', slots)
  laptop = createDevice(server)
  sam = await open('sam', createDevice(server))
  const series = await sam.state.loadSeriesActions()
  ids = idsOf(await series.claim(coachId, series.plan({ coachId, firstStartsAt: soon, count: weeks.length })))
  await sam.until(state => isSynced(state) && state.calls.filter(({ status }) => status === 'confirmed').length === 4)
  cara = await open('cara', laptop)
  await cara.until(state => state.calls.length === 4)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(name: string, on: Device): Promise<Client> {
  const client = await clients.open(on, name)
  await client.until(
    state => state.slots.length > 0 && state.capabilities?.includes('move-anywhere') === true && isSynced(state)
  )
  return client
}

const claimAs = (name: string, startsAt: number) =>
  pushAs(server, name, 'slots', [claimDocument(server, coachId, startsAt, idOf(name))])

const idsOf = (outcome: Outcome<readonly AskedDate[]>): readonly string[] =>
  outcome.ok ? outcome.value.flatMap(date => (date.kind === 'asked' ? [date.bookingId] : [])) : []
const startsOf = (client: Client) =>
  ids.map(id => ((client.state.calls.find(call => call.id === id)?.startsAt ?? 0) - soon) / hourMs)
const hoursOf = (at: number | undefined) => (at === undefined ? undefined : (at - soon) / hourMs)
const datesOf = (client: Client) =>
  client.state.notices
    .flatMap(listToldDates)
    .map(({ startsAt, movedFrom, reason }) => [hoursOf(startsAt), hoursOf(movedFrom), reason])
const isAnswered = ({ request, lastRequest }: SessionCopy) => request?.requestId === lastRequest?.requestId
const toWanted = (bookingId: string, to: number, fields: Partial<SeriesMove> = {}): SeriesMove => ({
  bookingId,
  to,
  isTakenIn: ({ isMovedSingly }) => !isMovedSingly,
  ...fields
})

it('SR9 JN10 a coach puts every week one week later without a network, in one batch, and takes it back', async () => {
  await cut(cara)
  const series = await cara.state.loadSeriesActions()
  const wanted = toWanted(ids[0] ?? '', soon + weekMs)
  expect(series.planMove(wanted).map(({ to, refusal }) => [(to - soon) / weekMs, refusal])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, undefined],
    [4, undefined]
  ])
  expect(idsOf(await series.moveEach(wanted, 'I am away this week'))).toEqual(ids)
  expect(cara.state.journal[0]).toMatchObject({ kind: 'reschedule-asked', outcome: 'waiting' })
  expect(cara.state.journal).toHaveLength(1)

  laptop.network.restore()
  await cara.until(state => isSynced(state) && state.journal[0]?.outcome === 'confirmed')
  expect(startsOf(cara)).toEqual([168, 336, 504, 672])
  await sam.until(state => isSynced(state) && state.calls.every(({ moves }) => moves?.length === 1))
  expect(startsOf(sam)).toEqual([168, 336, 504, 672])
  // The week that was left is open again, and no slot is there twice.
  await cara.until(state => state.slots.some(({ status }) => status === 'open'))
  expect(cara.state.slots.map(({ status, startsAt }) => [(startsAt - soon) / weekMs, status])).toEqual([
    [0, 'open'],
    [1, 'booked'],
    [2, 'booked'],
    [3, 'booked'],
    [4, 'booked']
  ])

  expect(await cara.state.undo()).toMatchObject({ ok: true })
  await cara.until(state => isSynced(state) && state.calls.every(isAnswered) && startsOf(cara)[0] === 0)
  expect(startsOf(cara)).toEqual([0, 168, 336, 504])
  // The student is told once of each way.
  await sam.until(state => isSynced(state) && datesOf(sam).length === 8)
  expect(sam.state.notices.map(({ topic }) => topic)).toEqual(['session-moved', 'session-moved'])
  expect(cara.state.journal.map(({ kind, parts }) => [kind, parts?.length])).toEqual([
    ['reschedule-asked', 4],
    ['reschedule-asked', 4]
  ])
})

it('SR7 SR9 one that was moved singly stays; one whose hours are taken meanwhile is refused, and the others go', async () => {
  await cara.state.rescheduleSession(ids[2] ?? '', {
    toSlotId: `${coachId}:${soon + 2 * weekMs + dayMs}`,
    reason: '',
    makesSlot: true
  })
  await cara.until(state => isSynced(state) && startsOf(cara)[2] === 360)
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + weekMs + 5 * hourMs)])
  await cara.until(state => state.slots.some(({ startsAt }) => startsAt === soon + weekMs + 5 * hourMs))
  await cut(cara)
  const series = await cara.state.loadSeriesActions()
  const wanted = toWanted(ids[0] ?? '', soon + 4 * hourMs)
  expect(
    series
      .planMove(wanted)
      .map(({ to, isMovedSingly, givingWay }) => [(to - soon) / hourMs, isMovedSingly, givingWay.length])
  ).toEqual([
    [4, false, 0],
    [172, false, 1],
    [340, true, 0],
    [508, false, 0]
  ])
  await claimAs('sue', soon + weekMs + 5 * hourMs)
  await series.moveEach(wanted, '')
  laptop.network.restore()
  await cara.until(state => isSynced(state) && state.journal[0]?.outcome === 'adjusted')
  expect(startsOf(cara)).toEqual([4, 168, 360, 508])
  expect(cara.state.calls.find(({ id }) => id === ids[1])?.lastRequest).toMatchObject({ reason: 'slot-taken' })
  // Each of the two is told once.
  await cara.until(state => state.notices.length === 1)
  expect(cara.state.notices.map(({ topic }) => topic)).toEqual(['request-refused'])
  expect(datesOf(cara)).toEqual([
    [4, 0, undefined],
    [168, undefined, 'slot-taken'],
    [508, 504, undefined]
  ])
  await sam.until(state => isSynced(state) && datesOf(sam).length === 2)
  const told = sam.state.notices.toSorted((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0))
  expect(told.map(({ topic, startsAt }) => [topic, hoursOf(startsAt)])).toEqual([
    ['session-moved', 4],
    ['session-moved', 360]
  ])
  // What stayed where it was is no obstacle to taking the rest back, once the hours that were left are known to be open.
  await cara.until(state => state.slots.filter(({ status }) => status === 'open').length === 4)
  expect(await cara.state.undo()).toMatchObject({ ok: true })
  await cara.until(state => isSynced(state) && state.calls.every(isAnswered) && startsOf(cara)[0] === 0)
  expect(startsOf(cara)).toEqual([0, 168, 360, 504])
})

it.each(['moved', 'called off'])(
  'SR7 SE12 what is %s without a network leaves alone the date that somebody moves meanwhile',
  async how => {
    await cut(cara)
    const series = await cara.state.loadSeriesActions()
    const asked =
      how === 'moved'
        ? await series.moveEach(toWanted(ids[0] ?? '', soon + hourMs), 'Trains')
        : await series.cancelEach(ids, { reason: 'Trains', reopenSlot: false })
    expect(idsOf(asked)).toHaveLength(4)
    // Meanwhile the student moves the third date into the open week.
    const toSlotId = `${coachId}:${soon + 4 * weekMs}`
    expect(await sam.state.rescheduleSession(ids[2] ?? '', { toSlotId, reason: 'Exam' })).toMatchObject({ ok: true })
    await sam.until(state => isSynced(state) && startsOf(sam)[2] === 672)
    laptop.network.restore()
    await cara.until(state => isSynced(state) && state.journal[0]?.outcome === 'adjusted')
    const stands = cara.state.calls.find(({ id }) => id === ids[2])
    expect(stands).toMatchObject({
      status: 'confirmed',
      startsAt: soon + 4 * weekMs,
      lastRequest: { reason: 'outdated' }
    })
    expect(cara.state.calls.filter(({ status }) => status === 'confirmed')).toHaveLength(how === 'moved' ? 4 : 1)
    await cara.until(() => datesOf(cara).some(([, , reason]) => reason === 'outdated'))
  }
)

it('SR9 a student moves into open slots alone; each date without one says so and stays', async () => {
  const times = [soon + 4 * hourMs, soon + 2 * weekMs + 4 * hourMs]
  await pushAs(
    server,
    'cara',
    'slots',
    times.map(at => slotDocument(coachId, at))
  )
  await sam.until(state => times.every(at => state.slots.some(({ startsAt }) => startsAt === at)))
  const series = await sam.state.loadSeriesActions()
  const wanted = toWanted(ids[0] ?? '', soon + 4 * hourMs)
  expect(series.planMove(wanted).map(({ refusal }) => refusal)).toEqual([
    undefined,
    'slot-gone',
    undefined,
    'slot-gone'
  ])
  expect(idsOf(await series.moveEach(wanted, ''))).toEqual([ids[0], ids[2]])
  await sam.until(state => isSynced(state) && state.calls.every(isAnswered) && startsOf(sam)[0] === 4)
  expect(startsOf(sam)).toEqual([4, 168, 340, 504])
})

it('JN10 a move of all following that has not left is withdrawn as one, and one date by itself leaves the others', async () => {
  await cut(cara)
  const series = await cara.state.loadSeriesActions()
  await series.moveEach(toWanted(ids[1] ?? '', soon + weekMs + hourMs), '')
  expect(cara.state.calls.filter(call => !isAnswered(call)).map(({ id }) => id)).toEqual(ids.slice(1))
  expect(await cara.state.withdrawUnsent(ids[1] ?? '')).toMatchObject({ ok: true })
  expect(cara.state.journal[0]).toMatchObject({ outcome: 'waiting' })
  expect(await cara.state.undo()).toMatchObject({ ok: true })
  expect(cara.state.calls.filter(call => !isAnswered(call))).toEqual([])
  expect(cara.state.journal[0]).toMatchObject({ outcome: 'undone', undoneAs: 'withdrawn' })
  laptop.network.restore()
  await cara.until(isSynced)
  expect(startsOf(cara)).toEqual([0, 168, 336, 504])
})
