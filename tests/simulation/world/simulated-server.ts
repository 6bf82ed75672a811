import { createKeyedLock, type KeyedLock } from '../../../sync-server/gate/keyed-lock.ts'
import { assembleGate } from '../../../sync-server/gate/start-gate.ts'
import type { Databases } from '../../../sync-server/storage/document-store.ts'
import { createLogger } from '../../../sync-server/startup/create-logger.ts'
import { createFailingDatabases } from '../../support/failing-databases.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import type { ServerFault } from '../plan/act.ts'
import { createHastyCheckpoint } from './hasty-checkpoint.ts'
import { createKeptMemory } from './kept-memory.ts'
import { createSlowDatabases } from './slow-databases.ts'

/** The real server on a folder of its own, stopped and started as the plan says. */
export interface SimulatedServer {
  readonly current: TestServer
  /** Stops, also after a crash, and starts again on the same data. */
  restart(fault: ServerFault): Promise<void>
  remove(): Promise<void>
}

export interface ServerOptions {
  readonly clock: { now: number }
  /** The gate's locks; left out: the real ones. */
  readonly locks?: KeyedLock
  /** Whether the projector's checkpoint is saved before the copies that it stands for. */
  readonly isCheckpointHasty?: boolean
  /** How much longer each access to storage takes, ms. */
  readonly storageDelayMs?: number
  /** Where the server keeps its data; memory is quicker, LevelDB is what is used in earnest. */
  readonly storage?: 'memory' | 'leveldb'
}

export async function startSimulatedServer(options: ServerOptions): Promise<SimulatedServer> {
  const { clock, locks, isCheckpointHasty = false, storageDelayMs, storage } = options
  const memory = storage === 'leveldb' ? undefined : createKeptMemory()
  const start = (fault: ServerFault, dataFolder?: string): Promise<TestServer> =>
    startTestServer({
      clock,
      // Nobody reads it, and a line for each request is a good part of the work.
      logger: createLogger('silent', { write: () => undefined }),
      ...(memory === undefined ? {} : { openDatabases: (_folder, elapsed) => memory.open(elapsed) }),
      ...(dataFolder === undefined ? {} : { dataFolder }),
      startGate: async parts => {
        const stored = withDelay(parts.databases, storageDelayMs)
        const databases = isCheckpointHasty ? createHastyCheckpoint(stored, fault) : withFault(stored, fault)
        return (await assembleGate({ ...parts, databases }, locks ?? createKeyedLock())).gate
      }
    })
  let current = await start(undefined)
  return {
    get current() {
      return current
    },
    async restart(fault) {
      const { dataFolder } = current
      await current.server.stop()
      // Storage may fail while the server settles what the last run left: then it starts once more.
      current = await start(fault, dataFolder).catch(() => start(undefined, dataFolder))
    },
    async remove() {
      await current.remove()
      await memory?.remove()
    }
  }
}

function withFault(databases: Databases, fault: ServerFault): Databases {
  return fault === undefined ? databases : createFailingDatabases(databases, fault.atWrite, fault.kind)
}

function withDelay(databases: Databases, delayMs: number | undefined): Databases {
  return delayMs === undefined ? databases : createSlowDatabases(databases, delayMs)
}
