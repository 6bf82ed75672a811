import type { DocumentStore } from '../../storage/document-store.ts'
import type { OpenPouch, PouchDatabases } from '../../storage/pouch-databases.ts'
import { sendJson } from '../couch-answer.ts'
import type { SignedInHandler } from '../exchange.ts'
import { findLatest } from '../latest-revisions.ts'
import type { ReadingTurns } from '../quotas/reading-turns.ts'
import { type BodyOf, parseBody, parseQuery } from '../request-shape.ts'

type Wanted = BodyOf<'bulk-get'>['docs'][number]

/**
 * `_bulk_get`: documents by id and revision; without a revision all ends of their trees, tombstones too. Which revisions are
 * meant is found out here: the stock part ends the process for an unknown one with `latest=true` (F25, apache/pouchdb#7756).
 */
export function createBulkGet(databases: PouchDatabases, turns: ReadingTurns): SignedInHandler {
  return async ({ res, params: { db }, query: text, body, signIn }) => {
    const { docs: wanted } = parseBody('bulk-get', body)
    const { revs = false, latest = false } = parseQuery('bulk-get', text)
    const store = await databases.open(db)
    const readAll = () =>
      databases.usePouch(db, pouch =>
        Promise.all(
          wanted.map(async one => {
            const chosen = await chooseRevisions(store, one, latest)
            const docs = await Promise.all(chosen.map(rev => readOne(pouch, one, rev, revs)))
            return { id: one.id, docs: docs.length === 0 ? [missing(one)] : docs }
          })
        )
      )
    const results = await turns.run(signIn.user.userId, readAll)
    sendJson(res, 200, { results })
  }
}

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
