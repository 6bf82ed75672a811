import { afterEach, beforeEach, expect, it } from 'vitest'
import { followUpIdOf } from '#domain/actions/follow-ups.ts'
import { listActions } from '#domain/actions/list-actions.ts'
import { toEditedActions } from '#domain/actions/plan-actions.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  cut,
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
const clients = createClients()
const bookingId = idOf('the session')

beforeEach(async () => {
  server = await startServer()
  const coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
  server.clock.now = soon + hourMs
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(name: string): Promise<Client> {
  const client = await clients.open(createDevice(server), name)
  await client.until(state => state.calls.length === 1 && isSynced(state))
  return client
}

function restore(client: Client): void {
  client.device.network.restore()
  client.wake()
}

const list = ({ state: { calls } }: Client) =>
  calls.flatMap(listActions).map(({ text, owner, state, tickedText }) => [text, owner, state, tickedText])
const idFor = ({ state: { calls } }: Client, text: string): string =>
  calls.flatMap(listActions).find(action => action.text === text)?.id ?? text
const edited = ({ state: { calls } }: Client) => calls.flatMap(toEditedActions)
const forStudent = (text: string, dueDate?: string) =>
  ({ text, owner: 'student', isDone: false, ...(dueDate === undefined ? {} : { dueDate }) }) as const
const forCoach = (text: string) => ({ text, owner: 'coach', isDone: false }) as const
const listsAre = (client: Client, expected: ReturnType<typeof list>) =>
  client.until(state => isSynced(state) && JSON.stringify(list(client)) === JSON.stringify(expected))

it('SU2 SU3 a summary with actions is written offline, read and ticked by the student in a tunnel, and seen by the coach', async () => {
  const [coach, student] = [await open('cara'), await open('sam')]
  await cut(coach)
  const actions = [forStudent('Read chapter 2', '2026-12-24'), forCoach('Find an easier text')]
  const wrapUp = { outcome: 'completed', notes: 'Tired today', summary: 'We practised *openings*', actions } as const
  expect(await coach.state.wrapUp(bookingId, wrapUp)).toMatchObject({ ok: true })
  expect(list(coach)).toEqual([
    ['Read chapter 2', 'student', 'open', undefined],
    ['Find an easier text', 'coach', 'open', undefined]
  ])
  restore(coach)
  await listsAre(student, [['Read chapter 2', 'student', 'open', undefined]])
  expect(student.state.calls[0]?.shared).toMatchObject({ summary: 'We practised *openings*' })
  expect(JSON.stringify(student.state.calls)).not.toMatch(/Tired|easier/)

  await cut(student)
  expect(await student.state.setActionDone(bookingId, idFor(student, 'Read chapter 2'), true)).toMatchObject({
    ok: true
  })
  expect(list(student)).toEqual([['Read chapter 2', 'student', 'done', undefined]])
  expect(student.state.syncByRecord.get(bookingId)).toBe('saved-here')
  restore(student)
  await listsAre(coach, [
    ['Read chapter 2', 'student', 'done', undefined],
    ['Find an easier text', 'coach', 'open', undefined]
  ])
  const other = await coach.state.setActionDone(bookingId, idFor(coach, 'Read chapter 2'), false)
  expect(other).toMatchObject({ ok: false, refusal: 'not-yours' })
  await coach.state.setActionDone(bookingId, idFor(coach, 'Find an easier text'), true)
  await coach.until(state => isSynced(state) && list(coach)[1]?.[2] === 'done')
})

it('SU5 SU6 what is removed or changed while the student ticks it in a tunnel stays with the tick', async () => {
  const [coach, student] = [await open('cara'), await open('sam')]
  const actions = [forStudent('Read chapter 2'), forStudent('Record a speech'), forStudent('Write a page')]
  await coach.state.wrapUp(bookingId, { outcome: 'completed', actions })
  await student.until(() => list(student).length === 3)
  await cut(student)
  for (const text of ['Read chapter 2', 'Record a speech']) {
    await student.state.setActionDone(bookingId, idFor(student, text), true)
  }
  const [first] = edited(coach)
  if (first === undefined) throw new Error('no action')
  const next = [{ ...first, text: 'Read chapters 2 and 3' }]
  await coach.state.wrapUp(bookingId, { outcome: 'completed', actions: next })
  await coach.until(isSynced)
  restore(student)
  const expected = [
    ['Read chapters 2 and 3', 'student', 'done', 'Read chapter 2'],
    ['Record a speech', 'student', 'withdrawn', undefined]
  ]
  await Promise.all([listsAre(coach, expected as never), listsAre(student, expected as never)])
  expect(list(coach)).toEqual(list(student))
})

it('MG20 two devices of the coach change the actions of one session', async () => {
  const [a, b] = [await open('cara'), await open('cara')]
  await a.state.wrapUp(bookingId, { outcome: 'completed', actions: [forStudent('Read'), forCoach('Call')] })
  await b.until(state => isSynced(state) && list(b).length === 2)
  await cut(a)
  await cut(b)
  const [readA, callA] = edited(a)
  const [readB, callB] = edited(b)
  if (readA === undefined || callA === undefined || readB === undefined || callB === undefined) throw new Error('none')
  await a.state.wrapUp(bookingId, {
    outcome: 'completed',
    actions: [{ ...readA, text: 'Read A' }, forCoach('New of A')]
  })
  server.clock.now += minuteMs
  await b.state.wrapUp(bookingId, {
    outcome: 'completed',
    actions: [{ ...readB, text: 'Read B' }, callB, forCoach('New of B')]
  })
  restore(a)
  await a.until(isSynced)
  restore(b)
  const texts = (client: Client) =>
    list(client)
      .map(([text]) => String(text))
      .toSorted()
  for (const client of [a, b]) {
    await client.until(state => isSynced(state) && texts(client).length === 3 && texts(client).includes('Read B'))
    expect(texts(client)).toEqual(['New of A', 'New of B', 'Read B'])
  }
  const told = b.state.notices.find(({ topic }) => topic === 'words-merged')
  expect(told?.mine).toContain('Read A')
  expect(told?.mine).not.toContain('New of')
})

it('SU8 a follow-up of an old device is an action, and stays where that device edits it', async () => {
  const [old, today] = [await open('cara'), await open('cara')]
  await old.state.wrapUp(bookingId, { outcome: 'completed', followUps: [{ text: 'Call', done: false }] })
  await today.until(state => isSynced(state) && list(today).length === 1)
  expect(await today.state.setActionDone(bookingId, followUpIdOf({ text: 'Call' }), true)).toMatchObject({ ok: true })
  await old.until(state => isSynced(state) && state.calls[0]?.followUps?.[0]?.done === true)
  const [call] = edited(today)
  if (call === undefined) throw new Error('none')
  const dated = { ...call, dueDate: '2026-12-24' }
  await today.state.wrapUp(bookingId, { outcome: 'completed', actions: [dated] })
  await old.until(state => isSynced(state) && state.calls[0]?.followUps?.length === 0)
  expect(list(old)).toEqual([['Call', 'coach', 'done', undefined]])
})

it('JN5 a tick is taken back by undo, and an action that changed since is not', async () => {
  const [coach, student] = [await open('cara'), await open('sam')]
  await coach.state.wrapUp(bookingId, {
    outcome: 'completed',
    notes: 'Mine',
    actions: [forStudent('Read'), forCoach('Call')]
  })
  await student.until(() => list(student).length === 1)
  await student.state.setActionDone(bookingId, idFor(student, 'Read'), true)
  await student.until(state => isSynced(state) && state.journal[0]?.outcome === 'confirmed')
  expect(student.state.journal[0]).toMatchObject({ kind: 'ticked' })
  expect(await student.state.undo()).toMatchObject({ ok: true, value: { entry: { kind: 'ticked' } } })
  await student.until(state => isSynced(state) && list(student)[0]?.[2] === 'open')
  await coach.until(state => isSynced(state) && list(coach)[0]?.[2] === 'open')

  await coach.state.setActionDone(bookingId, idFor(coach, 'Call'), true)
  await coach.until(state => isSynced(state) && state.journal[0]?.outcome === 'confirmed')
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && list(coach)[1]?.[2] === 'open')
  expect(coach.state.calls[0]).toMatchObject({ notes: 'Mine' })
})

it('VE10 nothing of it is written for a server that does not take it', async () => {
  const device = createDevice(server)
  device.network.intercept = ({ line }) =>
    line === 'GET /' ? Promise.resolve(Response.json({ couchdb: 'Welcome', features: [] })) : undefined
  const coach = await clients.open(device, 'cara')
  await coach.until(state => state.calls.length === 1 && isSynced(state) && state.capabilities !== undefined)
  for (const part of [{ summary: 'We began' }, { actions: [forStudent('Read')] }]) {
    const refused = await coach.state.wrapUp(bookingId, { outcome: 'completed', ...part })
    expect(refused).toMatchObject({ ok: false, refusal: 'server-older' })
  }
  expect(await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'As before' })).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
})

