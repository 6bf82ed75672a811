import { once } from 'node:events'
import { createAccountRoutes } from './endpoints/account.ts'
import { createAllDocs } from './endpoints/all-docs.ts'
import { createBulkDocs } from './endpoints/bulk-docs.ts'
import { createBulkGet } from './endpoints/bulk-get.ts'
import { createChanges } from './endpoints/changes.ts'
import { createChangesPages } from './changes-pages.ts'
import { addRetryAfter, HttpError, sendJson } from './couch-answer.ts'
import type { AppParts } from './app-parts.ts'
import { createDbUpdates } from './endpoints/db-updates.ts'
import { createDocumentWrites } from './endpoints/write-document.ts'
import type { Handlers } from './front.ts'
import { createTakeToGate } from './take-to-gate.ts'
import type { SignedInExchange } from './exchange.ts'
import { createLocalDocuments, keyOfLocal } from './local-documents.ts'
import { createLocalRoll } from './quotas/local-roll.ts'
import { createReadingTurns } from './quotas/reading-turns.ts'
import { capabilities, productVersion } from '#domain/versions/product-version.ts'
import { createDocumentRead } from './endpoints/read-document.ts'
import { parseBody } from './request-shape.ts'
import { createRevsDiff } from './endpoints/revs-diff.ts'
import { readSequence } from './sequences.ts'
import { createSignInRoutes } from './endpoints/sign-in.ts'
import { createSnapshots } from './snapshot/snapshots.ts'

/** What CouchDB's clients look for in a welcome. */
const welcome = {
  couchdb: 'Welcome',
  version: '3.3.0',
  features: capabilities,
  vendor: { name: 'CoachDesk', version: productVersion }
}

/** Every route of the allow-list with its handler. */
export function createHandlers(parts: AppParts): Handlers {
  const { databases, hub } = parts
  const signInRoutes = createSignInRoutes(parts)
  const account = createAccountRoutes(parts)
  const local = createLocalDocuments(databases)
  const roll = createLocalRoll(databases, keyOfLocal)
  const turns = createReadingTurns()
  const allDocs = createAllDocs(databases, turns, createSnapshots(databases, parts.steady))
  /** As long as CouchDB's: what it may be written to is judged by the gate. */
  const createId = (): string => Buffer.from(parts.randomBytes(16)).toString('hex')
  const takeToGate = createTakeToGate(parts.gate, parts.logger)
  const documents = createDocumentWrites(takeToGate, createId)
  const changes = createChanges({ ...parts, turns, pages: createChangesPages(databases, hub) })

  /** Passes a checked request on to the stock parts and keeps its database open until it is answered. */
  function passOn({ req, res, params, route, next }: SignedInExchange): Promise<void> {
    addRetryAfter(res)
    req.url = `/${encodeURIComponent(params.db)}/${route.path[1]}`
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
      const { failing, isFull, isDamaged } = await databases.health()
      const broken = [...(failing.length > 0 ? ['storage'] : []), ...(isFull ? ['disk'] : [])]
      const { doubt } = parts.clock
      const reasons = [...broken, ...(isDamaged ? ['damaged'] : []), ...(doubt === undefined ? [] : ['clock'])]
      const said = { ...(reasons.length > 0 ? { reasons } : {}), ...(doubt === undefined ? {} : { clock: doubt.kind }) }
      if (broken.length > 0) sendJson(res, 503, { status: 'storage_unavailable', ...said })
      // A clock in doubt keeps nobody from working, and damage not everybody: who restarts a server that is not well would go on for ever.
      else sendJson(res, 200, { status: 'ok', ...said })
    },
    identity({ res, body }) {
      const proof = parts.identity.prove(parseBody('identity', body))
      if (proof === undefined) throw new HttpError(403, 'forbidden', 'address-not-listed')
      sendJson(res, 200, proof)
    },
    'sign-in-read': signInRoutes.read,
    'sign-in': signInRoutes.open,
    'sign-in-renew': signInRoutes.renew,
    'sign-out': signInRoutes.close,
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
    changes,
    'changes-by-body': changes,
    async 'all-docs'(exchange) {
      const isAnswered = await allDocs.get(exchange)
      if (isAnswered) return
      const { res, signIn } = exchange
      const passing = Promise.withResolvers<void>()
      await turns.run(signIn.user.userId, () => {
        const isRead = new Promise<void>(resolve => {
          // The answer is made; whether somebody takes it is no matter of the storage's.
          res.once('prefinish', resolve).once('close', resolve)
        })
        passOn(exchange).then(passing.resolve, passing.reject)
        return Promise.race([isRead, passing.promise])
      })
      await passing.promise
    },
    'all-docs-by-body': allDocs.post,
    'bulk-docs': createBulkDocs(takeToGate, createId),
    'bulk-get': createBulkGet(databases, turns),
    'revs-diff': createRevsDiff(databases, turns),
    // Whatever was answered is on the disk already.
    'full-commit': ({ res }) => sendJson(res, 201, { ok: true, instance_start_time: '0' }),
    'local-read': local.read,
    async 'local-write'(exchange) {
      const { signIn, params } = exchange
      await roll.makeRoom(params.db, signIn.user.userId, params.id)
      await local.write(exchange)
    },
    async 'local-remove'(exchange) {
      const { signIn, params } = exchange
      await local.remove(exchange)
      await roll.forget(params.db, signIn.user.userId, params.id)
    },
    'doc-create': documents.create,
    'doc-read': createDocumentRead(databases),
    'doc-write': documents.put,
    'doc-remove': documents.remove
  }
}
