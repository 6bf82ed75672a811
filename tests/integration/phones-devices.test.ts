import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDexieStorage } from '#renderer/data/database/dexie-storage.ts'
import type { TestServer } from '../support/test-server.ts'
import { dumpIndexedDb, removeDatabases } from '../support/old-profile/old-profile.ts'
import { createTestRecoveryVault } from './recovery-fixture.ts'
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
  restore,
  slotDocument,
  startServer
} from './replication-fixture.ts'

const bookingId = idOf('the session')
/** The student's. Nothing is sealed here, so that what is stored can be looked for. */
const phone = '+41445550123'
const digits = '5550123'

let server: TestServer
let coachId: string
let startsAt: number
const clients = createClients()

async function start(settings: { readonly keepPhonesMs?: number } = {}): Promise<void> {
  server = await startServer({ settings })
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student', { phone })
  startsAt = Math.ceil(server.clock.now / hourMs) * hourMs + 2 * dayMs
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, startsAt), slotDocument(coachId, startsAt + dayMs)])
  const claim = claimDocument(server, coachId, startsAt, bookingId)
  await pushAs(server, 'sam', 'slots', [claim])
}

beforeEach(() => start())
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
  await removeDatabases()
})

function createOpenDevice(): Device {
  const device = createDevice(server, createDexieStorage())
  // Its own clock says nothing: it is a month behind.
  device.clockSkewMs = -30 * dayMs
  return device
}

const open = (device: Device, name?: string) => clients.open(device, name)

const close = (client: Client) => clients.stop(client)

async function openWithCancelled(device: Device): Promise<Client> {
  const coach = await open(device, 'cara')
  await coach.until(state => isSynced(state) && state.calls[0]?.otherPhone === phone)
  await coach.state.cancelSession(bookingId, { reason: 'I am ill', reopenSlot: true })
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'cancelled')
  return coach
}

/** Nothing on the device says when it has erased something: it shows nothing new. */
const patiently = { timeout: 30_000 }
const untilErased = (): Promise<void> => expect.poll(dumpIndexedDb, patiently).not.toContain(digits)

/** All copies that the server holds of the session. */
async function readServers(): Promise<string> {
  const store = await server.server.databases.open(`calls-${coachId}`)
  return JSON.stringify(await store.read([bookingId]))
}

it('PH5 hides and erases the number of a cancelled session without a network, in its records, too', async () => {
  const device = createOpenDevice()
  const coach = await openWithCancelled(device)
  await cut(coach)
  server.clock.now += 7 * dayMs - hourMs
  coach.wake()
  expect(coach.state.calls).toMatchObject([{ status: 'cancelled', otherPhone: phone }])
  await close(coach)
  expect(await dumpIndexedDb()).toContain(digits)

  // The clock is measured to the second.
  server.clock.now += hourMs + 5_000
  const again = await open(device)
  // From the first moment on, however long the disk takes.
  expect(again.state.calls).toMatchObject([{ status: 'cancelled', cancellation: { reason: 'I am ill' } }])
  expect(JSON.stringify(again.state.calls)).not.toContain(digits)
  await untilErased()
  expect(again.state.syncByRecord.size).toBe(0)
})

it('PH5 does so while the application runs', async () => {
  const coach = await openWithCancelled(createOpenDevice())
  await cut(coach)
  server.clock.now += 8 * dayMs
  coach.wake()
  await coach.until(({ calls }) => calls[0]?.status === 'cancelled' && calls[0].otherPhone === undefined)
  await untilErased()
  await restore(coach)
  expect(coach.state.calls).toMatchObject([{ status: 'cancelled' }])
})

it('PH5 nothing of it is sent, and a server that is late brings no number back', async () => {
  const device = createOpenDevice()
  const coach = await openWithCancelled(device)
  await cut(coach)
  await close(coach)
  server.clock.now += 8 * dayMs
  // The server's own walk has not come by: this is what one of an earlier version holds.
  expect(await readServers()).toContain(digits)
  const before = device.network.requests.length
  device.network.restore()
  const again = await open(device)
  await again.until(isSynced)
  await untilErased()
  const sent = device.network.requests.slice(before).filter(line => line.includes(`calls-${coachId}/_bulk_docs`))
  expect(sent).toEqual([])
  await server.server.bookings.forgetPhones()
  expect(await readServers()).not.toContain(digits)
  await again.state.syncNow()
  await again.until(isSynced)
  // A fresh device of the same person gets none either.
  const other = await open({ ...createOpenDevice(), storage: createDexieStorage(), keyValues: new Map() }, 'cara')
  await other.until(state => isSynced(state) && state.calls.length === 1)
  expect(JSON.stringify(other.state.calls)).not.toContain(digits)
})

