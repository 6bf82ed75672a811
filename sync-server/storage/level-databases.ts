import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { createDiskRoom } from './disk-room.ts'
import { registerGuardedAdapter } from './pouch-adapter.ts'
import { createPouchDatabases, type PouchDatabases } from './pouch-databases.ts'
import { salvageFiles } from './salvage-files.ts'
import type { StartSource } from './start-keeper.ts'
import { describeCauses } from './storage-unavailable.ts'
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
      compactFiles: name => leveldown.compactFiles(prefix + name),
      async salvage(name) {
        const shelf = path.resolve(folder, '..', 'set-aside')
        await mkdir(shelf, { recursive: true, mode: 0o700 })
        const at = new Date(startSource.now()).toISOString().replaceAll(':', '-')
        const place = path.join(shelf, `${name}_${at}_${Buffer.from(startSource.randomBytes(3)).toString('hex')}`)
        await salvageFiles(prefix + name, place)
        return place
      }
    },
    now,
    startSource
  )
}

/** Whether opening failed because another process has the database open. */
export function isHeldByOther(error: unknown): boolean {
  const text = describeCauses(error)
  return /lock/i.test(text) && /unavailable|already held|being used/i.test(text)
}
