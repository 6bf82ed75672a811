import { setTimeout as delay } from 'node:timers/promises'
import type { RxStorage } from 'rxdb'
import { getRxStorageMemory, type RxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { KeyValueStore } from '#renderer/contract/application.ts'
import type { Random } from '../plan/random.ts'
import { createPower, type Power } from './power.ts'

/** What a device has stored: it stays when the application ends, and when the power goes. */
export interface Kept {
  /** RxDB's memory storage shares its state between all and forgets it; each device has its own here. */
  readonly collectionStates: RxStorageMemory['collectionStates']
  readonly valueByKey: Map<string, string>
}

export function createKept(): Kept {
  return { collectionStates: new Map(), valueByKey: new Map() }
}

/** Every copy with somebody's number that is stored: documents, and RxDB's notes of the server's state. */
export function listStoredPhones({ collectionStates }: Kept): readonly SessionCopy[] {
  const stored = [...collectionStates.values()].flatMap(({ documents }) => [...documents.values()] as object[])
  return stored
    .map(document => ('docData' in document ? document.docData : document) as SessionCopy | undefined)
    .filter((document): document is SessionCopy => document?.kind === 'call' && document.otherPhone !== undefined)
}

/** @param random leaves some accesses waiting for a while; left out: none */
export function createKeptStorage(
  kept: Kept = createKept(),
  power: Power = createPower(),
  random?: Random
): RxStorage<unknown, unknown> {
  const storage = { ...getRxStorageMemory(), collectionStates: kept.collectionStates }
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await power.read(() => storage.createStorageInstance(params))
    // One more user that never closes it.
    Object.assign(instance.internals, { refCount: instance.internals.refCount + 1 })
    const bulkWrite = instance.bulkWrite.bind(instance)
    const findDocumentsById = instance.findDocumentsById.bind(instance)
    const query = instance.query.bind(instance)
    const count = instance.count.bind(instance)
    const inTurn = createTurns(random)
    return Object.assign(instance, {
      bulkWrite: (...args: Parameters<typeof bulkWrite>) =>
        inTurn(() => power.write(() => bulkWrite(...args), { error: [] })),
      findDocumentsById: (...args: Parameters<typeof findDocumentsById>) =>
        inTurn(() => power.read(() => findDocumentsById(...args))),
      query: (...args: Parameters<typeof query>) => inTurn(() => power.read(() => query(...args))),
      count: (...args: Parameters<typeof count>) => inTurn(() => power.read(() => count(...args)))
    })
  }
  return { ...storage, createStorageInstance }
}

const slowShare = 0.04
const longestDelayMs = 15

/** One access after the other, as a database on a disk does it; now and then one takes a while. */
function createTurns(random: Random | undefined): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const turn = last.then(async () => {
      if (random?.chance(slowShare) === true) await delay(random.below(longestDelayMs))
      return work()
    })
    last = turn.catch(() => undefined)
    return turn
  }
}

export function createKeyValueStore({ valueByKey }: Kept = createKept(), power: Power = createPower()): KeyValueStore {
  return {
    getItem: key => valueByKey.get(key) ?? null,
    setItem(key, value) {
      if (power.isOn) valueByKey.set(key, value)
    },
    removeItem(key) {
      if (power.isOn) valueByKey.delete(key)
    }
  }
}