it('PH4 PH5 words that were typed without a network reach the server though the number has gone meanwhile', async () => {
  await server.remove()
  await start({ keepPhonesMs: 7 * dayMs })
  const device = createOpenDevice()
  const vault = createTestRecoveryVault()
  device.parts = { recoveryVault: vault }
  const coach = await open(device, 'cara')
  await coach.until(state => isSynced(state) && state.calls[0]?.otherPhone === phone)
  await cut(coach)
  server.clock.now = startsAt + hourMs
  await coach.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 4, notes: 'Typed offline', followUps: [] })
  await close(coach)
  // What is kept outside the database holds the words, and no number at any time.
  expect(vault.record?.contents).toContain('Typed offline')
  expect(vault.record?.contents).not.toContain(digits)

  server.clock.now = startsAt + 2 * hourMs + 7 * dayMs + 5_000
  const again = await open(device)
  expect(again.state.calls).toMatchObject([{ notes: 'Typed offline' }])
  expect(JSON.stringify(again.state.calls)).not.toContain(digits)
  await untilErased()
  await again.until(({ syncByRecord }) => syncByRecord.get(bookingId) === 'saved-here')
  await restore(again)
  await again.until(({ calls }) => calls[0]?.status === 'completed')
  expect(again.state.notices).toEqual([])
  expect(await readServers()).toContain('Typed offline')
  expect(JSON.stringify(again.state.calls)).not.toContain(digits)
  expect(await dumpIndexedDb()).not.toContain(digits)
})

it('PH5 an export of an earlier version, with numbers, is put back and replaced without them', async () => {
  const device = createOpenDevice()
  const vault = createTestRecoveryVault()
  device.parts = { recoveryVault: vault }
  const coach = await open(device, 'cara')
  await coach.until(state => isSynced(state) && state.calls[0]?.otherPhone === phone)
  const [call] = coach.state.calls
  await close(coach)
  const contents = {
    version: 1,
    unsynced: {
      users: [],
      slots: [],
      calls: [
        {
          local: { deleted: false, value: { ...call, notes: 'Not sent' } },
          base: { deleted: false, value: call }
        }
      ]
    },
    drafts: [],
    notices: []
  }
  expect(JSON.stringify(contents)).toContain(digits)
  // The database was emptied since.
  await removeDatabases()
  device.network.cut()
  vault.record = { databaseToken: 'another', unsynced: 1, savedAt: 0, contents: JSON.stringify(contents) }
  server.clock.now = startsAt + hourMs
  const again = await open(device)
  await again.until(({ calls }) => calls[0]?.notes === 'Not sent')
  await again.application.flush()
  expect(vault.record?.contents).toContain('Not sent')
  expect(vault.record?.contents).not.toContain(digits)
  device.network.restore()
  again.wake()
  await again.until(state => isSynced(state) && state.calls[0]?.otherPhone === phone)
  expect(again.state.calls).toMatchObject([{ notes: 'Not sent' }])
})

it('PH5 a pencil that was taken back keeps no number', async () => {
  const device = createOpenDevice()
  const coach = await open(device, 'cara')
  await coach.until(state => isSynced(state) && state.calls[0]?.otherPhone === phone)
  const studentId = coach.state.calls[0]?.otherId ?? ''
  await cut(coach)
  const outcome = await coach.state.pencilIn(`${coachId}:${startsAt + dayMs}`, studentId)
  if (!outcome.ok) throw new Error(outcome.refusal)
  await coach.until(({ calls }) => calls.some(({ id, otherPhone }) => id === outcome.value && otherPhone === phone))
  await coach.state.withdrawUnsent(outcome.value)
  await close(coach)
  const again = await open(device)
  const readTombstone = async () => (await dumpIndexedDb()).split(digits).length - 1
  // The session itself, and what is noted of it.
  await expect.poll(readTombstone, patiently).toBe(2)
  expect(again.state.calls).toMatchObject([{ id: bookingId, otherPhone: phone }])
})

it('BK22 knows before it asks that a sixth new coach is one too many', async () => {
  const sam = await open(createOpenDevice(), 'sam')
  for (let number = 0; number < 5; number += 1) {
    const otherId = await server.addAccount(`coach${number}`, 'coach')
    await pushAs(server, `coach${number}`, 'slots', [slotDocument(otherId, startsAt + (number + 1) * 3 * hourMs)])
  }
  await sam.until(state => isSynced(state) && state.slots.filter(({ status }) => status === 'open').length === 6)
  const outcomes: string[] = []
  for (const { id } of sam.state.slots.filter(({ coachId: owner, status }) => owner !== coachId && status === 'open')) {
    const outcome = await sam.state.claimSlot(id)
    outcomes.push(outcome.ok ? 'ok' : outcome.refusal)
    if (outcome.ok) await sam.until(({ calls }) => calls.some(call => call.id === outcome.value))
  }
  expect(outcomes).toEqual(['ok', 'ok', 'ok', 'ok', 'too-many-new-coaches'])
})
