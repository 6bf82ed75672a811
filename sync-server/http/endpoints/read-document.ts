import { z } from 'zod'
import type { DocumentStore } from '../../storage/document-store.ts'
import type { OpenPouch } from '../../storage/pouch-databases.ts'
import { revisionSchema } from '../../storage/revision.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { isCurrent, toETag } from '../entity-tag.ts'
import { findLatest } from '../latest-revisions.ts'
import { flag, jsonText } from '../request-shapes.ts'

const querySchema = z.object({
  rev: revisionSchema.optional(),
  revs: flag.optional(),
  revs_info: flag.optional(),
  conflicts: flag.optional(),
  deleted_conflicts: flag.optional(),
  meta: flag.optional(),
  latest: flag.optional(),
  open_revs: z.union([z.literal('all'), jsonText(z.array(revisionSchema).max(100))]).optional()
})
type Asked = z.output<typeof querySchema>

/** One document, or the revisions that `open_revs` names. */
export const readDocumentEndpoints = {
  'doc-read': defineEndpoint({
    method: 'GET',
    path: '/:db/:id',
    access: 'readers',
    answer: z.union([z.looseObject({ _id: z.string(), _rev: z.string() }), z.array(z.looseObject({}))]),
    query: querySchema,
    async handle({ req, res, params: { db, id }, query: asked }, { databases }) {
      const store = await databases.open(db)
      const { open_revs: openRevs } = asked
      if (openRevs !== undefined) {
        const rows = await databases.usePouch(db, pouch => readOpen(store, pouch, id, openRevs, asked))
        return sendJson(res, 200, rows)
      }
      const [rev] =
        asked.rev !== undefined && asked.latest === true ? await findLatest(store, id, asked.rev) : [asked.rev]
      if (asked.rev !== undefined && rev === undefined) throw notFound('missing')
      const doc = await databases.usePouch(db, pouch => readWhole(store, pouch, id, { ...asked, rev }))
      // What else was asked for is not of the revision alone.
      if (Object.keys(asked).every(key => key === 'rev')) {
        res.setHeader('etag', toETag(doc._rev))
        if (isCurrent(req.headers['if-none-match'], doc._rev)) return void res.status(304).end()
      }
      sendJson(res, 200, doc)
    }
  })
} as const

async function readWhole(store: DocumentStore, pouch: OpenPouch, id: string, asked: Asked) {
  const { rev, revs = false, meta = false } = asked
  const { revs_info = meta, conflicts = meta, deleted_conflicts = meta } = asked
  const doc = await pouch.get(id, { revs, revs_info, conflicts, ...(rev === undefined ? {} : { rev }) }).catch(explain)
  if (!deleted_conflicts) return doc
  const removed = (await store.readLeaves(id)).filter(leaf => leaf.deleted && leaf.rev !== doc._rev)
  return removed.length === 0 ? doc : { ...doc, _deleted_conflicts: removed.map(leaf => leaf.rev) }
}

async function readOpen(
  store: DocumentStore,
  pouch: OpenPouch,
  id: string,
  openRevs: readonly string[] | 'all',
  { revs = false, latest = false }: Asked
): Promise<readonly object[]> {
  const leaves = await store.readLeaves(id)
  if (openRevs === 'all' && leaves.length === 0) throw notFound('missing')
  const wanted = openRevs === 'all' ? leaves.map(leaf => leaf.rev) : openRevs
  const rows = wanted.map(async rev => {
    const chosen = latest ? await findLatest(store, id, rev) : [rev]
    const docs = await Promise.all(chosen.map(one => pouch.get(id, { rev: one, revs }).catch(absent)))
    const found = docs.flatMap(doc => (doc === undefined ? [] : [{ ok: doc }]))
    return found.length === 0 ? [{ missing: rev }] : found
  })
  return (await Promise.all(rows)).flat()
}

function absent(error: unknown): undefined {
  if ((error as { readonly status?: number }).status !== 404) throw error
}

function explain(error: unknown): never {
  const { status, reason } = error as { readonly status?: number; readonly reason?: string }
  if (status !== 404) throw error
  throw notFound(reason === 'deleted' ? 'deleted' : 'missing')
}

function notFound(reason: 'missing' | 'deleted'): HttpError {
  return new HttpError(404, 'not_found', reason)
}
