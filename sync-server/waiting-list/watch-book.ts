import type { Watch } from '#domain/model/watch.ts'
import { createCallsName, parseCallsName } from '#domain/rules/access.ts'
import { giveWay } from '../locks/give-way.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import type { Databases } from '../storage/document-store.ts'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'
import { readWatches } from '../copies/read-watches.ts'

/** Everybody's watches in memory, read when they are first needed. */
export interface WatchBook {
  /**
   * Reads what is not read yet, or has changed since. Rejects where storage fails: what is left is read the next time. A student whose
   * part of the files is damaged has no watches until they change: the others do not wait for it (DM2).
   */
  bringUpToDate(): Promise<void>
  /** A student's watches may have changed. */
  noteChange(studentId: string): void
  list(): Iterable<readonly [studentId: string, watches: readonly Watch[]]>
  readonly isEmpty: boolean
}

export function createWatchBook(databases: Pick<Databases, 'list' | 'open'>, logger: CodeLogger): WatchBook {
  const watchesById = new Map<string, readonly Watch[]>()
  const changed = new Set<string>()
  let isListed = false

  async function readOne(studentId: string): Promise<void> {
    // Whoever changes them while they are read is read again.
    changed.delete(studentId)
    try {
      const watches = await readWatches(await databases.open(createCallsName(studentId)))
      if (watches.length > 0) watchesById.set(studentId, watches)
      else watchesById.delete(studentId)
    } catch (error) {
      if (!(error instanceof StorageUnavailableError && error.isDamaged)) {
        changed.add(studentId)
        throw error
      }
      watchesById.delete(studentId)
      logger.warn({ studentId }, 'a student is not told of openings: what they wait for is damaged')
    }
  }

  return {
    noteChange: studentId => void changed.add(studentId),
    async bringUpToDate() {
      if (!isListed) {
        for (const name of await databases.list()) {
          const owner = parseCallsName(name)
          if (owner !== undefined) changed.add(owner)
        }
        isListed = true
      }
      const studentIds = [...changed]
      for (const studentId of studentIds) {
        await readOne(studentId)
        await giveWay()
      }
    },
    list: () => watchesById,
    get isEmpty() {
      return watchesById.size === 0
    }
  }
}
