import leveldown, { type LevelDown } from 'leveldown'

/** A leveldown constructor as PouchDB's adapter takes it, and the files' own compaction. */
export interface SyncedLeveldown {
  readonly construct: { (location: string): LevelDown; destroy: typeof leveldown.destroy }
  /** Rewrites a database's files without what was overwritten or removed. */
  compactFiles(location: string): Promise<void>
}

/**
 * LevelDB that has every write on disk (fdatasync) before it answers; PouchDB does not ask for that (F27).
 * Group commit makes it affordable: one sync for all writers that wait.
 */
export function createSyncedLeveldown(): SyncedLeveldown {
  const openByLocation = new Map<string, LevelDown>()

  function SyncedLevelDown(location: string): LevelDown {
    const level = leveldown(location)
    const batch = level._batch.bind(level)
    const put = level._put.bind(level)
    const del = level._del.bind(level)
    level._batch = (operations, options, callback) => batch(operations, { ...options, sync: true }, callback)
    level._put = (key, value, options, callback) => put(key, value, { ...options, sync: true }, callback)
    level._del = (key, options, callback) => del(key, { ...options, sync: true }, callback)
    openByLocation.set(location, level)
    return level
  }

  return {
    construct: Object.assign(SyncedLevelDown, { destroy: leveldown.destroy.bind(leveldown) }),
    async compactFiles(location) {
      const level = openByLocation.get(location)
      if (level === undefined) return
      await new Promise<void>((resolve, reject) => {
        level.compactRange('\u0000', '\u{10ffff}', error => (error ? reject(error) : resolve()))
      })
    }
  }
}
