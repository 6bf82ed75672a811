import { z } from 'zod'
import type { DocumentStore } from '../../storage/document-store.ts'
import type { OpenPouch } from '../../storage/pouch-databases.ts'
import { revisionSchema } from '../../storage/revision.ts'
import { sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { findLatest } from '../latest-revisions.ts'
import { bodyLimits, flag, idSchema, isVaried, maxBulkDocs, repeatReason } from '../request-shapes.ts'

const wantedSchema = z.object({ id: idSchema, rev: revisionSchema.optional() })
type Wanted = z.output<typeof wantedSchema>

const bodySchema = z.object({
  docs: z
    .array(wantedSchema)
    .max(maxBulkDocs)
    .refine(docs => isVaried(docs.map(({ id }) => id)), repeatReason)
})

/**
 * `_bulk_get`: documents by id and revision; without a revision all ends of their trees, tombstones too. Which revisions are
 * meant is found out here: the stock part ends the process for an unknown one with `latest=true` (F25, apache/pouchdb#7756).
 */
export const bulkGetEndpoints = {
  'bulk-get': defineEndpoint({
    method: 'POST',
    path: '/:db/_bulk_get',
    access: 'readers',
    answer: z.object({ results: z.array(z.object({ id: z.string(), docs: z.array(z.looseObject({})) })) }),
    query: z.object({ revs: flag.default(false), latest: flag.default(false) }),
    body: { schema: bodySchema, limit: bodyLimits.bulk },
    async handle({ res, params: { db }, query: { revs, latest }, body, signIn }, { databases, turns }) {
      const store = await databases.open(db)
      const readAll = () =>
        databases.usePouch(db, pouch =>
          Promise.all(
            body.docs.map(async one => {
              const chosen = await chooseRevisions(store, one, latest)
              const docs = await Promise.all(chosen.map(rev => readOne(pouch, one, rev, revs)))
              return { id: one.id, docs: docs.length === 0 ? [missing(one)] : docs }
            })
          )
        )
      const results = await turns.run(signIn.user.userId, readAll)
      sendJson(res, 200, { results })
    }
  })
} as const

async function chooseRevisions(store: DocumentStore, { id, rev }: Wanted, latest: boolean): Promise<readonly string[]> {
  if (rev === undefined) return (await store.readLeaves(id)).map(leaf => leaf.rev)
  return latest ? findLatest(store, id, rev) : [rev]
}

async function readOne(pouch: OpenPouch, wanted: Wanted, rev: string, revs: boolean): Promise<object> {
  try {
    return { ok: await pouch.get(wanted.id, { rev, revs }) }
  } catch (error) {
    if ((error as { readonly status?: number }).status !== 404) throw error
    return missing(wanted)
  }
}

function missing({ id, rev }: Wanted): object {
  return { error: { id, rev: rev ?? 'undefined', error: 'not_found', reason: 'missing' } }
}
