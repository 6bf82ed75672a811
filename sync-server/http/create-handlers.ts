import { once } from 'node:events'
import { createAccountRoutes } from './account-routes.ts'
import { createAllDocsByKeys } from './all-docs-by-keys.ts'
import { createBulkGet } from './bulk-get.ts'
import { createChanges } from './changes.ts'
import { createChangesPages } from './changes-pages.ts'
import { addRetryAfter, sendJson } from './couch-answer.ts'
import { setWriter } from './couch-protocol.ts'
import type { AppParts } from './create-app.ts'
import { createDbUpdates } from './db-updates.ts'
import { createDocumentWrites } from './documents.ts'
import type { Handlers } from './front.ts'
import { guardWrites } from './guard-writes.ts'
import type { SignedInCall } from './handler.ts'
import { createLocalDocuments } from './local-documents.ts'
import { parseBody, parseQuery } from './request-shape.ts'
import { readSequence } from './sequences.ts'
import { createSessionRoutes } from './session-routes.ts'

/** What CouchDB's clients look for in a welcome. */
const welcome = { couchdb: 'Welcome', version: '3.3.0', features: [], vendor: { name: 'CoachDesk' } }

/** Every route of the allow-list with its handler. */
export function createHandlers(parts: AppParts): Handlers {
  const { databases, hub } = parts
  const session = createSessionRoutes(parts)
  const account = createAccountRoutes(parts)
  const local = createLocalDocuments(databases)
  const byKeys = createAllDocsByKeys(databases)
  const documents = createDocumentWrites(guardWrites(databases, parts.gate, parts.logger))
  const pages = createChangesPages(databases, hub)

  /** Passes a checked request on to the stock parts and keeps its database open until it is answered. */
  function passOn({ req, res, params, session, route, next }: SignedInCall): Promise<void> {
    setWriter(req, session.user)
    addRetryAfter(res)
    const endpoint = route.path[1] === ':id' ? params.id : route.path[1]
    req.url = `/${encodeURIComponent(params.db)}/${encodeURIComponent(endpoint ?? '')}`
    return databases.usePouch(params.db, async () => {
      // A client that has gone already is never told of again.
      if (res.closed) return
      const answered = once(res, 'close')
      next()
      await answered
    })
  }

  return {
    welcome: ({ res }) => sendJson(res, 200, welcome),
    async up({ res }) {
      const { failing, isFull } = await databases.health()
      const broken = [...(failing.length > 0 ? ['storage'] : []), ...(isFull ? ['disk'] : [])]
      const { doubt } = parts.clock
      const reasons = [...broken, ...(doubt === undefined ? [] : ['clock'])]
      const said = { ...(reasons.length > 0 ? { reasons } : {}), ...(doubt === undefined ? {} : { clock: doubt.kind }) }
      if (broken.length > 0) sendJson(res, 503, { status: 'storage_unavailable', ...said })
      // A clock in doubt keeps nobody from working.
      else sendJson(res, 200, { status: 'ok', ...said })
    },
    'session-read': session.read,
    'session-open': session.open,
    'session-renew': session.renew,
    'session-close': session.close,
    'account-read': account.read,
    'account-change': account.change,
    'account-password': account.changePassword,
    'sign-ins-list': account.listSignIns,
    'sign-in-end': account.endSignIn,
    'db-updates': createDbUpdates(parts),
    async 'db-info'({ res, params: { db } }) {
      const store = await databases.open(db)
      const [{ docCount }, sequence] = await Promise.all([store.info(), readSequence(store)])
      // Nothing of a database's size or of what was removed is anybody's business.
      sendJson(res, 200, { db_name: db, doc_count: docCount, update_seq: sequence, instance_start_time: '0' })
    },
    changes: createChanges({ ...parts, pages }),
    async 'all-docs'(call) {
      const isAnswered = await byKeys.get(call)
      if (!isAnswered) await passOn(call)
    },
    'all-docs-by-keys': byKeys.post,
    async 'bulk-docs'(call) {
      call.req.body = parseBody('bulk-docs', call.body)
      await passOn(call)
    },
    'bulk-get': createBulkGet(databases),
    async 'revs-diff'(call) {
      call.req.body = parseBody('revs-diff', call.body)
      await passOn(call)
    },
    'local-read': local.read,
    'local-write': local.write,
    'local-remove': local.remove,
    async 'doc-read'(call) {
      parseQuery('doc-read', call.query)
      await passOn(call)
    },
    'doc-write': documents.put,
    'doc-remove': documents.remove
  }
}
