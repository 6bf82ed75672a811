import type { Databases } from '../../storage/document-store.ts'
import { sendJson } from '../couch-answer.ts'
import type { SignedInHandler } from '../exchange.ts'
import type { ReadingTurns } from '../quotas/reading-turns.ts'
import { parseBody } from '../request-shape.ts'

/**
 * `_revs_diff`: which of these revisions have never been here. The stock part also names ancestors whose body is gone, and a
 * replicator would send them again.
 */
export function createRevsDiff(databases: Databases, turns: ReadingTurns): SignedInHandler {
  return async ({ res, params: { db }, body, signIn }) => {
    const asked = Object.entries(parseBody('revs-diff', body))
    const store = await databases.open(db)
    const readAll = () => Promise.all(asked.map(([id]) => store.readRevisions(id)))
    const known = await turns.run(signIn.user.userId, readAll)
    const rows = asked.flatMap(([id, revs], index) => {
      const here = new Set(known[index])
      const missing = revs.filter(rev => !here.has(rev))
      return missing.length === 0 ? [] : [[id, { missing }]]
    })
    sendJson(res, 200, Object.fromEntries(rows))
  }
}
