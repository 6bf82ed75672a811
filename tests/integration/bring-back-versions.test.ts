import { afterEach, beforeEach, expect, it } from 'vitest'
import { createNewerServer, type NewerServer } from '../support/newer-server.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createDevice,
  cut,
  hourMs,
  idOf,
  isSynced,
  openClient,
  pushAs,
  restore,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
let newer: NewerServer
let coach: Client
const bookingId = idOf('the session')
const madeAt = soon + 8 * hourMs

/** A coach with a session that was held, on a device without a network, whose server is of a later version. */
beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
  const device = createDevice(server)
  newer = createNewerServer(device.network.fetch)
  Object.assign(device.network, { fetch: newer.fetch })
  newer.fieldsById.set(bookingId, { room: { floor: 2 } })
  coach = await openClient(device, 'cara')
  await coach.until(state => isSynced(state) && state.calls.length === 1 && state.coaches.length === 1)
  server.clock.now = soon + hourMs
  await cut(coach)
})
afterEach(async () => {
  await coach.stop()
  await server.remove()
})

interface Kept {
  readonly users?: readonly object[]
  readonly slots?: readonly object[]
  readonly calls?: readonly object[]
  readonly notices?: readonly object[]
}

/** A file as a device of a later version writes it. */
function createFile({ users = [], slots = [], calls = [], notices = [] }: Kept): Blob {
  const restorable = { version: 1, unsynced: { users, slots, calls }, drafts: [], notices }
  const account = { key: `${coachId}@${server.url}` }
  return new Blob([JSON.stringify({ version: 1, kind: 'key-lost', at: soon, account, restorable })])
}

const live = (value: object) => ({ deleted: false, value })
const lastSent = (id: string) => newer.sent.findLast(document => document['_id'] === id)

/** The server knows the fields, which the person's other devices have sent meanwhile. */
async function send(fieldsById: Readonly<Record<string, object>>): Promise<void> {
  for (const [id, fields] of Object.entries(fieldsById)) newer.fieldsById.set(id, fields as Record<string, unknown>)
  await restore(coach)
  await coach.until(state => isSynced(state) && state.syncByRecord.size === 0)
}

it('PW8, VE1 a session comes back with the fields that only a newer version knows, at every depth', async () => {
  const [call] = coach.state.calls
  const room = { floor: 3, seats: [{ row: 1 }] }
  const kept = { ...call, notes: 'kept words', room }
  const file = createFile({ calls: [{ local: live(kept), base: live({ ...call }) }] })
  expect(await coach.state.bringBack(file)).toMatchObject({ ok: true, value: { back: { changes: 1 }, left: [] } })
  expect(coach.state.calls).toMatchObject([{ notes: 'kept words', room }])
  expect(await coach.state.bringBack(file)).toMatchObject({ ok: true, value: { back: { changes: 0 }, same: 1 } })
  await send({ [bookingId]: { room } })
  expect(lastSent(bookingId)).toMatchObject({ notes: 'kept words', room })
})

it('PW8, VE2 a field that only a newer version knows, and that was changed here too since, stays as it is here', async () => {
  const [call] = coach.state.calls
  const kept = { ...call, notes: 'kept words', room: { floor: 4 } }
  const base = { ...call, room: { floor: 1 } }
  const file = createFile({ calls: [{ local: live(kept), base: live(base) }] })
  expect(await coach.state.bringBack(file)).toMatchObject({ ok: true, value: { back: { changes: 1 } } })
  expect(coach.state.calls).toMatchObject([{ notes: 'kept words', room: { floor: 2 } }])
})

it('PW8, VE3 a session whose state only a newer version knows brings back its words, and leaves the state', async () => {
  const [call] = coach.state.calls
  const kept = { ...call, status: 'postponed', postponedTo: soon, notes: 'kept words' }
  const file = createFile({ calls: [{ local: live(kept), base: live({ ...call }) }] })
  expect(await coach.state.bringBack(file)).toMatchObject({ ok: true, value: { back: { changes: 1 }, left: [] } })
  expect(coach.state.calls).toMatchObject([{ status: 'confirmed', notes: 'kept words' }])
})

it('PW8, VE1 a slot and a public page come back with the fields that only a newer version knows', async () => {
  const slotId = `${coachId}:${madeAt}`
  const { _id, ...slot } = slotDocument(coachId, madeAt, { colour: { name: 'red' } }) as { readonly _id: string }
  const [page] = coach.state.coaches
  const kept = { ...page, bio: 'kept page', teaches: ['voice'] }
  const file = createFile({
    slots: [{ local: live({ ...slot, id: _id }) }],
    users: [{ local: live(kept), base: live({ ...page }) }]
  })
  expect(await coach.state.bringBack(file)).toMatchObject({ ok: true, value: { back: { changes: 2 }, left: [] } })
  expect(await coach.state.bringBack(file)).toMatchObject({ ok: true, value: { back: { changes: 0 }, same: 2 } })
  await send({ [slotId]: { colour: { name: 'red' } }, [coachId]: { teaches: ['voice'] } })
  expect(lastSent(slotId)).toMatchObject({ status: 'open', colour: { name: 'red' } })
  expect(lastSent(coachId)).toMatchObject({ bio: 'kept page', teaches: ['voice'] })
  expect(coach.state.slots).toContainEqual(expect.objectContaining({ id: slotId, status: 'open' }))
})

it('PW8, VE3 a message of a topic that only a newer version knows comes back as it was', async () => {
  const notice = {
    id: 'notice:review-came:1',
    kind: 'notice',
    topic: 'review-came',
    at: soon,
    stars: 5,
    dismissed: false
  }
  const file = createFile({ notices: [{ ...notice, subject: { collection: 'calls', id: bookingId } }] })
  expect(await coach.state.bringBack(file)).toMatchObject({ ok: true, value: { back: { notices: 1 }, left: [] } })
  expect(coach.state.notices).toMatchObject([{ topic: 'newer', stars: 5 }])
})
