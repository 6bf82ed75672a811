import { createKeyedLock, runLocked } from '../locks/keyed-lock.ts'
import type { Databases } from '../storage/document-store.ts'
import { lastRestoredId } from '../storage/start-log.ts'
import { HttpError } from './couch-answer.ts'
import { createLocalRoll } from './quotas/local-roll.ts'

/** A client's local documents, in one database each. Revisions are `0-<count>`. */
export interface LocalDocumentStore {
  read(db: string, userId: string, id: string): Promise<LocalDocument>
  /** @param rev of the state that this replaces; undefined: none @returns the new revision */
  write(db: string, userId: string, id: string, rev: string | undefined, body: LocalBody): Promise<string>
  remove(db: string, userId: string, id: string, rev: string | undefined): Promise<string>
}

export type LocalBody = Readonly<Record<string, unknown>>

export interface LocalDocument {
  readonly rev: string
  readonly body: LocalBody
}

/**
 * `_local/*`: a replicating client's checkpoints. Kept apart for each user, so that nobody can read or overwrite those of
 * another one; ids are the client's own, also such as `_local/_acs` (F31). What was written before the database was put back from
 * a copy counts as not there: a client whose one replication spans the copy would take it for its own and not send what is missing.
 */
export function createLocalDocumentStore(databases: Databases): LocalDocumentStore {
  /** Of writers who name the same revision, one is right. */
  const locks = createKeyedLock()
  const roll = createLocalRoll(databases, keyOfLocal)

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
    async read(db, userId, id) {
      const row = await find(db, keyOfLocal(userId, id))
      if (row === undefined) throw notFound()
      return { rev: revisionOf(row), body: row.body }
    },
    async write(db, userId, id, rev, body) {
      await roll.makeRoom(db, userId, id)
      const key = keyOfLocal(userId, id)
      return alone(db, key, () => replace(db, key, rev, body))
    },
    async remove(db, userId, id, rev) {
      const key = keyOfLocal(userId, id)
      const removed = await alone(db, key, () => drop(db, key, rev))
      await roll.forget(db, userId, id)
      return removed
    }
  }

  async function replace(db: string, key: string, named: string | undefined, body: LocalBody): Promise<string> {
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
function keyOfLocal(userId: string, id: string): string {
  return `${userId}/${id}`
}

interface LocalRow {
  readonly version: number
  readonly body: LocalBody
  /** After which putting back of the database it was written, see `lastRestoredId`. */
  readonly restored?: string
}

function conflict(): HttpError {
  return new HttpError(409, 'conflict', 'Document update conflict.')
}

function notFound(): HttpError {
  return new HttpError(404, 'not_found', 'missing')
}