it('SU10 MG23 a student is told once of each session; what was put aside in a tunnel while it was renewed is unread', async () => {
  const [coach, student] = [await open('cara'), await open('sam')]
  const told = () => student.state.notices.filter(({ topic }) => topic === 'session-shared')
  await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'Tired today', summary: 'We practised openings' })
  await student.until(() => told().length === 1)
  expect(JSON.stringify(student.state.notices)).not.toMatch(/Tired|openings/)
  expect(coach.state.notices).toEqual([])
  const [first] = told()
  await student.state.setNoticeDismissed(first?.id ?? '', true)
  await student.until(isSynced)

  server.clock.now += minuteMs
  await coach.state.wrapUp(bookingId, { outcome: 'completed', actions: [forStudent('Read chapter 2')] })
  await student.until(() => told()[0]?.dismissed === false)
  expect(told().map(({ id }) => id)).toEqual([first?.id])

  await cut(student)
  await student.state.setNoticeDismissed(first?.id ?? '', true)
  server.clock.now += minuteMs
  await coach.state.wrapUp(bookingId, { outcome: 'completed', summary: 'We practised endings' })
  await coach.until(isSynced)
  restore(student)
  await student.until(state => isSynced(state) && told()[0]?.dismissed === false)

  // The own tick is no news.
  await student.state.setNoticeDismissed(first?.id ?? '', true)
  await student.state.setActionDone(bookingId, idFor(student, 'Read chapter 2'), true)
  await coach.until(() => list(coach)[0]?.[2] === 'done')
  await student.until(isSynced)
  expect(told().map(({ dismissed }) => dismissed)).toEqual([true])
})
