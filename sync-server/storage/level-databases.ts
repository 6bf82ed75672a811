import { mkdir } from 'node:fs/promises'
import { createDiskRoom, endlessRoom } from './disk-room.ts'
import { createCommitWatch, unwatched } from './engine/commit-watch.ts'
import { createLevelEngine, type LevelEngineOptions } from './engine/level-engine.ts'
import { createMemoryEngine } from './engine/memory-engine.ts'
import { holdsOldDatabases, moveOldDatabases } from './migration/move-old-databases.ts'
import { readOldDatabases } from './migration/read-old-databases.ts'
import { createPouchDatabases, type PouchDatabases } from './pouch-databases.ts'
import { endInterrupted, isSalvageBegun } from './salvage-files.ts'
import type { StartSource } from './start-keeper.ts'
import { describeCauses, StorageUnavailableError } from './storage-unavailable.ts'

export interface LevelDatabasesOptions extends LevelEngineOptions {
  /** Nothing is written when less than this is free on the disk; left out: that is not looked at. */
  readonly minFreeBytes?: number
  /** The repair itself opens the folder, too, before it has ended; a server may not. */
  readonly isRepair?: boolean
  /** Called where a commit does not end: nothing is answered any more then. Left out: nobody looks. */
  readonly onStuck?: () => void
}

/**
 * Databases in one LevelDB, every write synced to disk before it is answered. What an older version has left in the folder is
 * moved over first. LevelDB belongs to one process: opening what another one holds rejects with `isHeldByOther`.
 */
export async function createLevelDatabases(
  folder: string,
  startSource: StartSource,
  { minFreeBytes = 0, isRepair = false, onStuck, ...options }: LevelDatabasesOptions = {}
): Promise<PouchDatabases> {
  if (!isRepair && (await isSalvageBegun(folder))) {
    const cause = new Error('Corruption: a repair was begun and has not ended, run npm run check -- --repair (again)')
    throw new StorageUnavailableError({ cause })
  }
  await endInterrupted(folder)
  await moveOldDatabases(folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const engine = await createLevelEngine(folder, options)
  const watch = onStuck === undefined ? unwatched : createCommitWatch(onStuck)
  return createPouchDatabases(engine, createDiskRoom(folder, minFreeBytes), startSource, watch)
}

/** What is in the folder, to be read and no more: databases of an older version are not moved over. */
export async function openToRead(folder: string, startSource: StartSource): Promise<PouchDatabases> {
  if (!(await holdsOldDatabases(folder))) return createLevelDatabases(folder, startSource)
  const engine = createMemoryEngine()
  await engine.restore(readOldDatabases(folder)).catch((cause: unknown) => {
    throw new StorageUnavailableError({ cause })
  })
  return createPouchDatabases(engine, endlessRoom, startSource)
}

/** Whether opening failed because another process has the database open. */
export function isHeldByOther(error: unknown): boolean {
  const text = describeCauses(error)
  return /lock/i.test(text) && /unavailable|already held|being used/i.test(text)
}
