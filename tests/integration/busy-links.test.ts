// Calendars that the server reads at the addresses of coaches (rules BU).
import { afterEach, beforeEach, expect, it } from 'vitest'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { linkedTimesId } from '#domain/model/busy-times.ts'
import { minuteMs } from '#domain/time/durations.ts'
import { dateAt, wallClockToInstant, weekdayOf } from '#domain/time/wall-clock.ts'
import { productVersion, versionHeader } from '#domain/versions/product-version.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { type CalendarHost, calendarOf, startCalendarHost } from '../support/calendar-host.ts'
import { dayMs, hourMs } from '../support/gate-world.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const zone = 'Europe/Zurich'
const date = dateAt(Date.now() + 3 * dayMs, zone)
const nine = wallClockToInstant({ date, minutes: 540 }, zone).at
const now = Math.floor((nine - 2 * dayMs) / minuteMs) * minuteMs
const noon = nine + 3 * hourMs
/** Hours are kept from devices that do not know them. */
const version = { [versionHeader]: productVersion }
const url = 'http://cal.example/private-0123456789.ics'

let host: CalendarHost
let test: TestServer
let coach: string
let asCarla: Ask
let starts: readonly number[]
/** What the calendar's server says in place of the calendar. */
let status: number

beforeEach(async () => {
  host = await startCalendarHost()
  ;[starts, status] = [[], 200]
  host.answer = (req, res) => {
    const etag = `"${starts.join()}"`
    if (status !== 200) return void res.writeHead(status).end('words')
    if (req.headers['if-none-match'] === etag) return void res.writeHead(304).end()
    res.writeHead(200, { etag }).end(calendarOf(starts))
  }
  test = await startTestServer({ createBookingsEngine, clock: { now }, outsideRules: host.rules })
  coach = await test.addAccount('carla', 'coach')
  asCarla = await signIn('carla')
  const page = await asCarla('GET', `/users/${coach}`)
  const availability = {
    weekly: [{ weekday: weekdayOf(date), starts: [540, 720], generation: 'a1b2c3d4' }],
    overrides: [],
    weeksAhead: 1,
    skips: []
  }
  expect((await asCarla('PUT', `/users/${coach}`, { ...page.json, availability }, version)).status).toBe(201)
})
afterEach(async () => {
  await test.remove()
  await host.stop()
})

async function signIn(name: string): Promise<Ask> {
  return createClient(test.url, bearer((await test.signIn(name)).token))
}

const database = () => `/calls-${coach}`
async function save(address: string | undefined, more = {}): Promise<number> {
  asCarla = await signIn('carla')
  const rev = (await stored(busyLinkId))?.['_rev']
  const doc = {
    _id: busyLinkId,
    kind: 'busy-link',
    askedAt: now,
    ...(address && { url: address }),
    ...(rev === undefined ? {} : { _rev: rev }),
    ...more
  }
  const answer = await asCarla('PUT', `${database()}/${busyLinkId}`, doc)
  await test.server.bookings.idle()
  return answer.status
}
/** Lets time pass, minute by minute as housekeeping sees it. */
async function pass(ms: number): Promise<void> {
  test.clock.now += ms
  await test.server.bookings.readCalendars()
  await test.server.bookings.idle()
}
/** From the disk: sign-ins end within an hour. */
async function stored(id: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [doc] = await (await test.server.databases.open(`calls-${coach}`)).read([id])
  return doc
}
const readingOf = async () => (await stored(busyLinkId))?.['reading']
const timesOf = async () => (await stored(linkedTimesId))?.['intervals']
async function listSlots(): Promise<readonly number[]> {
  const starts: number[] = []
  for await (const doc of (await test.server.databases.open('slots')).all()) starts.push(Number(doc['startsAt']))
  return starts.toSorted((a, b) => a - b)
}

