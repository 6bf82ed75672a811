import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { createDiskRoom } from './disk-room.ts'
import { registerGuardedAdapter } from './pouch-adapter.ts'
import { createPouchDatabases, type PouchDatabases } from './pouch-databases.ts'
import type { StartSource } from './start-keeper.ts'
import { createSyncedLeveldown, type LevelOptions } from './synced-leveldown.ts'

const adapter = registerGuardedAdapter('leveldb')

export interface LevelDatabasesOptions extends LevelOptions {
  /** Nothing is written when less than this is free on the disk; left out: that is not looked at. */
  readonly minFreeBytes?: number
}

/**
 * Databases as LevelDB folders below `folder`, every write synced to disk before it is answered. LevelDB belongs to one
 * process: opening what another one holds rejects with `isHeldByOther`.
 * @param now monotonic milliseconds
 */
export async function createLevelDatabases(
  folder: string,
  now: () => number,
  startSource: StartSource,
  { minFreeBytes = 0, ...options }: LevelDatabasesOptions = {}
): Promise<PouchDatabases> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const prefix = path.resolve(folder) + path.sep
  const leveldown = createSyncedLeveldown(options)
  return createPouchDatabases(
    {
      pouchOptions: { adapter, prefix, leveldown },
      room: createDiskRoom(folder, minFreeBytes),
      list: async () => {
        const entries = await readdir(folder, { withFileTypes: true })
        return entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
      },
      compactFiles: name => leveldown.compactFiles(prefix + name)
    },
    now,
    startSource
  )
}

/** Whether opening failed because another process has the database open. */
export function isHeldByOther(error: unknown): boolean {
  const text = describeChain(error)
  return /lock/i.test(text) && /unavailable|already held|being used/i.test(text)
}

function describeChain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return `${error.message} ${error.cause === undefined ? '' : describeChain(error.cause)}`
}
