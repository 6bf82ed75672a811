import path from 'node:path'
import leveldown, { type LevelConstructor, type LevelDown } from 'leveldown'
import { endAtFirstFault, type LevelHandle } from './level-handle.ts'
import { keepSound } from './sound-level.ts'

/** A leveldown constructor as PouchDB's adapter takes it, and what is open of it. */
export interface SyncedLeveldown {
  readonly construct: LevelConstructor
  /** The handle that was opened last at that location. */
  findHandle(location: string): LevelHandle | undefined
  /** Rewrites a database's files without what was overwritten or removed. */
  compactFiles(location: string): Promise<void>
}

/** What tests put something in between of. */
export interface LevelOptions {
  /** Left out: LevelDB on the disk. */
  readonly base?: LevelConstructor
  /** Control: goes on with a handle that has failed, to see that this is noticed. */
  readonly goesOnAfterFault?: boolean
}

/**
 * LevelDB that has every write on disk (fdatasync) before it answers; PouchDB does not ask for that (F27).
 * Group commit makes it affordable: one sync for all writers that wait. A handle ends with its first failure.
 */
export function createSyncedLeveldown({
  base = leveldown,
  goesOnAfterFault = false
}: LevelOptions = {}): SyncedLeveldown {
  const handleByLocation = new Map<string, LevelHandle>()

  function SyncedLevelDown(location: string): LevelDown {
    const level = base(location)
    syncWrites(level)
    keepSound(level)
    const handle = goesOnAfterFault
      ? { level, fault: undefined, onFault: () => () => undefined }
      : endAtFirstFault(level, path.basename(location))
    handleByLocation.set(location, handle)
    return level
  }

  return {
    construct: Object.assign(SyncedLevelDown, { destroy: base.destroy.bind(base) }),
    findHandle: location => handleByLocation.get(location),
    async compactFiles(location) {
      const handle = handleByLocation.get(location)
      if (handle === undefined) return
      await new Promise<void>((resolve, reject) => {
        const stop = handle.onFault(reject)
        handle.level.compactRange('\u0000', '\u{10ffff}', error => {
          stop()
          if (error) reject(error)
          else resolve()
        })
      })
    }
  }
}

function syncWrites(level: LevelDown): void {
  const batch = level._batch.bind(level)
  const put = level._put.bind(level)
  const del = level._del.bind(level)
  level._batch = (operations, options, callback) => batch(operations, { ...options, sync: true }, callback)
  level._put = (key, value, options, callback) => put(key, value, { ...options, sync: true }, callback)
  level._del = (key, options, callback) => del(key, { ...options, sync: true }, callback)
}
