import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDexieStorage } from '#renderer/data/database/dexie-storage.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  type OldProfile,
  readOldProfile,
  removeDatabases,
  restoreDatabases
} from '../support/old-profile/old-profile.ts'
import {
  createClients,
  createDevice,
  dayMs,
  type Device,
  hourMs,
  idOf,
  isSynced,
  pushAs,
  slotDocument,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let profile: OldProfile
let device: Device
const clients = createClients()
const bookingId = idOf('the session')

/** The server's side of what the profile synced, with the same clock. */
beforeEach(async () => {
  const { startsAt: start } = await readOldProfile()
  const clock = { now: start }
  server = await startServer({ clock })
  const coachId = await server.addAccount('cara', 'coach')
  const studentId = await server.addAccount('sam', 'student', {
    displayName: 'Samantha Private',
    phone: '+41 44 555 01 23'
  })
  const slots = [2, 3, 4].map(days => slotDocument(coachId, start + days * dayMs))
  await pushAs(server, 'cara', 'slots', slots)
  const validUntil = start + 5 * 60_000
  await pushAs(server, 'sam', 'slots', [
    slotDocument(coachId, start + 2 * dayMs, { status: 'requested', bookingId, validUntil })
  ])
  clock.now = start + 2 * dayMs + hourMs
  profile = await readOldProfile({ coachId, studentId })
  await restoreDatabases(profile)
  device = { ...createDevice({ ...server, url: profile.serverUrl }, createDexieStorage()) }
  device.network.target = server.url
  for (const [key, value] of Object.entries(profile.keyValues)) device.keyValues.set(key, value)
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
  await removeDatabases()
})

const open = (name?: string) => clients.open(device, name)

it('an old profile opens without a network, with everything that was in it', async () => {
  device.network.cut()
  const coach = await open()
  const { coachId, startsAt: start } = profile
  const idAt = (days: number): string => `${coachId}:${start + days * dayMs}`
  expect(coach.state.slots.map(({ id, status }) => [id, status])).toEqual([
    [idAt(2), 'booked'],
    [idAt(3), 'open'],
    [idAt(6), 'open']
  ])
  expect(coach.state.calls).toMatchObject([
    { id: bookingId, otherName: 'Samantha Private', otherPhone: '+41445550123', notes: 'Secret words of the session' }
  ])
  expect(coach.state.coaches).toMatchObject([{ id: coachId, displayName: 'Person cara' }])
  expect(coach.state.drafts).toMatchObject([{ subjectId: bookingId, values: { notes: 'A secret draft' } }])
  expect(coach.state.notices).toMatchObject([{ topic: 'words-merged', mine: '{"notes":"secret words that lost"}' }])
  const { syncByRecord } = await coach.until(({ syncByRecord: marks }) => marks.size >= 3)
  expect(new Set(syncByRecord.keys())).toEqual(new Set([bookingId, idAt(4), idAt(6)]))
})

it('what an old profile had not synced is pushed once, and nothing else is', async () => {
  const coach = await open('cara')
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'completed' && state.slots.length === 3)
  const pushes = device.network.requests.filter(line => line.endsWith('/_bulk_docs'))
  expect(pushes).toEqual(['POST /slots/_bulk_docs', `POST /calls-${profile.coachId}/_bulk_docs`])
  // Compared with the server once, as its stamps may have hidden something; then the pull goes on from there.
  expect(device.network.requests.filter(line => line.startsWith('GET /slots/_all_docs'))).toHaveLength(1)
  await clients.stop(coach)
  const before = device.network.requests.length
  const again = await open()
  await again.until(isSynced)
  const later = device.network.requests.slice(before)
  expect(later.filter(line => line.endsWith('/_bulk_docs') || line.startsWith('GET /slots/_all_docs'))).toEqual([])
  expect(again.state.slots).toHaveLength(3)
  expect(again.state.calls).toMatchObject([{ notes: 'Secret words of the session', satisfaction: 4 }])
})
