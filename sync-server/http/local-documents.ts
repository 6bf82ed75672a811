import type { Databases } from '../storage/document-store.ts'
import { HttpError, sendJson } from './couch-answer.ts'
import type { SignedInHandler } from './handler.ts'
import { parseBody, parseQuery } from './request-shape.ts'

/**
 * `_local/*`: a replicating client's checkpoints. Kept apart for each user, so that nobody can read or overwrite those of
 * another one; ids are the client's own, also such as `_local/_acs` (F31).
 */
export function createLocalDocuments(databases: Databases): {
  readonly read: SignedInHandler
  readonly write: SignedInHandler
  readonly remove: SignedInHandler
} {
  const keyOf = (userId: string, id: string): string => `${userId}/${id}`

  async function find(db: string, key: string): Promise<LocalRow | undefined> {
    const store = await databases.open(db)
    return (await store.readLocal(key)) as LocalRow | undefined
  }

  return {
    async read({ res, session, params: { db, id } }) {
      const row = await find(db, keyOf(session.user.userId, id))
      if (row === undefined) throw notFound()
      sendJson(res, 200, { ...row.body, _id: `_local/${id}`, _rev: `0-${row.version}` })
    },
    async write({ res, session, params: { db, id }, body: input }) {
      const { _id, _rev, _revisions, ...body } = parseBody('local-write', input)
      const key = keyOf(session.user.userId, id)
      const row = await find(db, key)
      if (_rev !== (row === undefined ? undefined : `0-${row.version}`) && !(row === undefined && _rev === '0-0')) {
        throw new HttpError(409, 'conflict', 'Document update conflict.')
      }
      const version = (row?.version ?? 0) + 1
      await (await databases.open(db)).writeLocal(key, { version, body } satisfies LocalRow)
      sendJson(res, 201, { ok: true, id: `_local/${id}`, rev: `0-${version}` })
    },
    async remove({ res, session, params: { db, id }, query }) {
      const key = keyOf(session.user.userId, id)
      const row = await find(db, key)
      if (row === undefined) throw notFound()
      if (parseQuery('local-remove', query).rev !== `0-${row.version}`) {
        throw new HttpError(409, 'conflict', 'Document update conflict.')
      }
      await (await databases.open(db)).removeLocal(key)
      sendJson(res, 200, { ok: true, id: `_local/${id}`, rev: '0-0' })
    }
  }
}

interface LocalRow {
  readonly version: number
  readonly body: Readonly<Record<string, unknown>>
}

function notFound(): HttpError {
  return new HttpError(404, 'not_found', 'missing')
}
