// What people wrote after a copy was made, once the server is set back to it (rules SB).
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listActions } from '#domain/actions/list-actions.ts'
import { toEditedActions } from '#domain/actions/plan-actions.ts'
import { type Client, type Device, hourMs, isSynced, pushAs, slotDocument, soon } from './replication-fixture.ts'
import { type ChangingServer, startChangingServer } from './set-back-fixture.ts'

let world: ChangingServer
let coachId: string
let studentId: string
let laptop: Device
let bookingId: string

beforeEach(async () => {
  world = await startChangingServer()
  coachId = await world.current.addAccount('cara', 'coach')
  studentId = await world.current.addAccount('sam', 'student', { displayName: 'Sam' })
  await pushAs(world.current, 'cara', 'slots', [slotDocument(coachId, soon)])
  bookingId = await world.book('sam', `${coachId}:${soon}`)
  world.current.clock.now = soon + hourMs
  laptop = world.addDevice()
})
afterEach(() => world.remove())

const forStudent = (text: string) => ({ text, owner: 'student', isDone: false }) as const
const texts = ({ state: { calls } }: Client) => calls.flatMap(listActions).map(({ text }) => text)

async function open(name?: string): Promise<Client> {
  const client = await world.open(laptop, name)
  await client.until(state => isSynced(state) && state.calls.length === 1)
  return client
}

async function comeBack(): Promise<Client> {
  const client = await world.open(laptop)
  await client.until(state => isSynced(state) && state.notices.some(({ topic }) => topic === 'server-set-back'))
  return client
}

it('SB2 a summary, actions and a dossier that were written after the copy are there again, for the student too', async () => {
  await world.close(await open('cara'))
  await world.copy('old')
  const later = await open()
  const actions = [forStudent('Read chapter 2'), forStudent('Record a speech')]
  await later.state.wrapUp(bookingId, { outcome: 'completed', summary: 'We practised openings', actions })
  await later.state.saveDossier({ id: studentId, name: 'Sam' }, { goals: 'To speak up.', tags: ['board'] })
  await later.until(state => isSynced(state) && state.dossiers.size === 1)
  await world.close(later)
  await world.setBack('old')
  expect(await world.read('sam', `calls-${studentId}`, bookingId)).not.toHaveProperty('shared')
  const back = await comeBack()
  expect(texts(back)).toEqual(['Read chapter 2', 'Record a speech'])
  expect(await world.read('cara', `calls-${coachId}`, `dossier:${studentId}`)).toMatchObject({
    goals: 'To speak up.',
    tags: ['board']
  })
  const shared = (await world.read('sam', `calls-${studentId}`, bookingId))?.['shared']
  expect(shared).toMatchObject({ summary: 'We practised openings' })
  expect(JSON.stringify(shared)).toContain('Record a speech')
  expect(back.state.notices.map(({ topic }) => topic)).toEqual(['server-set-back'])
})

it('SB2 changes of an action that was there at the copy are there again; one that was removed since comes back', async () => {
  const before = await open('cara')
  const actions = [forStudent('Read chapter 2'), forStudent('Record a speech')]
  await before.state.wrapUp(bookingId, { outcome: 'completed', actions })
  await before.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  await world.close(before)
  await world.copy('old')
  const later = await open()
  world.current.clock.now += hourMs
  const [read] = later.state.calls.flatMap(toEditedActions)
  if (read === undefined) throw new Error('nothing to read')
  await later.state.wrapUp(bookingId, { outcome: 'completed', actions: [{ ...read, text: 'Read chapter 3' }] })
  await later.until(state => isSynced(state) && texts(later).length === 1)
  await world.close(later)
  await world.setBack('old')
  const back = await comeBack()
  // Nobody knows whether it was removed here, or made elsewhere and not seen: nothing that was written is lost.
  expect(texts(back).toSorted()).toEqual(['Read chapter 3', 'Record a speech'])
})
