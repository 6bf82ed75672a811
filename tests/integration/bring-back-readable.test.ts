import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestServer } from '../support/test-server.ts'
import { createBrowser } from './bring-back-fixture.ts'
import {
  claimDocument,
  createClients,
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
let coachId: string
let samId: string
const clients = createClients()
const bookingId = idOf('the session')
const idAt = (hours: number): string => `${coachId}:${soon + hours * hourMs}`
const nothing = { changes: 0, drafts: 0, notices: 0 }

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  samId = await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon), slotDocument(coachId, soon + 4 * hourMs)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

const open = (...args: Parameters<typeof clients.open>) => clients.open(...args)

/** A file as a device of this account would have written it of what was readable. */
function writeFile(userId: string, unsynced: object): Blob {
  const restorable = { version: 1, unsynced: { users: [], slots: [], calls: [], ...unsynced }, drafts: [], notices: [] }
  const file = { version: 1, kind: 'key-lost', at: server.clock.now, account: { key: `${userId}@${server.url}` } }
  return new Blob([JSON.stringify({ ...file, restorable, lost: [] })])
}
const alone = (value: object) => ({ local: { deleted: false, value } })

it('PW9 a booking is not asked for again: its student reads which one it was', async () => {
  const sam = await open(createBrowser(server), 'sam')
  const synced = await sam.until(state => isSynced(state) && state.slots.length === 2)
  const open4 = synced.slots.find(({ id }) => id === idAt(4))
  const claim = { ...open4, status: 'requested', bookingId: idOf('another'), validUntil: server.clock.now + minuteMs }
  const file = writeFile(samId, { slots: [alone(claim)] })
  const claims = [{ kind: 'claim', refusal: 'claim-expired', startsAt: soon + 4 * hourMs, otherName: 'Person cara' }]
  expect(await sam.state.bringBack(file)).toMatchObject({ value: { back: nothing, left: claims } })
  expect(sam.state.slots).toMatchObject([{ status: 'booked' }, { status: 'open' }])
})

it('PW9 wishes that came too late, and words about a session that is gone, are named and kept in the inbox', async () => {
  const coach = await open(createBrowser(server), 'cara')
  const { calls } = await coach.until(state => isSynced(state) && state.calls.length === 1)
  const [call] = calls
  const move = { kind: 'reschedule', requestId: idOf('move'), toSlotId: idAt(4), reason: 'the train' }
  const gone = { ...call, id: idOf('gone'), notes: 'words about it' }
  const pencil = { ...call, id: idOf('pencil'), status: 'pencilled', pencilled: true, notes: 'beside it' }
  const file = writeFile(coachId, {
    calls: [{ ...alone({ ...call, request: move }), base: alone(call ?? {}).local }, alone(gone), alone(pencil)]
  })
  server.clock.now = soon + hourMs
  const who = { startsAt: soon, otherName: 'Person sam' }
  for (let time = 0; time < 2; time += 1) {
    expect(await coach.state.bringBack(file)).toMatchObject({
      value: {
        back: nothing,
        left: [
          { kind: 'request', ...who },
          { kind: 'session', refusal: 'session-gone', ...who },
          { kind: 'pencil', ...who }
        ]
      }
    })
    const { notices } = await coach.until(({ notices: told }) => told.length >= 3)
    expect(notices.map(({ topic }) => topic).sort()).toEqual(['edit-met-deletion', 'request-refused', 'write-refused'])
    const kept = notices.map(({ mine }) => mine).join(' ')
    for (const words of ['the train', 'words about it', 'beside it']) expect(kept).toContain(words)
  }
  expect((await coach.until(isSynced)).calls).toEqual(calls)
})

it('PW8 a request that is still in time is asked again, and carried out once', async () => {
  const coach = await open(createBrowser(server), 'cara')
  const { calls } = await coach.until(state => isSynced(state) && state.calls.length === 1)
  const request = { kind: 'cancel', requestId: idOf('cancel'), reason: 'ill', reopenSlot: true }
  const file = writeFile(coachId, { calls: [alone({ ...calls[0], request })] })
  expect(await coach.state.bringBack(file)).toMatchObject({ value: { back: { changes: 1 }, left: [] } })
  const { calls: after } = await coach.until(state => isSynced(state) && state.calls[0]?.status === 'cancelled')
  expect(after).toMatchObject([{ cancellation: { reason: 'ill' } }])
  expect(await coach.state.bringBack(file)).toMatchObject({ value: { back: nothing, left: [] } })
})
