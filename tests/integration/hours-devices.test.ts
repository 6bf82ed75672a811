// Weekly hours on devices: the gate fills, the device shows what waits.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dateAt, instantToWallClock, wallClockToInstant, weekdayOf } from '#domain/time/wall-clock.ts'
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
  soon as anySoon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
let laptop: Device
let phone: Device
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  laptop = createDevice(server)
  phone = createDevice(server)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(device: Device, name: string | undefined = 'cara'): Promise<Client> {
  const client = await clients.open(device, name)
  if (device.network.isUp) await client.until(state => isSynced(state) && state.coaches.length === 1)
  return client
}

const idAt = (startsAt: number) => `${coachId}:${startsAt}`
const startsOf = ({ state }: Client) => state.slots.map(({ startsAt }) => startsAt)
const plannedOf = ({ state }: Client) => state.planned.map(({ startsAt }) => startsAt)
const week = 7 * dayMs
const zone = 'Europe/Zurich'
/** Ten and two o'clock on one day of the coach's. */
const soon = wallClockToInstant({ date: dateAt(anySoon + dayMs, zone), minutes: 600 }, zone).at
const later = soon + 4 * hourMs

/** The weekday and minutes of these starts, as the coach's clock shows them. */
function weekdayAt(...instants: readonly number[]) {
  const clocks = instants.map(at => instantToWallClock(at, zone))
  return { weekday: weekdayOf(clocks[0]?.date ?? ''), starts: clocks.map(({ minutes }) => minutes) }
}
const save = (client: Client, ...instants: readonly number[]) =>
  client.state.saveHours({ weekly: [weekdayAt(...instants)], weeksAhead: 2 })
const isFilled = (state: Client['state']) => isSynced(state) && state.slots.length > 0
const isBack = (device: Device, client: Client) => {
  device.network.restore()
  client.wake()
  return client.until(isSynced)
}

it('AV1 hours that were set without a network are shown as waiting, and are slots once the server has them', async () => {
  const coach = await open(laptop)
  await cut(coach)
  expect(await save(coach, soon, later)).toMatchObject({ ok: true })
  await coach.until(state => state.planned.length === 4)
  expect([plannedOf(coach), startsOf(coach)]).toEqual([[soon, later, soon + week, later + week], []])
  await coach.state.skipPlanned(later)
  expect(plannedOf(coach)).toEqual([soon, soon + week, later + week])
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  expect([plannedOf(coach), startsOf(coach)]).toEqual([[soon, soon + week, later + week], [later]])
  await coach.state.removeSlot(idAt(later))
  await isBack(laptop, coach)
  await coach.until(isFilled)
  expect([plannedOf(coach), startsOf(coach)]).toEqual([[], [soon, soon + week, later + week]])
  expect(coach.state.notices).toEqual([])
  expect(coach.state.journal.map(({ kind }) => kind)).toEqual(['slot-removed', 'slot-removed', 'hours-saved'])
})

it('AV6 open slots that hours of a device without a network take away are known there, until the server has the hours', async () => {
  const coach = await open(laptop)
  await save(coach, soon, later)
  await coach.until(state => isFilled(state) && state.leaving.length === 0)
  await cut(coach)
  await save(coach, later)
  await coach.until(state => state.leaving.length > 0)
  expect(coach.state.leaving.map(({ startsAt }) => startsAt)).toEqual(expect.arrayContaining([soon, soon + week]))
  await isBack(laptop, coach)
  await coach.until(state => isSynced(state) && state.slots.length === 2)
  expect([coach.state.leaving, coach.state.planned]).toEqual([[], []])
})

it('AV4 a removal of one device meets a day off and its end on another: what was taken away stays away', async () => {
  const [coach, other] = [await open(laptop), await open(phone)]
  await save(coach, soon, later)
  await other.until(state => state.slots.length === 4)
  await cut(other)
  expect(await other.state.removeSlot(idAt(soon))).toMatchObject({ ok: true })
  const day = { from: dateAt(soon, zone), to: dateAt(soon, zone) }
  await coach.until(isFilled)
  expect(await coach.state.saveHours({ dates: { ...day, starts: [], note: 'On holiday' } })).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.slots.length === 2)
  await coach.state.saveHours({ dates: { ...day, starts: 'as-usual' } })
  await coach.until(state => isSynced(state) && state.slots.length === 4)
  await isBack(phone, other)
  await coach.until(state => isSynced(state) && state.slots.length === 3)
  // Filled once more.
  await coach.state.saveHours({ gapMin: 5 })
  await coach.until(isSynced)
  expect([startsOf(coach), startsOf(other)]).toEqual([
    [later, soon + week, later + week],
    [later, soon + week, later + week]
  ])
  expect([...coach.state.notices, ...other.state.notices]).toEqual([])
})

