import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDexieStorage } from '#renderer/data/database/dexie-storage.ts'
import type { TestServer } from '../support/test-server.ts'
import { dumpIndexedDb, readOldProfile, removeDatabases, restoreDatabases } from '../support/old-profile/old-profile.ts'
import { createTestKeyVault } from './recovery-fixture.ts'
import {
  claimDocument,
  createClients,
  createDevice,
  type Device,
  hourMs,
  idOf,
  isSynced,
  pushAs,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
const clients = createClients()
const bookingId = idOf('the session')
const phone = '+41445550123'

beforeEach(async () => {
  server = await startServer()
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
  await removeDatabases()
})

function createSealedDevice(from: Pick<TestServer, 'url'> = server): Device {
  return {
    ...createDevice({ ...server, ...from }, createDexieStorage()),
    parts: { dataKeyVault: createTestKeyVault() }
  }
}

const draftOf = (notes: string) => ({
  form: 'wrap-up' as const,
  subjectId: bookingId,
  values: { notes, followUps: [] }
})

const open = (device: Device, name?: string) => clients.open(device, name)

it('after a working session nothing private lies in IndexedDB, and all of it is there again', async () => {
  const coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student', { displayName: 'Samantha Private', phone })
  const device = createSealedDevice()
  const coach = await open(device, 'cara')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
  await coach.until(state => isSynced(state) && state.calls[0]?.otherPhone === phone)
  server.clock.now = soon + hourMs
  await coach.state.saveDraft(draftOf('words of a draft'))
  const agreed = {
    summary: 'words of a summary',
    actions: [
      { text: 'words of an action', owner: 'student' as const, isDone: false },
      { text: 'words of an own action', owner: 'coach' as const, dueDate: '2031-02-03', isDone: false }
    ]
  }
  await coach.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 2, notes: 'words of the coach', ...agreed })
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  const dossier = { goals: 'goals of a person', background: 'background of a person', tags: ['tag of a person'] }
  await coach.state.saveDossier({ id: coach.state.calls[0]?.otherId ?? '', name: 'Samantha Private' }, dossier)
  await server.server.bookings.countOffered()
  await coach.until(state => isSynced(state) && state.offered.length === 1)
  await coach.state.saveDraft(draftOf('words of a second draft'))
  await clients.stop(coach)
  const stored = await dumpIndexedDb()
  // What is to be found is found: the dump is not empty.
  expect(stored).toContain(bookingId)
  const secrets = [
    'Samantha',
    '5550123',
    'words of a draft',
    'words of the coach',
    'second draft',
    'words of a',
    '2031-02-03',
    'of a person',
    // What was offered (IN7).
    'since'
  ]
  expect(secrets.filter(secret => stored.includes(secret))).toEqual([])
  device.network.cut()
  const again = await open(device)
  expect(again.state.offered).toMatchObject([{ booked: [soon], open: [] }])
  expect(again.state.calls).toMatchObject([
    { otherName: 'Samantha Private', otherPhone: phone, satisfaction: 2, summary: 'words of a summary' }
  ])
  expect(again.state.drafts).toMatchObject([{ values: { notes: 'words of a second draft' } }])
})

it('an old profile is sealed on the way', async () => {
  const profile = await readOldProfile()
  await restoreDatabases(profile)
  expect(await dumpIndexedDb()).toContain('Samantha Private')
  const device = createSealedDevice({ url: profile.serverUrl })
  for (const [key, value] of Object.entries(profile.keyValues)) device.keyValues.set(key, value)
  device.network.cut()
  const coach = await open(device)
  expect(coach.state.calls).toMatchObject([{ otherName: 'Samantha Private', notes: 'Secret words of the session' }])
  expect(coach.state.notices).toMatchObject([{ mine: '{"notes":"secret words that lost"}' }])
  // At first only the requests without an answer are known; what was not sent is, once the records of replication are read.
  const isKnown = (marks: ReadonlyMap<string, string>) => marks.size >= 3 && marks.get(bookingId) === 'saved-here'
  await coach.until(({ syncByRecord }) => isKnown(syncByRecord))
  const stored = await dumpIndexedDb()
  const secrets = ['Samantha', '5550123', 'ecret words', 'secret chapter', 'secret draft']
  expect(secrets.filter(secret => stored.includes(secret))).toEqual([])
})

it('BK23 the message of a claim that waits for its answer does not lie open in IndexedDB', async () => {
  const coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  const device = createSealedDevice()
  const sam = await open(device, 'sam')
  await sam.until(state => isSynced(state) && state.slots.length === 1)
  device.network.intercept = ({ line }) =>
    line.startsWith('POST /slots/_bulk_docs') ? Promise.reject(new TypeError('no network')) : undefined
  expect(await sam.state.claimSlot(`${coachId}:${soon}`, 'words for the coach alone')).toMatchObject({ ok: true })
  await sam.until(({ slots }) => slots[0]?.status === 'requested')
  await clients.stop(sam)
  const stored = await dumpIndexedDb()
  expect(stored).toContain('requested')
  expect(stored).not.toContain('words for the coach')

  device.network.intercept = undefined
  const again = await open(device)
  const { calls } = await again.until(state => isSynced(state) && state.calls.length === 1)
  expect(calls).toMatchObject([{ status: 'confirmed', message: 'words for the coach alone' }])
  await clients.stop(again)
  expect(await dumpIndexedDb()).not.toContain('words for the coach')
})