it('BU1 BU4 a calendar is read once its address is stored, and hours are filled around it', async () => {
  expect(await listSlots()).toEqual([nine, noon])
  starts = [noon]
  expect(await save(url)).toBe(201)
  expect(await timesOf()).toEqual([{ startsAt: noon, endsAt: noon + hourMs }])
  expect(await readingOf()).toEqual({ triedAt: now, readAt: now })
  expect(await listSlots()).toEqual([nine])
  // What other files say stays, and both are avoided.
  const file = { _id: 'busy:file', kind: 'busy', source: '', importedAt: now }
  const intervals = [{ startsAt: nine, endsAt: nine + hourMs }]
  expect((await asCarla('PUT', `${database()}/busy:file`, { ...file, intervals })).status).toBe(201)
  expect(await listSlots()).toEqual([])
})

it('BU3 it is read again every hour, by its validators, and a change fills anew', async () => {
  starts = [noon]
  await save(url)
  await pass(59 * minuteMs)
  expect(host.asked).toHaveLength(1)
  await pass(minuteMs)
  expect(host.asked[1]?.headers['if-none-match']).toBe(`"${noon}"`)
  expect(await readingOf()).toEqual({ triedAt: now + hourMs, readAt: now + hourMs })
  starts = [nine]
  await pass(hourMs)
  expect([await listSlots(), await timesOf()]).toEqual([[noon], [{ startsAt: nine, endsAt: nine + hourMs }]])
  // What repeats goes on: after a day it is read whole, though the host says that nothing has changed.
  const asked = host.asked.length
  await pass(24 * hourMs)
  expect(host.asked[asked]?.headers).not.toHaveProperty('if-none-match')
})

it('BU3 BU5 what cannot be read is told, keeps what was read last, and is asked for ever more seldom', async () => {
  starts = [noon]
  await save(url)
  status = 500
  const triedAt: number[] = []
  for (let hour = 1; hour <= 60; hour += 1) {
    await pass(hourMs)
    const { triedAt: at } = (await readingOf()) as { readonly triedAt: number }
    if (at !== triedAt.at(-1)) triedAt.push(at)
  }
  expect(triedAt.map(at => (at - now) / hourMs)).toEqual([1, 2, 4, 8, 16, 32, 56])
  expect(await readingOf()).toMatchObject({ readAt: now, failure: 'unreachable' })
  expect(await timesOf()).toHaveLength(1)
  // Its coach asks that it is read again, and it can be.
  status = 200
  await save(url, { askedAt: now + 60 * hourMs })
  expect(await readingOf()).toEqual({ triedAt: now + 60 * hourMs, readAt: now + 60 * hourMs })
})

it('BU5 without an address its times are gone in the same commit, and hours are filled again', async () => {
  starts = [noon]
  await save(url)
  expect(await save(undefined)).toBe(201)
  expect([await timesOf(), await listSlots()]).toEqual([[], [nine, noon]])
  await pass(2 * hourMs)
  expect(host.asked).toHaveLength(1)
})

it('BU4 what was read of an address that is another one by now is not stored', async () => {
  starts = [noon]
  host.answer = (_req, res) => {
    // While it is on its way, the coach takes the address away.
    void save(undefined).then(() => res.end(calendarOf(starts)))
  }
  const { json } = await asCarla('GET', `${database()}/${busyLinkId}`)
  await asCarla('PUT', `${database()}/${busyLinkId}`, {
    ...json,
    _id: busyLinkId,
    kind: 'busy-link',
    askedAt: now,
    url
  })
  await test.server.bookings.idle()
  expect([await timesOf(), await readingOf(), await listSlots()]).toEqual([undefined, undefined, [nine, noon]])
})

it('BU3 whoever saves one address after the other makes the server ask once a minute', async () => {
  for (let n = 0; n < 10; n += 1) await save(`${url}?${n}`)
  expect(host.asked.map(({ url: path }) => path)).toEqual(['/private-0123456789.ics?0'])
  await pass(minuteMs)
  expect(host.asked.map(({ url: path }) => path?.split('?')[1])).toEqual(['0', '9'])
})

