import type { PouchDatabases } from '#server/storage/pouch-databases.ts'
import { createDatabaseSnapshot, type DatabaseSnapshot } from './database-snapshot.ts'
import { createPacker } from './pack.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** Snapshots of the databases that everybody reads whole on a first sync. */
export interface Snapshots {
  /** Undefined for a database of one person: nothing is kept of those. */
  of(database: string): DatabaseSnapshot | undefined
}

/** Nobody has asked for so long: what is kept of a database is let go, ms. */
export const keepMs = 5 * minuteMs

const shared = ['users', 'slots']

export function createSnapshots(databases: PouchDatabases, steady: () => number): Snapshots {
  const pack = createPacker()
  const byName = new Map(
    shared.map(name => [name, createDatabaseSnapshot({ open: () => databases.open(name), steady, pack })])
  )
  const timerByName = new Map<string, NodeJS.Timeout>()

  return {
    of(name) {
      const snapshot = byName.get(name)
      if (snapshot === undefined) return undefined
      clearTimeout(timerByName.get(name))
      timerByName.set(name, setTimeout(() => snapshot.forget(), keepMs).unref())
      return snapshot
    }
  }
}