it('AV4 a removal that arrives when other hours have taken the slot away: it stays away when they end', async () => {
  const [coach, other] = [await open(laptop), await open(phone)]
  await save(coach, soon, later)
  await other.until(state => state.slots.length === 4 && state.coaches[0]?.availability !== undefined)
  await cut(other)
  await other.state.removeSlot(idAt(soon + week))
  await coach.until(isFilled)
  await coach.state.saveHours({ weeksAhead: 1 })
  await coach.until(state => isSynced(state) && state.slots.length === 2)
  await isBack(phone, other)
  await other.until(state => isSynced(state) && state.slots.length === 2)
  await coach.until(isSynced)
  await coach.state.saveHours({ weeksAhead: 2 })
  await coach.until(state => isSynced(state) && state.slots.length === 3)
  expect(startsOf(coach)).toEqual([soon, later, later + week])
  expect([...coach.state.notices, ...other.state.notices]).toEqual([])
})

it('MG14 a removal of hours that were set anew since leaves the new slot alone', async () => {
  const [coach, other] = [await open(laptop), await open(phone)]
  await save(coach, soon)
  await other.until(state => state.slots.length === 2)
  await cut(other)
  await other.state.removeSlot(idAt(soon))
  await coach.until(isFilled)
  await coach.state.saveHours({ weekly: [{ ...weekdayAt(soon), starts: [] }] })
  await coach.until(state => isSynced(state) && state.slots.length === 0)
  await save(coach, soon)
  await coach.until(isFilled)
  await isBack(phone, other)
  await other.until(state => isSynced(state) && state.slots.length === 2)
  expect(startsOf(other)).toEqual([soon, soon + week])
})

it('MG11 two devices set different days without a network, and both stand', async () => {
  const [coach, other] = [await open(laptop), await open(phone)]
  await cut(coach)
  await cut(other)
  await save(coach, soon)
  await save(other, soon + dayMs)
  await isBack(laptop, coach)
  await isBack(phone, other)
  await coach.until(state => isSynced(state) && state.slots.length === 4)
  await other.until(state => isSynced(state) && state.slots.length === 4)
  expect(startsOf(coach)).toEqual([soon, soon + dayMs, soon + week, soon + week + dayMs])
  expect([...coach.state.notices, ...other.state.notices]).toEqual([])
})

it('JN5 undo takes the hours back, and says which slots were booked meanwhile', async () => {
  const coach = await open(laptop)
  await save(coach, soon, later)
  await coach.until(isFilled)
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, later, idOf('a'))])
  await coach.until(state => state.slots.some(({ status }) => status === 'booked'))
  const preview = coach.state.previewHours({ weekly: [{ ...weekdayAt(soon), starts: [] }] })
  expect(preview.removes.map(({ startsAt }) => startsAt)).toEqual([soon, soon + week, later + week])
  expect(await coach.state.undo()).toMatchObject({ ok: true, value: { booked: [{ id: idAt(later) }] } })
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  expect(startsOf(coach)).toEqual([later])
})

it('AV4 undo of hours keeps what was taken away, and what a coach removes is in the history as ever', async () => {
  const coach = await open(laptop)
  await save(coach, soon)
  await coach.until(isFilled)
  await coach.state.removeSlot(idAt(soon + week))
  await coach.until(state => isSynced(state) && state.coaches[0]?.availability?.skips.length === 1)
  await save(coach, soon, later)
  await coach.until(state => isSynced(state) && state.slots.length === 4)
  const entry = coach.state.journal.find(({ kind }) => kind === 'hours-saved')
  expect(await coach.state.undo(entry?.id)).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  expect(startsOf(coach)).toEqual([soon])
})

