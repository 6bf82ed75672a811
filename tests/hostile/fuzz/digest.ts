import { createHash } from 'node:crypto'
import type { Databases } from '#server/storage/document-store.ts'

/** Rows of one page: more than any database here holds. */
const limit = 100_000

/**
 * A hash of all databases' names, documents and winning revisions, tombstones included, without local documents. Looking at
 * one's own bookings makes their database; an empty one counts for nothing.
 */
export async function digestStorage(databases: Databases): Promise<string> {
  const hash = createHash('sha256')
  for (const name of [...(await databases.list())].toSorted()) {
    // How far slots were matched with the waiting list: the server goes on with it by itself.
    if (name === 'openings') continue
    const store = await databases.open(name)
    const { results } = await store.changes({ since: 0, limit, includeDocs: false })
    const winners = results.map(({ id, revs }) => `${id} ${revs[0]}`).toSorted()
    if (winners.length > 0) hash.update(JSON.stringify([name, winners]))
  }
  return hash.digest('hex')
}
