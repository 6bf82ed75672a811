import type { RxStorage } from 'rxdb'
import { createDataCopies, type DataCopies } from '../support/data-copies.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createDevice,
  createKeptMemory,
  type Device,
  idOf,
  openClient,
  pushAs,
  startServer
} from './replication-fixture.ts'

/** A server whose data folder is copied and set back, and the devices that know it by one address. */
export interface ChangingServer {
  /** The one that runs now. */
  current: TestServer
  addDevice(storage?: Device['storage']): Device
  open(device: Device, name?: string): Promise<Client>
  /** Ends the application on the device. */
  close(client: Client): Promise<void>
  /** Copies the data folder under this name. The server is stopped and started for it. */
  copy(name: string): Promise<void>
  /** Puts a copy in the place of the data folder, or of one database of it alone. */
  setBack(name: string, database?: string): Promise<void>
  /** What its people see: a document, or undefined where there is none. */
  read(name: string, database: string, id: string): Promise<Readonly<Record<string, unknown>> | undefined>
  /** Books a slot as some other program of the student does. */
  book(student: string, slotId: string): Promise<string>
  remove(): Promise<void>
}

export async function startChangingServer(): Promise<ChangingServer> {
  const copies: DataCopies = await createDataCopies()
  const devices: Device[] = []
  const clients = new Set<Client>()
  const first = await startServer()

  // What a device's request has begun may outlast the test's last line.
  let underWay: Promise<unknown> = Promise.resolve()

  function whileStopped(work: (folder: string) => Promise<void>): Promise<void> {
    const done = changeStopped(work)
    underWay = done.catch(() => undefined)
    return done
  }

  async function changeStopped(work: (folder: string) => Promise<void>): Promise<void> {
    const { server, dataFolder, clock } = world.current
    await server.stop()
    await work(dataFolder)
    world.current = await startServer({ dataFolder, clock })
    for (const { network } of devices) network.target = world.current.url
  }

  const world: ChangingServer = {
    current: first,
    addDevice(storage) {
      const device = createDevice(first, storage)
      device.network.target = world.current.url
      devices.push(device)
      return device
    },
    async open(device, name) {
      const client = await openClient(device, name)
      clients.add(client)
      return client
    },
    async close(client) {
      clients.delete(client)
      await client.stop()
    },
    copy: name => whileStopped(folder => copies.take(folder, name)),
    setBack: (name, database) =>
      whileStopped(folder =>
        database === undefined ? copies.putBack(folder, name) : copies.putBackDatabase(folder, name, database)
      ),
    async read(name, database, id) {
      const { token } = await world.current.signIn(name)
      const answer = await fetch(`${world.current.url}/${database}/${encodeURIComponent(id)}`, {
        headers: { authorization: `Bearer ${token}` }
      })
      return answer.ok ? ((await answer.json()) as Readonly<Record<string, unknown>>) : undefined
    },
    async book(student, slotId) {
      const [coachId = '', startsAt = ''] = slotId.split(':')
      const bookingId = idOf(`${student} ${slotId}`)
      const claim = claimDocument(world.current, coachId, Number(startsAt), bookingId)
      const [row] = await pushAs(world.current, student, 'slots', [claim])
      if (row?.ok !== true) throw new Error(`not booked: ${row?.reason ?? ''}`)
      return bookingId
    },
    async remove() {
      await underWay
      for (const client of clients) await client.stop()
      await world.current.remove()
      await copies.remove()
    }
  }
  return world
}

/** Storage of a device that dies: from one moment on, no write succeeds any more. */
export interface MortalStorage {
  readonly storage: RxStorage<unknown, unknown>
  /**
   * It dies at this write of settling a set-back, counted from 0, from the notice that begins it on. Resolves then.
   */
  dieAt(write: number): Promise<undefined>
  /** The device is started again. */
  revive(): void
}

export function createMortalStorage(): MortalStorage {
  const memory = createKeptMemory()
  let life: { left: number; hasBegun: boolean; readonly onDeath: () => void } | undefined

  function mayWrite(collection: string): boolean {
    if (life === undefined) return true
    life.hasBegun ||= collection === 'notices'
    if (!life.hasBegun) return true
    if (life.left > 0) {
      life.left -= 1
      return true
    }
    life.onDeath()
    return false
  }

  const createStorageInstance: typeof memory.createStorageInstance = async params => {
    const instance = await memory.createStorageInstance(params)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = (rows, context) =>
      mayWrite(params.collectionName) ? write(rows, context) : Promise.reject(new Error('the device died'))
    return instance
  }
  return {
    storage: { ...memory, createStorageInstance },
    dieAt(write) {
      const death = Promise.withResolvers<undefined>()
      life = { left: write, hasBegun: false, onDeath: () => death.resolve(undefined) }
      return death.promise
    },
    revive() {
      life = undefined
    }
  }
}
