import type { StoredDocument } from '../storage/document-store.ts'
import type { PouchDatabases } from '../storage/pouch-databases.ts'
import { sendJson } from './couch-answer.ts'
import type { SignedInCall, SignedInHandler } from './handler.ts'
import { parseBody, parseQuery, type QueryOf } from './request-shape.ts'
import { readSequence } from './sequences.ts'

/**
 * `_all_docs` by keys. Unlike the stock part it gives a tombstone's body and revision with `include_docs`, as a client
 * needs them to tell "removed" from "never there" (F31). Ranges with `update_seq` are answered here, too: the stock part gives
 * a number that says nothing of the database's past.
 */
export function createAllDocsByKeys(databases: PouchDatabases): {
  readonly post: SignedInHandler
  /** Answers a GET with `keys` or `update_seq`; otherwise prepares the query of a range for the stock part and says false. */
  readonly get: (call: SignedInCall) => Promise<boolean>
} {
  /** Read before the rows: what changes meanwhile is told by `_changes` from there. */
  async function readUpdateSeq(db: string, isAsked: boolean | undefined): Promise<{ readonly update_seq?: string }> {
    return isAsked === true ? { update_seq: await readSequence(await databases.open(db)) } : {}
  }

  async function answer(
    db: string,
    keys: readonly string[],
    asked: { readonly include_docs?: boolean | undefined; readonly update_seq?: boolean | undefined }
  ): Promise<object> {
    const store = await databases.open(db)
    const updateSeq = await readUpdateSeq(db, asked.update_seq)
    const [docs, info] = await Promise.all([store.read(keys), store.info()])
    return {
      ...updateSeq,
      total_rows: info.docCount,
      offset: 0,
      rows: keys.map((key, index) => toRow(key, docs[index], asked.include_docs ?? false))
    }
  }

  async function answerRange(db: string, query: QueryOf<'all-docs'>): Promise<object> {
    const updateSeq = await readUpdateSeq(db, true)
    const { rows, total_rows, offset } = await databases.usePouch(db, pouch =>
      pouch.allDocs(toRange(query) as PouchDB.Core.AllDocsWithinRangeOptions)
    )
    return { ...updateSeq, total_rows, offset, rows }
  }

  return {
    async post({ res, params: { db }, query: text, body }) {
      const { keys, include_docs: inBody } = parseBody('all-docs-by-keys', body)
      const { include_docs: inQuery, update_seq } = parseQuery('all-docs-by-keys', text)
      sendJson(res, 200, await answer(db, keys, { include_docs: inQuery ?? inBody, update_seq }))
    },
    async get({ req, res, params: { db }, query: text }) {
      const query = parseQuery('all-docs', text)
      if (query.keys !== undefined) sendJson(res, 200, await answer(db, query.keys, query))
      else if (query.update_seq === true) sendJson(res, 200, await answerRange(db, query))
      else {
        // PouchDB reads each parameter as JSON where it can: what was parsed is written out again, and nothing else.
        const range = Object.entries(toRange(query))
        req.query = Object.fromEntries(range.map(([key, value]) => [key, JSON.stringify(value)]))
        return false
      }
      return true
    }
  }
}

function toRow(key: string, doc: StoredDocument | undefined, includeDocs: boolean): object {
  if (doc === undefined) return { key, error: 'not_found' }
  const value = { rev: doc._rev, ...(doc._deleted === true ? { deleted: true } : {}) }
  return { id: doc._id, key, value, ...(includeDocs ? { doc } : {}) }
}

function toRange(query: QueryOf<'all-docs'>): object {
  const { start_key: startAlias, end_key: endAlias, update_seq: _, ...rest } = query
  const range = { ...rest, startkey: rest.startkey ?? startAlias, endkey: rest.endkey ?? endAlias }
  return Object.fromEntries(Object.entries(range).filter(([, value]) => value !== undefined))
}
