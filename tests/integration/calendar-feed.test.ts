import ICAL from 'ical.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { renewTokenMaterial } from '#server/startup/token-material.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { eventually } from '../support/eventually.ts'
import { createFaultyDisk } from '../support/faulty-disk.ts'
import { bookingIdOf, claimDoc, dayMs, slotDoc } from '../support/gate-world.ts'
import { type Answer, type Ask, bearer, createClient } from '../support/http-client.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'

const now = Math.ceil(Date.now() / 300_000) * 300_000
const at = (day: number): number => now + day * dayMs
const secret = 'the secret of these tests, long enough'

let test: TestServer
let coach: string
let asCarla: Ask
let asStan: Ask
let anybody: Ask

async function start(dataFolder?: string, disk = createFaultyDisk()): Promise<void> {
  test = await startTestServer({
    ...(dataFolder === undefined ? {} : { dataFolder }),
    createBookingsEngine,
    clock: { now },
    settings: { secret },
    openDatabases: (folder, starts, options) =>
      createLevelDatabases(folder, starts, { ...options, openFiles: disk.openFiles })
  })
  anybody = createClient(test.url)
}

async function signIn(name: string): Promise<Ask> {
  return createClient(test.url, bearer((await test.signIn(name)).token))
}

beforeEach(async () => {
  await start()
  coach = await test.addAccount('carla', 'coach', { phone: '+41446681801' })
  await test.addAccount('stan', 'student', { phone: '+41446681802' })
  ;[asCarla, asStan] = [await signIn('carla'), await signIn('stan')]
  await asCarla('POST', '/slots/_bulk_docs', { docs: [2, 3, 4].map(day => slotDoc(coach, at(day))) })
  await asStan('POST', '/slots/_bulk_docs', {
    docs: [2, 3].map(day => claimDoc(coach, at(day), bookingIdOf(day), now))
  })
})
afterEach(() => test.remove())

const makeLink = async (ask: Ask): Promise<string> => String((await ask('POST', '/_account/calendar')).json['path'])
const readFeed = (path: string, headers = {}): Promise<Answer> => anybody('GET', path, undefined, headers)
const statusOf = async (path: string): Promise<number> => (await readFeed(path)).status

function listStarts({ text }: Answer): readonly number[] {
  return new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map(event => new ICAL.Event(event).startDate.toUnixTime() * 1_000)
}

it('CA2 gives a person’s sessions to whoever has the link, to each party its own, without a number', async () => {
  for (const [ask, other] of [
    [asCarla, 'stan'],
    [asStan, 'carla']
  ] as const) {
    const feed = await readFeed(await makeLink(ask))
    expect(feed.status).toBe(200)
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(listStarts(feed)).toEqual([at(2), at(3)])
    expect(feed.text).toContain(`SUMMARY:Session with Person ${other}`)
    expect(feed.text).not.toMatch(/4466818/)
  }
})

it('HM5 says to both what the coach lets go out, and follows the choice', async () => {
  const paths = [await makeLink(asCarla), await makeLink(asStan)]
  const says = async (words: string) => {
    await test.server.bookings.idle()
    return Promise.all(paths.map(async path => (await readFeed(path)).text.includes(words)))
  }
  const id = `meeting:${coach}`
  let rev: unknown
  const save = async (fields: object) => {
    const doc = { _id: id, kind: 'meeting', ...fields, ...(rev === undefined ? {} : { _rev: rev }) }
    const answer = await asCarla('PUT', `/calls-${coach}/${id}`, doc)
    expect(answer.status).toBe(201)
    rev = answer.json['rev']
  }
  await save({ way: 'address', address: 'Bahnhofstrasse 1' })
  expect(await says('Bahnhofstrasse')).toEqual([false, false])
  await save({ way: 'address', address: 'Bahnhofstrasse 1', addressInCalendars: true })
  expect(await says('LOCATION:Bahnhofstrasse 1')).toEqual([true, true])
  await save({ way: 'link', link: 'https://meet.example/cora', linkInCalendars: false })
  expect([await says('Bahnhofstrasse'), await says('meet.example')]).toEqual([
    [false, false],
    [false, false]
  ])
  await save({ way: 'link', link: 'https://meet.example/cora' })
  expect(await says('LOCATION:https://meet.example/cora')).toEqual([true, true])
})

it('CA2 leaves out what is cancelled, and follows what moves, under the same UID', async () => {
  const path = await makeLink(asCarla)
  const uidOf = ({ text }: Answer, day: number) =>
    text.split('BEGIN:VEVENT').find(part => part.includes(`UID:${bookingIdOf(day)}@`))
  const before = uidOf(await readFeed(path), 3)
  const requests = [
    { day: 2, request: { kind: 'cancel', requestId: 'a'.repeat(32), reason: 'ill', reopenSlot: false } },
    { day: 3, request: { kind: 'reschedule', requestId: 'b'.repeat(32), toSlotId: `${coach}:${at(4)}` } }
  ]
  test.clock.now += 60_000
  for (const { day, request } of requests) {
    const { json } = await asCarla('GET', `/calls-${coach}/${bookingIdOf(day)}`)
    expect((await asCarla('PUT', `/calls-${coach}/${bookingIdOf(day)}`, { ...json, request })).status).toBe(201)
  }
  const feed = await readFeed(path)
  expect(listStarts(feed)).toEqual([at(4)])
  const sequenceOf = (event: string | undefined) => Number(/SEQUENCE:(\d+)/.exec(event ?? '')?.[1])
  expect(sequenceOf(uidOf(feed, 3))).toBeGreaterThan(sequenceOf(before))
})

