import { BehaviorSubject, filter, firstValueFrom } from 'rxjs'
import { fillWithDefaultSettings, type RxStorageInstance } from 'rxdb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRxSchema } from '#renderer/data/database/rx-schema.ts'
import { createDatabaseName } from '#renderer/data/database/open-database.ts'
import type { LocalName } from '#renderer/data/database/collections.ts'
import type { StoredFields } from '#renderer/data/database/sealing/document-codec.ts'
import type { KeptSealed, Refusal } from '#renderer/contract/screens.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  createTestKeyVault,
  createTestRecoveryVault,
  type TestKeyVault,
  type TestRecoveryVault
} from './recovery-fixture.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  createKeptMemory,
  type Device,
  hourMs,
  idOf,
  isSynced,
  minuteMs,
  pushAs,
  slotDocument,
  soon,
  startApplication,
  startServer,
  waitFor
} from './replication-fixture.ts'

interface Computer extends Device {
  storage: Device['storage']
  readonly keys: TestKeyVault
  readonly vault: TestRecoveryVault
}

let server: TestServer
let coachId: string
let laptop: Computer
const clients = createClients()
const bookingId = idOf('the session')

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon), slotDocument(coachId, soon + 4 * hourMs)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
  laptop = createComputer()
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

function createComputer(): Computer {
  const [keys, vault] = [createTestKeyVault(), createTestRecoveryVault()]
  return { ...createDevice(server), parts: { dataKeyVault: keys, recoveryVault: vault }, keys, vault }
}

const open = (device: Device = laptop, name?: string) => clients.open(device, name)

/** The person is told what does not open, sees that nothing was removed, and decides to go on without it. */
function openWithout(refusal: Refusal, kept: Partial<KeptSealed>): Promise<Client> {
  return clients.open(laptop, undefined, async ({ sessionStore }) => {
    expect(sessionStore.getState().session).toMatchObject({ kind: 'failed', refusal, kept })
    expect(laptop.vault.files).toEqual([])
    await sessionStore.getState().setAside()
  })
}

const close = (client: Client) => clients.stop(client)

function empty(computer: Computer): void {
  computer.storage = createKeptMemory()
}

const draftOf = (notes: string) => ({
  form: 'wrap-up' as const,
  subjectId: bookingId,
  values: { notes, followUps: [] }
})
const idAt = (hours: number): string => `${coachId}:${soon + hours * hourMs}`

/** A coach works without a network: a slot made, a slot removed, a session wrapped up, a draft begun. */
async function workOffline(): Promise<void> {
  const coach = await open(laptop, 'cara')
  await coach.until(state => isSynced(state) && state.calls.length === 1 && state.slots.length === 2)
  server.clock.now = soon + hourMs
  laptop.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  expect(await coach.state.createSlot(soon + 8 * hourMs)).toMatchObject({ ok: true })
  expect(await coach.state.removeSlot(idAt(4))).toMatchObject({ ok: true })
  expect(await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'my own words' })).toMatchObject({
    ok: true
  })
  expect(await coach.state.saveDraft(draftOf('a draft'))).toMatchObject({ ok: true })
  await coach.until(({ drafts }) => drafts.length === 1)
  await close(coach)
  expect(laptop.vault.record).toMatchObject({ unsynced: 3 })
}

async function expectEverythingArrives(coach: Client): Promise<void> {
  laptop.network.restore()
  coach.wake()
  const state = await coach.until(
    found => isSynced(found) && found.calls[0]?.status === 'completed' && found.slots.length === 2
  )
  expect(state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(8)])
  expect(state.calls).toMatchObject([{ notes: 'my own words', otherName: 'Person sam' }])
  expect(state.drafts).toMatchObject([{ values: { notes: 'a draft' } }])
  expect(state.notices).toEqual([])
}

it('an emptied database is reported, and what was unsynced is back and arrives', async () => {
  await workOffline()
  empty(laptop)
  const coach = await open()
  expect(coach.state.recoveryReport).toMatchObject({ kind: 'database-emptied', restored: 4, notRestored: 0 })
  expect(coach.state.slots).toMatchObject([{ id: idAt(8) }])
  expect(coach.state.drafts).toMatchObject([{ values: { notes: 'a draft' } }])
  const waiting = await coach.until(({ syncByRecord }) => syncByRecord.size >= 3)
  expect([...waiting.syncByRecord.keys()].sort()).toEqual([bookingId, idAt(4), idAt(8)].sort())
  await expectEverythingArrives(coach)
  await firstValueFrom(laptop.vault.record$.pipe(filter(record => record?.unsynced === 0)))
  coach.state.closeRecoveryReport()
  await close(coach)
  expect((await open()).state.recoveryReport).toBeUndefined()
})

it('a report stays until it was read', async () => {
  await workOffline()
  empty(laptop)
  await close(await open())
  const coach = await open()
  expect(coach.state.recoveryReport).toMatchObject({ kind: 'database-emptied', restored: 4 })
})