it('AV8 another zone, chosen without a network: the clock times stay, or the moments do, and undo takes both back', async () => {
  const coach = await open(laptop)
  await save(coach, soon, later)
  await coach.until(isFilled)
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, later, idOf('a'))])
  await coach.until(state => state.slots.some(({ status }) => status === 'booked'))
  await coach.state.removeSlot(idAt(later + week))
  await coach.until(state => isSynced(state) && state.slots.length === 3)
  const { id: _, ...page } = coach.state.coaches[0] ?? { id: '' }
  const london = { ...page, zone: 'Europe/London' } as Parameters<typeof coach.state.saveProfile>[0]

  await cut(coach)
  const preview = coach.state.previewHours({ zone: { name: 'Europe/London', keeps: 'clock-times' } })
  expect(preview.removes.map(({ startsAt }) => startsAt)).toEqual([soon, soon + week])
  expect(preview.adds.map(({ startsAt }) => startsAt)).toEqual([soon + hourMs, soon + week + hourMs])
  expect(await coach.state.saveProfile(london, page as typeof london)).toMatchObject({ ok: true })
  await isBack(laptop, coach)
  // The booked one stays, and what was taken away stays away at the same time of the clock.
  await coach.until(state => isSynced(state) && startsOf({ state } as Client).includes(soon + hourMs))
  expect(startsOf(coach)).toEqual([soon + hourMs, later, soon + week + hourMs])
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && startsOf({ state } as Client).includes(soon))
  expect(startsOf(coach)).toEqual([soon, later, soon + week])

  const before = coach.state.coaches[0]?.availability?.weekly
  expect(await coach.state.saveProfile(london, page as typeof london, 'moments')).toMatchObject({ ok: true })
  await coach.until(isSynced)
  const starts = before?.[0]?.starts.map(minutes => minutes - 60)
  expect(coach.state.coaches[0]).toMatchObject({ zone: 'Europe/London', availability: { weekly: [{ starts }] } })
  expect(startsOf(coach)).toEqual([soon, later, soon + week])
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  await coach.until(isSynced)
  expect(coach.state.coaches[0]).toMatchObject({ zone, availability: { weekly: before } })
  // Filled once more.
  await coach.state.saveHours({ gapMin: 5 })
  await coach.until(isSynced)
  expect(startsOf(coach)).toEqual([soon, later, soon + week])
})

it('AV10 a calendar file is read here, and hours are filled around its times on every device', async () => {
  const [coach, other] = [await open(laptop), await open(phone)]
  await save(coach, soon, later)
  await other.until(state => state.slots.length === 4)
  const stamp = (at: number) => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const event = ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:Doctor', `DTSTART:${stamp(later)}`, `DTEND:${stamp(later + hourMs)}`]
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...event, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
  const file = new File([text], 'work.ics')
  expect(await coach.state.importBusyTimes(file)).toEqual({ ok: true, value: { count: 1, isCut: false } })
  await other.until(state => isSynced(state) && state.slots.length === 3 && state.busy !== undefined)
  expect(startsOf(other)).toEqual([soon, soon + week, later + week])
  expect(other.state.busy).toMatchObject({ source: 'work.ics', intervals: [{ startsAt: later }] })
  expect(JSON.stringify(other.state.busy)).not.toContain('Doctor')
  expect([coach.state.setAside, other.state.setAside]).toEqual([0, 0])
  await other.state.removeBusyTimes()
  await coach.until(state => isSynced(state) && state.slots.length === 4 && state.busy === undefined)
  expect(await coach.state.importBusyTimes(new File(['no calendar'], 'a.txt'))).toMatchObject({
    refusal: 'calendar-unreadable'
  })
})

it('AV4 undo of hours keeps what was taken away after them, and what of it the device has not heard back', async () => {
  const coach = await open(laptop)
  await save(coach, soon)
  await coach.until(isFilled)
  await save(coach, soon, later)
  await coach.until(state => isSynced(state) && state.slots.length === 4)
  const entry = coach.state.journal.find(({ kind }) => kind === 'hours-saved')
  // The one is a skip on this device by then, the other one is not.
  await coach.state.removeSlot(idAt(soon))
  await coach.until(state => isSynced(state) && state.coaches[0]?.availability?.skips.length === 1)
  await coach.state.removeSlot(idAt(soon + week))
  expect(await coach.state.undo(entry?.id)).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.coaches[0]?.availability?.skips.length === 2)
  await coach.state.saveHours({ gapMin: 5 })
  await coach.until(isSynced)
  expect(startsOf(coach)).toEqual([])
})