it('CA3 is one link: a new one ends the one before, and the server keeps neither', async () => {
  const [former, path] = [await makeLink(asCarla), await makeLink(asCarla)]
  expect([await statusOf(former), await statusOf(path)]).toEqual([404, 200])
  expect((await asCarla('GET', '/_account/calendar')).json).toEqual({ madeAt: now })
  const [stored] = await (await test.server.databases.open('calendar-feeds')).read([coach])
  expect(JSON.stringify(stored)).not.toContain(/[0-9a-f]{64}/.exec(path)?.[0])
  test = await test.restart()
  anybody = createClient(test.url)
  expect([await statusOf(former), await statusOf(path)]).toEqual([404, 200])
})

it('CA4 ends by the owner’s word, with a new password, and with a disabled account', async () => {
  const ended = await makeLink(asCarla)
  await asCarla('DELETE', '/_account/calendar')
  expect((await asCarla('GET', '/_account/calendar')).json).toEqual({})
  const ofStan = await makeLink(asStan)
  await asStan('PUT', '/_account/password', { currentPassword: passwordOf('stan'), newPassword: 'another password' })
  const disabled = await makeLink(asCarla)
  await test.server.service.setDisabled(coach, true)
  const answers = await Promise.all(
    [ended, ofStan, disabled, `/_calendar/${'0'.repeat(64)}.ics`].map(path => readFeed(path))
  )
  expect(answers.map(({ status, text }) => ({ status, text }))).toEqual(
    answers.map(() => ({ status: 404, text: '{"error":"not_found","reason":"missing"}\n' }))
  )
  // Whoever comes back has no link until one is made.
  await test.server.service.setDisabled(coach, false)
  expect(await statusOf(disabled)).toBe(404)
})

it('CA4 ends when the server is put back from a copy', async () => {
  const path = await makeLink(asCarla)
  await test.server.stop()
  await renewTokenMaterial(test.dataFolder, length => new Uint8Array(length).fill(7))
  await start(test.dataFolder)
  expect(await statusOf(path)).toBe(404)
  const carla = await signIn('carla')
  expect((await carla('GET', '/_account/calendar')).json).toEqual({})
  expect(await statusOf(await makeLink(carla))).toBe(200)
})

it('CA3 CA4 is what the disk says where a write failed: the former one works on, or the one that was stored', async () => {
  const disk = createFaultyDisk()
  const mended = () => eventually(async () => expect((await test.server.databases.health()).failing).toEqual([]))
  await test.server.stop()
  await start(test.dataFolder, disk)
  const carla = await signIn('carla')
  const path = await makeLink(carla)
  for (const method of ['POST', 'DELETE']) {
    disk.state = 'failing'
    expect((await carla(method, '/_account/calendar')).status).toBe(503)
    disk.state = 'sound'
    await mended()
    expect((await carla('GET', '/_account/calendar')).json).toEqual({ madeAt: now })
    expect(await statusOf(path)).toBe(200)
  }
  disk.losesNextAnswer = true
  const stored = await makeLink(carla)
  await mended()
  expect([await statusOf(path), await statusOf(stored)]).toEqual([404, 200])
  test = await test.restart()
  anybody = createClient(test.url)
  expect([await statusOf(path), await statusOf(stored)]).toEqual([404, 200])
})

it('CA5 stands in no line of the log, and opens nothing else', async () => {
  const path = await makeLink(asCarla)
  const token = /[0-9a-f]{64}/.exec(path)?.[0] ?? ''
  const feed = await readFeed(path)
  expect(feed.headers.get('cache-control')).toBe('private, no-cache')
  expect(feed.headers.get('referrer-policy')).toBe('no-referrer')
  expect(test.log.join()).toContain('"route":"calendar-feed"')
  expect(test.log.join()).not.toContain(token)
  const stolen = createClient(test.url, bearer(token))
  expect((await stolen('GET', '/slots')).status).toBe(401)
  expect(await statusOf(`/_calendar/${token}`)).toBe(404)
})

it('CA6 says by its tag that nothing has changed', async () => {
  const path = await makeLink(asCarla)
  const first = await readFeed(path)
  test.clock.now += 60_000
  const tag = first.headers.get('etag') ?? ''
  expect(await readFeed(path, { 'if-none-match': tag })).toMatchObject({ status: 304, text: '' })
  await asStan('POST', '/slots/_bulk_docs', { docs: [claimDoc(coach, at(4), bookingIdOf(4), now)] })
  expect(listStarts(await readFeed(path, { 'if-none-match': tag }))).toEqual([at(2), at(3), at(4)])
})
