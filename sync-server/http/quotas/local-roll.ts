import { z } from 'zod'
import { createKeyedLock, runLocked } from '#server/locks/keyed-lock.ts'
import type { Databases } from '#server/storage/document-store.ts'

/** So many local documents somebody may have in a database: one for each device and program that replicates. */
export const maxLocalDocuments = 100

const rollSchema = z.object({ ids: z.array(z.string()) })

/** Which local documents people have, and which of them was written least recently. */
export interface LocalRoll {
  /** Before a local document is written: where there would be too many, the one that was written least recently goes. */
  makeRoom(database: string, userId: string, id: string): Promise<void>
  /** After one was removed. */
  forget(database: string, userId: string, id: string): Promise<void>
}

/**
 * The list is stored when a document comes or goes; in which order they were written is known of this run of the server, and of
 * the others as it was then.
 * @param keyOf how the storage names somebody's local document
 */
export function createLocalRoll(databases: Databases, keyOf: (userId: string, id: string) => string): LocalRoll {
  const locks = createKeyedLock()
  /** Bounded: whoever was not seen for the longest is read again. */
  const idsByOwner = new Map<string, readonly string[]>()
  const maxOwners = 1_000
  const rollOf = (userId: string): string => `local-roll ${userId}`

  async function load(database: string, userId: string): Promise<readonly string[]> {
    const known = idsByOwner.get(`${database} ${userId}`)
    if (known !== undefined) return known
    const stored = await (await databases.open(database)).readLocal(rollOf(userId))
    return rollSchema.safeParse(stored).data?.ids ?? []
  }

  function remember(owner: string, ids: readonly string[]): void {
    idsByOwner.delete(owner)
    const [oldest] = idsByOwner.keys()
    if (idsByOwner.size >= maxOwners && oldest !== undefined) idsByOwner.delete(oldest)
    idsByOwner.set(owner, ids)
  }

  function change(
    database: string,
    userId: string,
    next: (ids: readonly string[]) => readonly string[]
  ): Promise<void> {
    const owner = `${database} ${userId}`
    return runLocked(locks, [owner], async () => {
      const ids = await load(database, userId)
      const all = next(ids)
      const kept = all.slice(-maxLocalDocuments)
      const isSameSet = kept.length === ids.length && kept.every(id => ids.includes(id))
      if (!isSameSet) {
        const store = await databases.open(database)
        await store.writeLocal(rollOf(userId), { ids: kept })
        for (const id of all.slice(0, all.length - kept.length)) await store.removeLocal(keyOf(userId, id))
      }
      remember(owner, kept)
    })
  }

  return {
    makeRoom: (database, userId, id) => change(database, userId, ids => [...ids.filter(known => known !== id), id]),
    forget: (database, userId, id) => change(database, userId, ids => ids.filter(known => known !== id))
  }
}
