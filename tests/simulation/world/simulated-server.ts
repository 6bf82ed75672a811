import { createCallsName } from '#domain/rules/access.ts'
import { unboundedQuotas } from '../../support/unbounded-quotas.ts'
import { setTimeout } from 'node:timers/promises'
import { createKeyedLock, type KeyedLock } from '#server/locks/keyed-lock.ts'
import { assembleBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { createLogger } from '#server/logging/create-logger.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { createDataCopies, type DataCopies } from '../../support/data-copies.ts'
import { createFaultyDisk } from '../../support/faulty-disk.ts'
import { createFailingDatabases } from '../../support/failing-databases.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import type { ServerFault } from '../plan/act.ts'
import { createCopiesApart } from './copies-apart.ts'
import { createForgettingSkips } from './forgetting-skips.ts'
import { createForgettingOffered } from './forgetting-offered.ts'
import { createLinkingSlots } from './linking-slots.ts'
import { createKeptMemory } from './kept-memory.ts'
import { createSlowDatabases } from './slow-databases.ts'
import { createForgettingBlocks } from './forgetting-blocks.ts'
import { createOpenMessages } from './open-messages.ts'
import { createTellingGate, createUnboundGate } from './broken-gates.ts'
import { createTellingApart } from './telling-apart.ts'
import { createUnseenBusyTimes } from './unseen-busy-times.ts'
import { createObservedDatabases } from './stored/observed-databases.ts'
import type { StoredBook } from './stored/stored-book.ts'

/** How often it is looked whether all databases are open again, ms. */
const outageStepMs = 20

/** The real server on a folder of its own, stopped and started as the plan says. */
export interface SimulatedServer {
  readonly current: TestServer
  /** Stops, also after a crash, and starts again on the same data, or on what became of it meanwhile. */
  restart(fault: ServerFault, whileStopped?: DataChange): Promise<void>
  /** The steady clock of its machine goes on. */
  letPass(ms: number): void
  /** Reads its clock and does what is due, as every minute. */
  tick(): Promise<void>
  /** From now on: the disk is full after so many writes. */
  fillDisk(how: { readonly afterWrites: number; readonly keepsFailed: boolean }): void
  /** Makes room; resolves once all databases are open. */
  clearDisk(): Promise<void>
  /** Resolves when storage has failed as the last restart said; rejects where it has not after so long. */
  awaitFault(patienceMs: number): Promise<void>
  remove(): Promise<void>
}

/** What is done to the files of a server that is stopped. They must be files: LevelDB. */
export type DataChange = (parts: { readonly copies: DataCopies; readonly dataFolder: string }) => Promise<void>

export interface ServerOptions {
  readonly clock: { now: number }
  /** The gate's locks; left out: the real ones. */
  readonly locks?: KeyedLock
  /** Whether the projector's checkpoint is saved before the copies that it stands for. */
  readonly areCopiesApart?: boolean
  /** How much longer each access to storage takes, ms. */
  readonly storageDelayMs?: number
  /** Whether every start of the server has the same id, as if it kept no log of them. */
  readonly isStartNameless?: boolean
  /** Where the server keeps its data; memory is quicker, LevelDB is what is used in earnest. */
  readonly storage?: 'memory' | 'leveldb' | undefined
  /** Whether LevelDB goes on with a handle that has failed. */
  readonly goesOnAfterFault?: boolean
  /** Whether the server forgets where its journal stood, so that it does not bring it forward from copies. */
  readonly isJournalUnmarked?: boolean
  /** Whether the server trusts its clock whatever it does. */
  readonly isClockTrusted?: boolean
  /** Whether nobody looks for numbers whose time is over. */
  readonly isPhoneWalkOff?: boolean
  /** Whether the server does not write down what coaches take away from their hours. */
  readonly areSkipsForgotten?: boolean
  /** Whether what was offered is recorded nowhere. */
  readonly isOfferedForgotten?: boolean
  /** Whether slots say of which series their bookings are. */
  readonly areSlotsLinked?: boolean
  /** Whether slots hold what students write to their coaches. */
  readonly areMessagesOpen?: boolean
  /** Whether the server finds no list of blocked students. */
  readonly areBlocksForgotten?: boolean
  /** Whether blocked students get an answer of their own. */
  readonly areBlocksTold?: boolean
  /** Whether how far openings were matched is stored by itself, before those who wait are told. */
  readonly areTellingsApart?: boolean
  /** Whether the server does not see when coaches are busy elsewhere. */
  readonly areBusyTimesUnseen?: boolean
  /** Whether cancellations and moves hold wherever their session is by then. */
  readonly areRequestsUnbound?: boolean
}

/** @param book hears of everything that is stored */
export async function startSimulatedServer(options: ServerOptions, book: StoredBook): Promise<SimulatedServer> {
  const { clock, locks, storageDelayMs, storage } = options
  const { areCopiesApart = false, isStartNameless = false, goesOnAfterFault = false } = options
  const { isJournalUnmarked = false, isClockTrusted = false, isPhoneWalkOff = false } = options
  const { areSkipsForgotten = false, areSlotsLinked = false, areMessagesOpen = false } = options
  const { areBlocksForgotten = false, areBlocksTold = false, areTellingsApart = false } = options
  const { areBusyTimesUnseen = false, areRequestsUnbound = false, isOfferedForgotten = false } = options
  let passedMs = 0
  const memory = storage === 'leveldb' ? undefined : createKeptMemory()
  const disk = createFaultyDisk()
  let failed = Promise.withResolvers<void>()
  disk.onFailure = () => failed.resolve()
  const start = (fault: ServerFault, dataFolder?: string): Promise<TestServer> =>
    startTestServer({
      // Its clock runs faster than the machine's.
      quotas: unboundedQuotas,
      clock,
      // A clock that goes with the wall clock in all it does sees no jump.
      steady: () => (isClockTrusted ? clock.now : passedMs),
      // Nobody reads it, and a line for each request is a good part of the work.
      logger: createLogger('silent', { write: () => undefined }),
      openDatabases: async (folder, startSource) => {
        const source = isStartNameless ? { ...startSource, randomBytes: createZeros } : startSource
        const opened =
          memory === undefined
            ? createLevelDatabases(folder, source, { openFiles: disk.openFiles, goesOnAfterFault })
            : memory.open(source)
        return createObservedDatabases(await opened, book)
      },
      ...(dataFolder === undefined ? {} : { dataFolder }),
      createBookingsEngine: async parts => {
        const stored = withDelay(parts.databases, storageDelayMs)
        const failing = withFault(stored, fault, () => failed.resolve())
        const layers = [
          areTellingsApart && createTellingApart,
          areCopiesApart && createCopiesApart,
          areSkipsForgotten && createForgettingSkips,
          isOfferedForgotten && createForgettingOffered,
          areSlotsLinked && createLinkingSlots,
          areMessagesOpen && createOpenMessages,
          areBlocksForgotten && createForgettingBlocks,
          areBusyTimesUnseen && createUnseenBusyTimes,
          isJournalUnmarked && withoutJournalMark
        ].filter(layer => layer !== false)
        const databases = layers.reduce((base, layer) => layer(base), failing)
        const { engine } = await assembleBookingsEngine({ ...parts, databases }, { locks: locks ?? createKeyedLock() })
        if (areBlocksTold) return createTellingGate(engine, databases)
        if (areRequestsUnbound) return createUnboundGate(engine)
        return isPhoneWalkOff ? { ...engine, forgetPhones: () => engine.idle() } : engine
      }
    })
  const copies = await createDataCopies()
  let current = await start(undefined)
  return {
    get current() {
      return current
    },
    async restart(fault, whileStopped) {
      const { dataFolder } = current
      await current.server.stop()
      await whileStopped?.({ copies, dataFolder })
      failed = Promise.withResolvers()
      // Storage may fail while the server settles what the last run left: then it starts once more.
      current = await start(fault, dataFolder).catch(() => start(undefined, dataFolder))
    },
    letPass(ms) {
      passedMs += ms
    },
    tick: () => current.server.housekeeping.tick(),
    fillDisk({ afterWrites, keepsFailed }) {
      disk.keepsFailedWrites = keepsFailed
      disk.fullAfter = afterWrites
    },
    async clearDisk() {
      disk.fullAfter = undefined
      disk.state = 'sound'
      const isOut = async (): Promise<boolean> => (await current.server.databases.health()).failing.length > 0
      while (await isOut()) await setTimeout(outageStepMs)
    },
    async awaitFault(patienceMs) {
      const timer = globalThis.setTimeout(() => failed.reject(new Error('the fault has not come')), patienceMs)
      await failed.promise.finally(() => clearTimeout(timer))
    },
    async remove() {
      await current.remove()
      await copies.remove()
    }
  }
}

function createZeros(length: number): Uint8Array {
  return new Uint8Array(length)
}

function withFault(databases: Databases, fault: ServerFault, onFailure: () => void): Databases {
  if (fault === undefined) return databases
  // Beside copies lie notes on how far they are: it is the copies that are to be missing.
  const which = fault.of === 'copies' ? { counts: holdsCopies, countsLocal: false } : {}
  return createFailingDatabases(databases, fault.atWrite, fault.kind, { ...which, onFailure })
}

const unreadable = createCallsName('unreadable')

function withoutJournalMark(databases: Databases): Databases {
  return {
    ...databases,
    // Nor from copies of what a slot names: one of them can never be read.
    list: async () => [...(await databases.list()).filter(name => !holdsCopies(name)), unreadable],
    async open(name) {
      if (name === unreadable) throw new StorageUnavailableError({ cause: new Error('a control') })
      const store = await databases.open(name)
      if (name !== 'slots') return store
      const writeLocal: typeof store.writeLocal = (id, body) =>
        id === 'journal' ? Promise.resolve() : store.writeLocal(id, body)
      return { ...store, writeLocal }
    }
  }
}

function holdsCopies(database: string): boolean {
  return database.startsWith(createCallsName(''))
}

function withDelay(databases: Databases, delayMs: number | undefined): Databases {
  return delayMs === undefined ? databases : createSlowDatabases(databases, delayMs)
}