it('emptied again before anything was sent, nothing is lost and nothing is there twice', async () => {
  await workOffline()
  empty(laptop)
  await close(await open())
  empty(laptop)
  const coach = await open()
  expect(coach.state.recoveryReport).toMatchObject({ restored: 4 })
  await expectEverythingArrives(coach)
  expect(laptop.network.requests.filter(line => line === 'POST /slots/_bulk_docs')).toHaveLength(1)
})

it('a restart between the restoring and the mark of it changes nothing', async () => {
  await workOffline()
  empty(laptop)
  const { record } = laptop.vault
  await close(await open())
  // As if the application had died before the mark was kept.
  laptop.vault.record = record
  const coach = await open()
  expect(coach.state.slots).toHaveLength(1)
  await expectEverythingArrives(coach)
})

it('restored words merge with another device as if nothing had happened', async () => {
  const coach = await open(laptop, 'cara')
  await coach.until(state => isSynced(state) && state.calls.length === 1)
  server.clock.now = soon + hourMs
  await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'first words' })
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  laptop.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'second words' })
  await close(coach)
  const other = await open(createDevice(server), 'cara')
  await other.until(state => isSynced(state) && state.calls.length === 1)
  await other.state.wrapUp(bookingId, { outcome: 'completed', notes: 'first words', satisfaction: 5 })
  await other.until(state => isSynced(state) && state.calls[0]?.satisfaction === 5)
  empty(laptop)
  laptop.network.restore()
  const again = await open()
  const state = await again.until(found => isSynced(found) && found.calls[0]?.satisfaction === 5)
  // Without the state that they were built on, both texts would pass for new ones.
  expect(state.calls).toMatchObject([{ satisfaction: 5, notes: 'second words' }])
  expect(state.notices).toEqual([])
})

it('a claim that is restored too late ends as one that was lost', async () => {
  const device = createComputer()
  const student = await open(device, 'sam')
  await student.until(state => isSynced(state) && state.slots.length === 2)
  device.network.intercept = ({ line }) =>
    line === 'POST /slots/_bulk_docs' ? Promise.reject(new TypeError('fetch failed')) : undefined
  expect(await student.state.claimSlot(idAt(4))).toMatchObject({ ok: true })
  await close(student)
  expect(device.vault.record).toMatchObject({ unsynced: 1 })
  empty(device)
  server.clock.now += 20 * minuteMs
  device.network.intercept = undefined
  const again = await open(device)
  const state = await again.until(found => isSynced(found) && found.notices.length > 0 && found.slots.length === 2)
  expect(state.notices).toMatchObject([{ topic: 'claim-lost', reason: 'claim-expired' }])
  expect(state.slots).toMatchObject([{ status: 'booked' }, { status: 'open' }])
})

it('a lost key: exported first, fetched anew, and restored from what was kept outside', async () => {
  await workOffline()
  laptop.keys.state = 'lost'
  const coach = await openWithout('key-lost', { changes: 3, drafts: 1 })
  expect(coach.state.recoveryReport).toMatchObject({
    kind: 'key-lost',
    restored: 4,
    notRestored: 0,
    exportedTo: 'export-1.json'
  })
  expect(laptop.vault.files[0]).toContain('my own words')
  await expectEverythingArrives(coach)
  await close(coach)
  expect((await open()).state.calls).toMatchObject([{ notes: 'my own words' }])
})

it('a clearing that was cut off is finished at the next start, with everything that it was to save', async () => {
  await workOffline()
  laptop.keys.state = 'lost'
  // The application dies when some of the database is gone.
  const { storage } = laptop
  const dying: Computer = {
    ...laptop,
    storage: {
      ...storage,
      async createStorageInstance(params) {
        const instance = await storage.createStorageInstance(params)
        if (params.collectionName === 'drafts') instance.remove = () => Promise.reject(new Error('killed'))
        return instance
      }
    }
  }
  const { application } = startApplication(dying)
  await waitFor(application.sessionStore, state => state.session.kind === 'failed')
  expect(await application.sessionStore.getState().setAside()).toMatchObject({ ok: false })
  await application.stop()
  const coach = await open()
  expect(coach.state.recoveryReport).toMatchObject({ kind: 'key-lost', restored: 4, exportedTo: 'export-1.json' })
  expect(laptop.vault.files).toHaveLength(1)
  await expectEverythingArrives(coach)
})

it('a lost key and nothing kept outside: what was readable is restored, the rest is in the file as it is', async () => {
  await workOffline()
  const { contents: _, ...mark } = laptop.vault.record ?? { databaseToken: '', unsynced: 0, savedAt: 0 }
  laptop.vault.record = mark
  laptop.keys.state = 'gone'
  const coach = await openWithout('key-lost', { changes: 3, drafts: 1 })
  expect(coach.state.recoveryReport).toMatchObject({ kind: 'key-lost', restored: 2, notRestored: 2 })
  const file = JSON.parse(laptop.vault.files[0] ?? '') as { lost: { collection: string; document: StoredFields }[] }
  expect(file.lost.map(({ collection, document }) => [collection, document['id'], typeof document['sealed']])).toEqual([
    ['calls', bookingId, 'string'],
    ['drafts', bookingId, 'string']
  ])
  laptop.network.restore()
  coach.wake()
  const state = await coach.until(found => isSynced(found) && found.calls.length === 1 && found.slots.length === 2)
  expect(state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(8)])
})

