import type { Databases, StoredDocument } from '../storage/document-store.ts'
import { sendJson } from './couch-answer.ts'
import type { SignedInCall, SignedInHandler } from './handler.ts'
import { parseBody, parseQuery } from './request-shape.ts'

/**
 * `_all_docs` by keys. Unlike the stock part it gives a tombstone's body and revision with `include_docs`, as a client
 * needs them to tell "removed" from "never there" (F31).
 */
export function createAllDocsByKeys(databases: Databases): {
  readonly post: SignedInHandler
  /** Answers a GET with `keys`; otherwise prepares the query of a range for the stock part and says false. */
  readonly get: (call: SignedInCall) => Promise<boolean>
} {
  async function answer(db: string, keys: readonly string[], includeDocs: boolean): Promise<object> {
    const store = await databases.open(db)
    const [docs, info] = await Promise.all([store.read(keys), store.info()])
    return {
      total_rows: info.docCount,
      offset: 0,
      rows: keys.map((key, index) => toRow(key, docs[index], includeDocs))
    }
  }

  return {
    async post({ res, params: { db }, query: text, body }) {
      const { keys, include_docs: inBody } = parseBody('all-docs-by-keys', body)
      const { include_docs: inQuery } = parseQuery('all-docs-by-keys', text)
      sendJson(res, 200, await answer(db, keys, inQuery ?? inBody ?? false))
    },
    async get({ req, res, params: { db }, query: text }) {
      const query = parseQuery('all-docs', text)
      if (query.keys === undefined) {
        req.query = rangeToStockQuery(query)
        return false
      }
      sendJson(res, 200, await answer(db, query.keys, query.include_docs ?? false))
      return true
    }
  }
}

function toRow(key: string, doc: StoredDocument | undefined, includeDocs: boolean): object {
  if (doc === undefined) return { key, error: 'not_found' }
  const value = { rev: doc._rev, ...(doc._deleted === true ? { deleted: true } : {}) }
  return { id: doc._id, key, value, ...(includeDocs ? { doc } : {}) }
}

/** PouchDB reads each parameter as JSON where it can: what was parsed is written out again, and nothing else. */
function rangeToStockQuery(query: Readonly<Record<string, unknown>>): Record<string, string> {
  const { start_key: startAlias, end_key: endAlias, ...rest } = query
  const range = { ...rest, startkey: rest['startkey'] ?? startAlias, endkey: rest['endkey'] ?? endAlias }
  return Object.fromEntries(
    Object.entries(range)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, JSON.stringify(value)])
  )
}
