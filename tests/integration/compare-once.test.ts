// A database of version 0.1.0, which took its stamps for true: it is compared with the server once, whatever they say.
import { fillWithDefaultSettings, type RxStorageInstance } from 'rxdb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LocalName } from '#renderer/data/database/collections.ts'
import { createDatabaseName } from '#renderer/data/database/open-database.ts'
import { createRxSchema } from '#renderer/data/database/rx-schema.ts'
import type { StoredFields } from '#renderer/data/database/sealing/document-codec.ts'
import { createReplicationIdentifier, openMetaInstance } from '#renderer/data/replication/meta-instance.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  type Client,
  createDevice,
  cut,
  dayMs,
  type Device,
  hourMs,
  isSynced,
  openClient,
  pushAs,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

type Raw = RxStorageInstance<StoredFields, unknown, unknown>

let server: TestServer
let coachId: string
let studentId: string
const clients = new Set<Client>()

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  studentId = await server.addAccount('sam', 'student')
})
afterEach(async () => {
  for (const client of clients) await client.stop()
  clients.clear()
  await server.remove()
})

const at = (hours: number): number => soon + hours * hourMs
const idAt = (hours: number): string => `${coachId}:${at(hours)}`

async function open(device: Device, name?: string): Promise<Client> {
  const client = await openClient(device, name)
  clients.add(client)
  return client
}

async function close(client: Client): Promise<void> {
  clients.delete(client)
  await client.stop()
}

async function rewrite(instance: Raw, previous: StoredFields, next: StoredFields): Promise<void> {
  const document = { ...next, _rev: `${Number.parseInt(String(previous['_rev']), 10) + 1}-test` }
  const { error } = await instance.bulkWrite([{ previous, document }] as never, 'test')
  expect(error).toEqual([])
}

async function withNotes(device: Device, userId: string, work: (notes: Raw) => Promise<void>): Promise<void> {
  const databaseName = await createDatabaseName(`${userId}@${device.serverUrl}`)
  const identifier = createReplicationIdentifier(device.serverUrl, 'slots')
  const notes = await openMetaInstance({ name: 'slots', databaseName, identifier }, device.storage, 'test')
  await work(notes)
  await notes.close()
}

/** What version 0.1.0 leaves: a bare sequence, and a place in the local changes from when the clock was a day ahead. */
async function makeOld(device: Device, userId: string): Promise<void> {
  await withNotes(device, userId, async notes => {
    const stored = await notes.findDocumentsById(['down|1', 'up|1', 'seen|1'], true)
    for (const document of stored) {
      const { itemId, checkpointData } = document
      if (itemId === 'seen') await rewrite(notes, document, { ...document, _deleted: true })
      if (itemId === 'up') {
        await rewrite(notes, document, { ...document, checkpointData: { id: '', lwt: Date.now() + dayMs } })
      }
      if (itemId !== 'down') continue
      const seq = Number.parseInt((checkpointData as { readonly seq: string }).seq, 10)
      await rewrite(notes, document, { ...document, checkpointData: { phase: 'changes', seq } })
    }
  })
}

/** A pulled document that nothing says to be pulled: neither RxDB's note nor its own mark. */
async function makeGhost(device: Device, userId: string, id: string): Promise<void> {
  await withNotes(device, userId, async notes => {
    const [note] = await notes.findDocumentsById([`${id}|0`], true)
    await rewrite(notes, note ?? {}, { ...note, _deleted: true, itemId: 'none' })
  })
  const name: LocalName = 'slots'
  const slots = (await device.storage.createStorageInstance({
    databaseInstanceToken: 'test',
    databaseName: await createDatabaseName(`${userId}@${device.serverUrl}`),
    collectionName: name,
    schema: fillWithDefaultSettings(createRxSchema(name)) as never,
    options: {},
    multiInstance: false,
    devMode: false
  })) as unknown as Raw
  const [stored] = await slots.findDocumentsById([id], true)
  await rewrite(slots, stored ?? {}, { ...stored, _meta: { lwt: 1 } })
  await slots.close()
}

it('SB2 a change that a wrong clock had hidden is found and sent, once', async () => {
  const laptop = createDevice(server)
  const coach = await open(laptop, 'cara')
  await coach.until(isSynced)
  await coach.state.createSlot(at(0))
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  await cut(coach)
  await coach.state.createSlot(at(4))
  await close(coach)
  await makeOld(laptop, coachId)
  // Without a network it goes on as it was.
  const offline = await open(laptop)
  await offline.until(({ sync }) => sync.kind === 'offline')
  expect(offline.state.slots).toHaveLength(2)
  laptop.network.restore()
  offline.wake()
  await offline.until(({ sync, slots }) => sync.kind === 'synced' && slots.length === 2)
  await close(offline)
  const phone = createDevice(server)
  const other = await open(phone, 'cara')
  const state = await other.until(found => isSynced(found) && found.slots.length === 2)
  expect(state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(4)])
  laptop.network.requests.splice(0)
  const again = await open(laptop)
  await again.until(isSynced)
  expect(laptop.network.requests.filter(line => line.includes('/slots/_all_docs'))).toEqual([])
  expect(again.state.notices).toEqual([])
})

it('SB4 what a device took for its own, and the server has removed since, leaves it', async () => {
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, at(0)), slotDocument(coachId, at(4))])
  const phone = createDevice(server)
  const student = await open(phone, 'sam')
  await student.until(state => isSynced(state) && state.slots.length === 2)
  await close(student)
  await makeOld(phone, studentId)
  await makeGhost(phone, studentId, idAt(4))
  const laptop = createDevice(server)
  const coach = await open(laptop, 'cara')
  await coach.until(state => isSynced(state) && state.slots.length === 2)
  await coach.state.removeSlot(idAt(4))
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  const back = await open(phone)
  const state = await back.until(found => isSynced(found) && found.slots.length === 1)
  expect(state.slots.map(({ id }) => id)).toEqual([idAt(0)])
  expect(state.notices).toEqual([])
})

it('what a device has is not fetched anew for it: a change of its own stands against an older state', async () => {
  const laptop = createDevice(server)
  const coach = await open(laptop, 'cara')
  await coach.until(isSynced)
  await coach.state.createSlot(at(0))
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  await cut(coach)
  await coach.state.removeSlot(idAt(0))
  await close(coach)
  await makeOld(laptop, coachId)
  laptop.network.restore()
  const back = await open(laptop)
  await back.until(isSynced)
  expect(back.state.slots).toEqual([])
  const other = await open(createDevice(server), 'cara')
  expect((await other.until(isSynced)).slots).toEqual([])
})
