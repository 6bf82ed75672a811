import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  cut,
  dayMs,
  hourMs,
  idOf,
  isSynced,
  pushAs,
  restore,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
let studentId: string
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  studentId = await server.addAccount('sam', 'student', { displayName: 'Sam' })
  await pushAs(
    server,
    'cara',
    'slots',
    [0, 1, 2].map(n => slotDocument(coachId, soon + n * dayMs))
  )
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(name: string): Promise<Client> {
  const client = await clients.open(createDevice(server), name)
  await client.until(state => isSynced(state) && state.slots.length === 3)
  return client
}

const claimFirst = () => pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, idOf('claim'))])

it('BL3 MG17 two devices of a coach block two students without a network: both are blocked, and undo takes one back', async () => {
  const [one, two] = [await open('cara'), await open('cara')]
  await Promise.all([cut(one), cut(two)])
  expect(await one.state.setBlocked({ id: studentId, name: 'Sam' }, true)).toMatchObject({ ok: true })
  expect(await two.state.setBlocked({ id: 'studentzz', name: 'Zoe' }, true)).toMatchObject({ ok: true })
  await restore(one)
  await restore(two)
  const both = [studentId, 'studentzz'].toSorted()
  for (const client of [one, two]) await client.until(state => isSynced(state) && state.blocked.size === 2)
  expect([...two.state.blocked].toSorted()).toEqual(both)
  expect(await claimFirst()).toMatchObject([{ reason: 'by-arrangement' }])
  expect(one.state.journal).toMatchObject([{ kind: 'student-blocked', otherName: 'Sam' }])

  expect(await one.state.undo()).toMatchObject({ ok: true })
  for (const client of [one, two]) await client.until(state => isSynced(state) && state.blocked.size === 1)
  expect([...two.state.blocked]).toEqual(['studentzz'])
  expect(await claimFirst()).toMatchObject([{ ok: true }])
})

it('HM3 HM4 what a coach says reaches a booked student, follows a change, and goes with the cancellation', async () => {
  const coach = await open('cara')
  const sam = await open('sam')
  await coach.state.saveHowWeMeet({ way: 'link', link: 'https://meet.example/cara' })
  await coach.until(isSynced)
  expect(await sam.state.claimSlot(`${coachId}:${soon}`)).toMatchObject({ ok: true })
  const place = { kind: 'link', link: 'https://meet.example/cara' }
  await sam.until(({ calls }) => calls[0]?.meeting?.kind === 'link')
  await coach.until(({ calls }) => calls[0]?.meeting?.kind === 'link')
  expect([sam.state.calls[0]?.meeting, coach.state.calls[0]?.meeting]).toEqual([place, place])

  await coach.state.saveHowWeMeet({ way: 'phone', caller: 'student', link: 'https://meet.example/cara' })
  await sam.until(({ calls }) => calls[0]?.meeting?.kind === 'phone')
  await coach.until(({ calls }) => calls[0]?.meeting?.kind === 'phone')
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  await sam.until(({ calls }) => calls[0]?.meeting?.kind === 'link')

  await sam.state.cancelSession(sam.state.calls[0]?.id ?? '', { reason: 'Ill', reopenSlot: true })
  for (const client of [sam, coach]) await client.until(({ calls }) => calls[0]?.status === 'cancelled')
  expect([sam, coach].map(({ state }) => state.calls[0]?.meeting)).toEqual([undefined, undefined])
})

