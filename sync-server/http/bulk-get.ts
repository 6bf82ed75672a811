import type { PouchDatabases } from '../storage/pouch-databases.ts'
import type { OpenPouch } from '../storage/pouch-adapter.ts'
import { sendJson } from './couch-answer.ts'
import type { SignedInHandler } from './handler.ts'
import { type BodyOf, parseBody, parseQuery } from './request-shape.ts'

type Wanted = BodyOf<'bulk-get'>['docs'][number]

/**
 * `_bulk_get`: documents by id and revision. Unknown revisions are answered here: the stock part ends the process for one
 * with `latest=true` (F25, apache/pouchdb#7756).
 */
export function createBulkGet(databases: PouchDatabases): SignedInHandler {
  return async ({ res, params: { db }, query: text, body }) => {
    const { docs: wanted } = parseBody('bulk-get', body)
    const { revs = false, latest = false } = parseQuery('bulk-get', text)
    const store = await databases.open(db)
    const known = await Promise.all(
      wanted.map(async ({ id, rev }) => rev === undefined || (await store.readRevisions(id)).includes(rev))
    )
    const rows = await databases.usePouch(db, pouch =>
      Promise.all(
        wanted.map((one, index) => (known[index] ? readOne(pouch, one, revs, latest) : Promise.resolve(missing(one))))
      )
    )
    sendJson(res, 200, { results: wanted.map(({ id }, index) => ({ id, docs: [rows[index]] })) })
  }
}

async function readOne(pouch: OpenPouch, wanted: Wanted, revs: boolean, latest: boolean): Promise<object> {
  const { id, rev } = wanted
  try {
    const options: PouchDB.Core.GetOptions = { revs, ...(rev === undefined ? {} : { rev, latest }) }
    return { ok: await pouch.get(id, options) }
  } catch (error) {
    if ((error as { readonly status?: number }).status !== 404) throw error
    return missing(wanted)
  }
}

function missing({ id, rev }: Wanted): object {
  return { error: { id, rev: rev ?? 'undefined', error: 'not_found', reason: 'missing' } }
}
