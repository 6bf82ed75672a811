import { createKeyedLock, runLocked } from '../locks/keyed-lock.ts'
import type { Databases } from '../storage/document-store.ts'
import { lastRestoredId } from '../storage/start-log.ts'
import { HttpError, sendJson } from './couch-answer.ts'
import type { SignedInHandler } from './exchange.ts'
import { parseBody, parseQuery } from './request-shape.ts'

/**
 * `_local/*`: a replicating client's checkpoints. Kept apart for each user, so that nobody can read or overwrite those of
 * another one; ids are the client's own, also such as `_local/_acs` (F31). What was written before the database was put back from
 * a copy counts as not there: a client whose one replication spans the copy would take it for its own and not send what is missing.
 */
export function createLocalDocuments(databases: Databases): {
  readonly read: SignedInHandler
  readonly write: SignedInHandler
  readonly remove: SignedInHandler
} {
  /** Of writers who name the same revision, one is right. */
  const locks = createKeyedLock()

  function alone<T>(db: string, key: string, work: () => Promise<T>): Promise<T> {
    return runLocked(locks, [`${db}/${key}`], work)
  }

  async function find(db: string, key: string): Promise<LocalRow | undefined> {
    const store = await databases.open(db)
    const [row, restored] = await Promise.all([store.readLocal(key) as Promise<LocalRow | undefined>, readRestored(db)])
    return row?.restored === restored ? row : undefined
  }

  async function readRestored(db: string): Promise<string | undefined> {
    const { starts } = await (await databases.open(db)).readStarts()
    return lastRestoredId(starts)
  }

  return {
    async read({ res, signIn, params: { db, id } }) {
      const row = await find(db, keyOfLocal(signIn.user.userId, id))
      if (row === undefined) throw notFound()
      sendJson(res, 200, { ...row.body, _id: `_local/${id}`, _rev: revisionOf(row) })
    },
    async write({ res, signIn, params: { db, id }, body: input }) {
      const { _id, _rev, _revisions, _deleted, ...body } = parseBody('local-write', input)
      const key = keyOfLocal(signIn.user.userId, id)
      const rev = await alone(db, key, () => (_deleted === true ? drop(db, key, _rev) : replace(db, key, _rev, body)))
      sendJson(res, 201, { ok: true, id: `_local/${id}`, rev })
    },
    async remove({ res, signIn, params: { db, id }, query }) {
      const key = keyOfLocal(signIn.user.userId, id)
      const { rev: named } = parseQuery('local-remove', query)
      const rev = await alone(db, key, () => drop(db, key, named))
      sendJson(res, 200, { ok: true, id: `_local/${id}`, rev })
    }
  }

  async function replace(db: string, key: string, named: string | undefined, body: LocalRow['body']): Promise<string> {
    const row = await find(db, key)
    const isNamed = row === undefined ? named === undefined || named === noRevision : named === revisionOf(row)
    if (!isNamed) throw conflict()
    const version = (row?.version ?? 0) + 1
    const restored = await readRestored(db)
    const next: LocalRow = { version, body, ...(restored === undefined ? {} : { restored }) }
    await (await databases.open(db)).writeLocal(key, { ...next })
    return revisionOf(next)
  }

  async function drop(db: string, key: string, named: string | undefined): Promise<string> {
    const row = await find(db, key)
    if (row === undefined) throw notFound()
    if (named !== revisionOf(row)) throw conflict()
    await (await databases.open(db)).removeLocal(key)
    return noRevision
  }
}

/** Of a local document that is not there. */
const noRevision = '0-0'

function revisionOf({ version }: LocalRow): string {
  return `0-${version}`
}

/** How storage names somebody's local document. */
export function keyOfLocal(userId: string, id: string): string {
  return `${userId}/${id}`
}

interface LocalRow {
  readonly version: number
  readonly body: Readonly<Record<string, unknown>>
  /** After which putting back of the database it was written, see `lastRestoredId`. */
  readonly restored?: string
}

function conflict(): HttpError {
  return new HttpError(409, 'conflict', 'Document update conflict.')
}

function notFound(): HttpError {
  return new HttpError(404, 'not_found', 'missing')
}
