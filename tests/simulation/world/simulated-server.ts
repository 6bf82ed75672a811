import { createKeyedLock, type KeyedLock } from '../../../sync-server/gate/keyed-lock.ts'
import { assembleGate } from '../../../sync-server/gate/start-gate.ts'
import type { Databases } from '../../../sync-server/storage/document-store.ts'
import { createFailingDatabases } from '../../support/failing-databases.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import type { ServerFault } from '../plan/act.ts'
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
  /** How much longer each access to storage takes, ms. */
  readonly storageDelayMs?: number
}

export async function startSimulatedServer({ clock, locks, storageDelayMs }: ServerOptions): Promise<SimulatedServer> {
  const start = (fault: ServerFault, dataFolder?: string): Promise<TestServer> =>
    startTestServer({
      clock,
      ...(dataFolder === undefined ? {} : { dataFolder }),
      startGate: async parts => {
        const databases = withFault(withDelay(parts.databases, storageDelayMs), fault)
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
    remove: () => current.remove()
  }
}

function withFault(databases: Databases, fault: ServerFault): Databases {
  return fault === undefined ? databases : createFailingDatabases(databases, fault.atWrite, fault.kind)
}

function withDelay(databases: Databases, delayMs: number | undefined): Databases {
  return delayMs === undefined ? databases : createSlowDatabases(databases, delayMs)
}
