import type { Request, RequestHandler } from 'express'
import expressPouchDb from 'express-pouchdb'
import type { UserContext } from '../gate/gate-contract.ts'
import type { PouchDatabases } from '../storage/pouch-databases.ts'

/**
 * The parts of express-pouchdb that are sound behind our allow-list (F12) and answer as CouchDB does: batches of writes, and
 * plain ranges of `_all_docs`. `routes/db` and `routes/404` are what they stand on. All else has handlers of its own.
 */
const soundParts = ['routes/db', 'routes/all-docs', 'routes/bulk-docs', 'routes/404'] as const

/** What express-pouchdb asks of a PouchDB constructor: only databases that are open already, and never a new one. */
interface PouchFront {
  (name: string): never
  readonly defaults: unknown
  allDbs(): Promise<readonly string[]>
  readonly __dbCacheMap: { get(name: string): unknown }
}

/** CouchDB's protocol for databases that are open: whoever passes a request on keeps its database open meanwhile. */
export function createCouchProtocol(databases: PouchDatabases): RequestHandler {
  const front: PouchFront = Object.assign(
    (name: string): never => {
      throw new Error(`database ${name} is not open`)
    },
    {
      // Asked for its presence only, as the mark of a constructor.
      defaults: true,
      allDbs: () => Promise.resolve(databases.listOpen()),
      __dbCacheMap: { get: (name: string) => databases.findOpenPouch(name) }
    }
  )
  return expressPouchDb(front, { mode: 'custom', overrideMode: { include: soundParts } })
}

/** Tells the gate who writes: the stock parts pass it to the adapter as `userCtx` (F11). */
export function setWriter(req: Request, user: UserContext): void {
  Object.assign(req, { couchSession: { ok: true, userCtx: { ...user, roles: [user.role] } } })
}
