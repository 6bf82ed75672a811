import type { LocalCollections } from '../database/open-database.ts'
import { createReader, type LocalDocuments, type LocalName } from '../database/collections.ts'
import { type DocumentRepository, openRepository } from './document-repository.ts'
import type { FirstIds } from './live-list.ts'
import { byId, byLastDone, byName, byNewest, byStart } from './orders.ts'
import type { LocalWriteGuard } from './write-outcome.ts'

export type Repositories = { readonly [N in LocalName]: DocumentRepository<LocalDocuments[N]> } & { stop(): void }

/**
 * All collections of one account, read and followed.
 * @param firstSlots the slots that are read before this resolves; left out: all of them
 */
export async function openRepositories(
  collections: LocalCollections,
  guard: LocalWriteGuard,
  firstSlots?: FirstIds
): Promise<Repositories> {
  const [users, slots, calls, notices, drafts, journal] = await Promise.all([
    openRepository(collections.users, byName, guard, createReader('users')),
    openRepository(collections.slots, byStart, guard, createReader('slots'), firstSlots),
    // Bookings and notices have no order in common; each is sorted where the two are told apart.
    openRepository(collections.calls, byId, guard, createReader('calls')),
    openRepository(collections.notices, byNewest, guard, createReader('notices')),
    openRepository(collections.drafts, byId, guard, createReader('drafts')),
    openRepository(collections.journal, byLastDone, guard, createReader('journal'))
  ])
  return {
    users,
    slots,
    calls,
    notices,
    drafts,
    journal,
    stop() {
      for (const repository of [users, slots, calls, notices, drafts, journal]) repository.stop()
    }
  }
}