it('PW4 what a key does not open stays as long as the person has not decided, and is there when the key is back', async () => {
  await workOffline()
  laptop.keys.state = 'lost'
  for (let start = 0; start < 2; start += 1) {
    const { application } = startApplication(laptop)
    const { session } = await waitFor(application.sessionStore, state => state.session.kind === 'failed')
    expect(session).toMatchObject({ refusal: 'key-lost', kept: { changes: 3, drafts: 1 } })
    await application.stop()
  }
  expect(laptop.vault.files).toEqual([])
  laptop.keys.state = 'sound'
  await expectEverythingArrives(await open())
})

it('what cannot be exported is not removed, and the account says so', async () => {
  await workOffline()
  laptop.keys.state = 'lost'
  laptop.vault.isFull = true
  const { application } = startApplication(laptop)
  await waitFor(application.sessionStore, state => state.session.kind === 'failed')
  expect(await application.sessionStore.getState().setAside()).toMatchObject({ refusal: 'not-exported' })
  await application.stop()
  laptop.vault.isFull = false
  laptop.keys.state = 'sound'
  await expectEverythingArrives(await open())
  expect(laptop.vault.files).toEqual([])
})

it('without a place for a new key nothing is removed either', async () => {
  await workOffline()
  laptop.keys.state = 'lost'
  laptop.keys.takesKeys = false
  const { application } = startApplication(laptop)
  await waitFor(application.sessionStore, state => state.session.kind === 'failed')
  expect(await application.sessionStore.getState().setAside()).toMatchObject({ refusal: 'key-store-undecided' })
  await application.stop()
  laptop.keys.takesKeys = true
  laptop.vault.files.splice(0)
  const coach = await openWithout('key-lost', {})
  expect(coach.state.recoveryReport).toMatchObject({ kind: 'key-lost', restored: 4 })
})

/** Changes what lies on the disk. */
async function damage(collection: LocalName, id: string): Promise<void> {
  const account = [...laptop.keyValues.keys()].find(key => key.startsWith('coachdesk.token.')) ?? ''
  const instance = (await laptop.storage.createStorageInstance({
    databaseInstanceToken: 'damage',
    databaseName: await createDatabaseName(account.slice('coachdesk.token.'.length)),
    collectionName: collection,
    schema: fillWithDefaultSettings(createRxSchema(collection)) as never,
    options: {},
    multiInstance: false,
    devMode: false
  })) as unknown as RxStorageInstance<StoredFields, unknown, unknown>
  const [previous] = await instance.findDocumentsById([id], true)
  if (previous === undefined) throw new Error('there is no such document')
  const sealed = String(previous['sealed'])
  const document = { ...previous, sealed: `${sealed.slice(0, -8)}AAAAAAAA`, _rev: '9-damaged' }
  const { error } = await instance.bulkWrite([{ previous, document }], 'damage')
  expect(error).toEqual([])
  await instance.close()
}

it('a damaged session is exported, and the state of the server takes its place', async () => {
  await workOffline()
  await damage('calls', bookingId)
  const coach = await openWithout('data-damaged', { changes: 1, drafts: 0 })
  expect(coach.state.recoveryReport).toMatchObject({
    kind: 'data-damaged',
    notRestored: 1,
    exportedTo: 'export-1.json'
  })
  expect(coach.state.calls).toMatchObject([{ status: 'confirmed', otherName: 'Person sam' }])
  expect(coach.state.drafts).toMatchObject([{ values: { notes: 'a draft' } }])
  expect(coach.state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(8)])
  laptop.network.restore()
  coach.wake()
  const state = await coach.until(isSynced)
  expect(state.calls).toMatchObject([{ status: 'confirmed' }])
})

it('on a disk that is almost full nothing is written for the person, and what waits is still sent', async () => {
  const isDiskLow$ = new BehaviorSubject(false)
  laptop.parts = { ...laptop.parts, isDiskLow$ }
  const coach = await open(laptop, 'cara')
  await coach.until(state => isSynced(state) && state.slots.length === 2)
  laptop.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  expect(await coach.state.createSlot(soon + 8 * hourMs)).toMatchObject({ ok: true })
  isDiskLow$.next(true)
  expect(coach.state.storageProblem).toBe('disk-low')
  const refused = { ok: false, refusal: 'disk-low' }
  expect(await coach.state.createSlot(soon + 10 * hourMs)).toEqual(refused)
  expect(await coach.state.removeSlot(idAt(4))).toEqual(refused)
  expect(await coach.state.saveDraft(draftOf('x'))).toEqual(refused)
  laptop.network.restore()
  coach.wake()
  await coach.until(isSynced)
  expect(coach.state.storageProblem).toBe('disk-low')
  isDiskLow$.next(false)
  expect(coach.state.storageProblem).toBeUndefined()
  expect(await coach.state.createSlot(soon + 10 * hourMs)).toMatchObject({ ok: true })
})
