import type { RxStorage } from 'rxdb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  createClients,
  createDevice,
  createKeptMemory,
  type Device,
  hourMs,
  idOf,
  isSynced,
  openClient,
  pushAs,
  slotDocument,
  soon,
  startApplication,
  startServer,
  waitFor
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

const open = (device: Device, name: string) => clients.open(device, name)

interface Disk {
  readonly storage: RxStorage<unknown, unknown>
  /** Collections whose writes fail as on a full disk. */
  full: readonly string[]
}

/** Memory that can be full, as IndexedDB says it. */
function createDisk(): Disk {
  const memory = createKeptMemory()
  const createStorageInstance: typeof memory.createStorageInstance = async params => {
    const instance = await memory.createStorageInstance(params)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = (rows, context) =>
      disk.full.includes(params.collectionName)
        ? Promise.reject(new DOMException('The disk is full', 'QuotaExceededError'))
        : write(rows, context)
    return instance
  }
  const disk: Disk = { storage: { ...memory, createStorageInstance }, full: [] }
  return disk
}

it('on a full disk an action says so, pretends nothing, and works again when there is room', async () => {
  const disk = createDisk()
  const coach = await open(createDevice(server, disk.storage), 'cara')
  await coach.until(isSynced)
  disk.full = ['slots']
  expect(await coach.state.createSlot(soon)).toEqual({ ok: false, refusal: 'storage-full' })
  expect(coach.state.slots).toEqual([])
  expect(coach.state.storageProblem).toBe('storage-full')
  disk.full = []
  expect(await coach.state.createSlot(soon)).toMatchObject({ ok: true })
  const state = await coach.until(found => isSynced(found) && found.slots.length === 1)
  expect(state.storageProblem).toBeUndefined()
})

it('what could not be stored while the disk was full is pulled again, nothing is skipped', async () => {
  const disk = createDisk()
  const student = await open(createDevice(server, disk.storage), 'sam')
  await student.until(isSynced)
  disk.full = ['slots']
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  await student.until(({ storageProblem }) => storageProblem === 'storage-full')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + 2 * hourMs)])
  disk.full = []
  const { storageProblem } = await student.until(
    state => state.slots.length === 2 && state.storageProblem === undefined
  )
  expect(storageProblem).toBeUndefined()
})

it('a notice that cannot be stored leaves the losing state where it is, until it can', async () => {
  const disk = createDisk()
  const device = createDevice(server, disk.storage)
  const coach = await open(device, 'cara')
  await coach.state.createSlot(soon)
  await coach.until(isSynced)
  device.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  await coach.state.removeSlot(`${coachId}:${soon}`)
  const claim = claimDocument(server, coachId, soon, idOf('sam'))
  expect(await pushAs(server, 'sam', 'slots', [claim])).toMatchObject([{ ok: true }])
  disk.full = ['notices']
  device.network.restore()
  coach.wake()
  const stuck = await coach.until(({ storageProblem }) => storageProblem === 'storage-full')
  expect(stuck.slots).toEqual([])
  expect(stuck.notices).toEqual([])
  disk.full = []
  const state = await coach.until(found => isSynced(found) && found.notices.length === 1)
  expect(state.notices[0]).toMatchObject({ topic: 'slot-booked-meanwhile' })
  expect(state.slots).toMatchObject([{ status: 'booked' }])
})

it('a local database that cannot be opened is said as such, and nothing is removed', async () => {
  const device = createDevice(server)
  const first = await openClient(device, 'cara')
  await first.state.createSlot(soon)
  await first.until(isSynced)
  await first.stop()
  const broken: RxStorage<unknown, unknown> = {
    ...device.storage,
    createStorageInstance: () => Promise.reject(new Error('Internal error opening backing store'))
  }
  const { application } = startApplication({ ...device, storage: broken })
  const { session } = await waitFor(application.sessionStore, state => state.session.kind === 'failed')
  expect(session).toMatchObject({ kind: 'failed', refusal: 'storage-failed', account: { name: 'cara' } })
  await application.stop()
  const again = await clients.open(device)
  expect(again.state.slots).toHaveLength(1)
})