it('BU3 a start goes on where the run before ended', async () => {
  starts = [noon]
  await save(url)
  test = await test.restart()
  asCarla = await signIn('carla')
  await pass(30 * minuteMs)
  expect(host.asked).toHaveLength(1)
  starts = [nine]
  await pass(30 * minuteMs)
  expect([host.asked.length, await listSlots()]).toEqual([2, [noon]])
})

it('BU2 the product’s own rules reach no server of this machine, whatever a coach writes', async () => {
  await test.server.stop()
  test = await startTestServer({ createBookingsEngine, clock: { now }, dataFolder: test.dataFolder })
  asCarla = await signIn('carla')
  const { port } = new URL(test.url)
  for (const [n, address] of [
    'http://127.0.0.1/a',
    'http://[::1]/a',
    'http://0x7f.1/a',
    'http://169.254.169.254/'
  ].entries()) {
    test.clock.now += minuteMs
    expect(await save(new URL(address).href, { askedAt: n })).toBe(201)
    expect(await readingOf()).toEqual({ triedAt: test.clock.now, failure: 'private-address' })
  }
  expect(await save(`http://127.0.0.1:${port}/`)).toBe(403)
})

it('BU2 nobody but its coach reads the address, it is in no line of the log, and nothing of the events is stored', async () => {
  await test.addAccount('stan', 'student')
  starts = [noon]
  await save(url)
  status = 404
  await pass(hourMs)
  const asStan = await signIn('stan')
  asCarla = await signIn('carla')
  for (const id of [busyLinkId, linkedTimesId]) {
    expect((await asStan('GET', `${database()}/${id}`)).status).toBe(404)
  }
  const told = [
    ...test.log,
    ...(await Promise.all(
      ['/users', '/slots'].map(async name => (await asStan('GET', `${name}/_all_docs?include_docs=true`)).text)
    ))
  ].join('\n')
  expect(told).not.toMatch(/private-0123456789|cal\.example|Secretname/)
  const own = (await asCarla('GET', `${database()}/_all_docs?include_docs=true`)).text
  expect(own).toContain('private-0123456789')
  expect(own).not.toMatch(/Secretname|Doctor/)
})

it('BU1 BU3 only a coach has one, and nobody writes what the server writes', async () => {
  const stan = await test.addAccount('stan', 'student')
  const asStan = await signIn('stan')
  const doc = { _id: busyLinkId, kind: 'busy-link', askedAt: now, url }
  expect((await asStan('PUT', `/calls-${stan}/${busyLinkId}`, doc)).json['reason']).toBe('coaches-only')
  const forged = { triedAt: now, readAt: now, failure: 'unreachable' }
  await save(url, { reading: forged })
  expect(await readingOf()).toEqual({ triedAt: now, readAt: now })
  const times = { _id: linkedTimesId, kind: 'busy', source: '', importedAt: now, intervals: [] }
  expect((await asCarla('PUT', `${database()}/${linkedTimesId}`, times)).json['reason']).toBe('server-owned')
  expect((await asCarla('PUT', `${database()}/busy-link-2`, { ...doc, _id: 'busy-link-2' })).status).toBe(403)
})

it('BU6 where the operator forbids it, nothing is asked, it is not offered, and who has an address reads why', async () => {
  await test.server.stop()
  const settings = { readsCalendars: false }
  test = await startTestServer({ createBookingsEngine, clock: { now }, dataFolder: test.dataFolder, settings })
  asCarla = await signIn('carla')
  expect((await createClient(test.url)('GET', '/')).json['features']).not.toContain('busy-link')
  await save(url)
  expect(await readingOf()).toEqual({ triedAt: now, failure: 'forbidden' })
  expect(host.asked).toEqual([])
})

it('BU3 a coach whose account is disabled is not asked for', async () => {
  await save(url)
  await test.server.service.setDisabled(coach, true)
  await pass(2 * hourMs)
  expect(host.asked).toHaveLength(1)
})