it('HM3 a change reaches more sessions than one page has, and none that has begun', async () => {
  const coach = await open('cara')
  const starts = Array.from({ length: 120 }, (_, n) => soon + 10 * dayMs + n * 2 * hourMs)
  await pushAs(server, 'cara', `users`, [await pageWithoutCap()])
  await pushAs(
    server,
    'cara',
    'slots',
    starts.map(startsAt => slotDocument(coachId, startsAt))
  )
  const claims = starts.map((startsAt, n) => claimDocument(server, coachId, startsAt, idOf(`many ${n}`)))
  expect((await pushAs(server, 'sam', 'slots', claims)).filter(row => row.ok !== true)).toEqual([])
  server.clock.now = (starts[0] ?? 0) + hourMs
  await coach.state.saveHowWeMeet({ way: 'address', address: 'Long Lane 3' })
  const places = await eventuallyPlaces(119)
  expect(places.get(idOf('many 0'))).toBeUndefined()
  expect([...places.values()].filter(place => place !== undefined)).toHaveLength(119)
})

async function pageWithoutCap(): Promise<object> {
  const page = (await readAs('cara', `/users/${coachId}`)) as { readonly policy: object }
  return { ...page, policy: { ...page.policy, dailyCap: 12, horizonDays: 400 } }
}

/** What the student's copies say, once so many say something. */
async function eventuallyPlaces(count: number): Promise<ReadonlyMap<string, unknown>> {
  for (;;) {
    await server.server.bookings.idle()
    const { rows } = (await readAs('sam', `/calls-${studentId}/_all_docs?include_docs=true`)) as {
      readonly rows: readonly { readonly id: string; readonly doc: { readonly meeting?: unknown } }[]
    }
    const places = new Map(rows.map(({ id, doc }) => [id, doc.meeting]))
    if ([...places.values()].filter(place => place !== undefined).length >= count) return places
  }
}

async function readAs(name: string, path: string): Promise<unknown> {
  const { token } = await server.signIn(name)
  const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })
  return answer.json()
}

it('WL1 WL2 WL6 a student waits without a network, is told once it is sent and a slot opens, and changes it on another device', async () => {
  const [one, two] = [await open('sam'), await open('sam')]
  const watchIn = (client: Client, id: string) => client.state.watches.find(watch => watch.id === id)
  await one.until(({ capabilities }) => capabilities?.includes('waiting-list') === true)
  await cut(one)
  const wish = { coachId, zone: 'Europe/London', until: soon + 60 * dayMs }
  const made = await one.state.saveWatch(wish)
  if (!made.ok) throw new Error(made.refusal)
  expect(one.state.syncByRecord.get(made.value)).toBe('saved-here')
  expect(one.state.journal).toMatchObject([{ kind: 'watch-made', outcome: 'waiting' }])
  for (let n = 1; n < 10; n += 1) expect(await one.state.saveWatch(wish)).toMatchObject({ ok: true })
  expect(await one.state.saveWatch(wish)).toMatchObject({ ok: false, refusal: 'too-many-watches' })
  for (const { id } of one.state.watches.filter(({ id }) => id !== made.value)) await one.state.removeWatch(id)
  await restore(one)
  await two.until(state => isSynced(state) && watchIn(two, made.value) !== undefined)
  expect(two.state.watches).toHaveLength(1)

  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + 7 * dayMs)])
  const isTold = (client: Client) => client.state.notices.some(({ topic }) => topic === 'slot-opened')
  for (const client of [one, two]) await client.until(() => isTold(client))

  expect(await two.state.saveWatch({ ...wish, weekdays: [1] }, made.value)).toEqual({ ok: true, value: made.value })
  await one.until(state => isSynced(state) && watchIn(one, made.value)?.weekdays !== undefined)
  expect(two.state.journal).toMatchObject([{ kind: 'watch-changed' }])
  expect(await two.state.undo()).toMatchObject({ ok: true })
  await one.until(state => isSynced(state) && watchIn(one, made.value)?.weekdays === undefined)

  // One that is gone elsewhere is made anew: what a person says is not lost.
  await one.state.removeWatch(made.value)
  await two.until(state => isSynced(state) && state.watches.length === 0)
  const again = await two.state.saveWatch(wish, made.value)
  expect(again).toMatchObject({ ok: true })
  expect(again).not.toEqual(made)
  expect(await two.state.undo()).toMatchObject({ ok: true })
  expect(two.state.watches).toEqual([])
})
