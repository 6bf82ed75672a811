import { z } from 'zod'
import { revisionSchema } from '../../storage/revision.ts'
import { sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { bodyLimits, idSchema, maxRows } from '../request-shapes.ts'

/** Of one document. */
const maxRevisions = 1_000

const revisionsById = z
  .record(idSchema, z.array(revisionSchema).max(maxRevisions))
  .refine(revs => Object.keys(revs).length <= maxRows)

/**
 * `_revs_diff`: which of these revisions have never been here. The stock part also names ancestors whose body is gone, and a
 * replicator would send them again.
 */
export const revsDiffEndpoints = {
  'revs-diff': defineEndpoint({
    method: 'POST',
    path: '/:db/_revs_diff',
    access: 'readers',
    answer: z.record(z.string(), z.object({ missing: z.array(z.string()) })),
    body: { schema: revisionsById, limit: bodyLimits.bulk },
    async handle({ res, params: { db }, body, signIn }, { databases, turns }) {
      const asked = Object.entries(body)
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
  })
} as const
