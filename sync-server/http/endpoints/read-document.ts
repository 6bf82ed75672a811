import type { DocumentStore } from '../../storage/document-store.ts'
import type { OpenPouch, PouchDatabases } from '../../storage/pouch-databases.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import { isCurrent, toETag } from '../entity-tag.ts'
import type { SignedInHandler } from '../exchange.ts'
import { findLatest } from '../latest-revisions.ts'
import { parseQuery, type QueryOf } from '../request-shape.ts'

type Asked = QueryOf<'doc-read'>

/** `GET /:db/:id`: one document, or the revisions that `open_revs` names. */
export function createDocumentRead(databases: PouchDatabases): SignedInHandler {
  return async ({ req, res, params: { db, id }, query: text }) => {
    const asked = parseQuery('doc-read', text)
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
    if (Object.keys(text).every(key => key === 'rev')) {
      res.setHeader('etag', toETag(doc._rev))
      if (isCurrent(req.headers['if-none-match'], doc._rev)) return void res.status(304).end()
    }
    sendJson(res, 200, doc)
  }
}

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
