import { once } from 'node:events'
import type { RequestHandler } from 'express'
import expressPouchDb from 'express-pouchdb'
import type { OpenPouch, PouchDatabases } from '../storage/pouch-databases.ts'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'
import { addRetryAfter, toHttpError } from './couch-answer.ts'
import type { Exchange } from './exchange.ts'
import type { FaultLog } from './take-to-gate.ts'

/**
 * The parts of express-pouchdb that are sound behind our allow-list (F12) and answer as CouchDB does: plain ranges of `_all_docs`.
 * `routes/db` and `routes/404` are what they stand on. All else has handlers of its own; nothing is written through them.
 */
const soundParts = ['routes/db', 'routes/all-docs', 'routes/404'] as const

/** What express-pouchdb asks of a PouchDB constructor: only databases that are open already, and never a new one. */
interface PouchFront {
  (name: string): never
  readonly defaults: unknown
  allDbs(): Promise<readonly string[]>
  readonly __dbCacheMap: { get(name: string): unknown }
}

/** CouchDB's protocol for databases that are open: whoever passes a request on keeps its database open meanwhile. */
export function createCouchProtocol(databases: PouchDatabases, logger: FaultLog): RequestHandler {
  const front: PouchFront = Object.assign(
    (): never => {
      // Its handle has failed since it was opened for this request.
      throw new StorageUnavailableError({ cause: new Error('the database is not open') })
    },
    {
      // Asked for its presence only, as the mark of a constructor.
      defaults: true,
      allDbs: () => Promise.resolve(databases.listOpen()),
      __dbCacheMap: {
        get(name: string) {
          const pouch = databases.findOpenPouch(name)
          return pouch === undefined ? undefined : hideFaults(pouch, logger)
        }
      }
    }
  )
  return expressPouchDb(front, { mode: 'custom', overrideMode: { include: soundParts } })
}

type Done = (error: unknown, result?: unknown) => void
type Method = (what: object, ...rest: readonly unknown[]) => void

/**
 * The stock parts send an error's own words to the client, which may name files, databases and documents: they get those of
 * CouchDB's refusals, and of a fault only that there was one.
 */
function hideFaults(pouch: OpenPouch, logger: FaultLog): object {
  function answer(done: Done): Done {
    return (error, result) => {
      if (error === null || error === undefined || isPublic(error)) return done(error, result)
      logger.error({ err: error }, 'a request failed')
      const { status, error: name, message } = toHttpError(error)
      done({ status, name, message })
    }
  }
  const original = pouch.allDocs.bind(pouch) as unknown as Method
  const allDocs: Method = (...args) => original(...(args.slice(0, -1) as [object]), answer(args.at(-1) as Done))
  // Their wrappers hang themselves on what they get: not on the instance that others use, too.
  return Object.assign(Object.create(pouch) as object, { allDocs })
}

/** CouchDB's words are about what was asked; those for faults are ours, made for everybody to read. */
function isPublic(error: unknown): boolean {
  const { status = 500, name = '' } = error as { readonly status?: number; readonly name?: string }
  return /^[a-z_]+$/.test(name) && (status < 500 || name === 'storage_unavailable' || name === 'internal_error')
}

/**
 * Passes a checked request on to a stock part, which sees nothing else than this of it, and keeps its database open until it is
 * answered.
 * @param part the path's last segment
 * @param query PouchDB reads each value as JSON where it can
 */
export function passToStockPart(
  { req, res, params: { db }, next }: Exchange,
  databases: PouchDatabases,
  part: '_all_docs',
  query: Readonly<Record<string, string>>
): Promise<void> {
  addRetryAfter(res)
  Object.assign(req, { url: `/${encodeURIComponent(db)}/${part}`, query, body: {}, _body: true })
  return databases.usePouch(db, async () => {
    // A client that has gone already is never told of again.
    if (res.closed) return
    const answered = once(res, 'close')
    next()
    await answered
  })
}
