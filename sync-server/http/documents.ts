import type { GateRow, PushedDocument } from '../gate/gate-contract.ts'
import { badRequest, HttpError, sendJson } from './couch-answer.ts'
import type { AskGate } from './guard-writes.ts'
import type { SignedInHandler } from './handler.ts'
import { parseBody, parseQuery } from './request-shape.ts'

/** PUT and DELETE of one document: a batch of one for the gate. The stock parts delete without a revision (F12). */
export function createDocumentWrites(askGate: AskGate): {
  readonly put: SignedInHandler
  readonly remove: SignedInHandler
} {
  return {
    async put({ res, session, params: { db, id }, query, body: input }) {
      const body = parseBody('doc-write', input)
      const rev = agree(parseQuery('doc-write', query).rev, body._rev)
      if (body._id !== undefined && body._id !== id) throw badRequest('Document ID must match the URL')
      const doc: PushedDocument = { ...withoutRevision(body), _id: id, ...(rev === undefined ? {} : { _rev: rev }) }
      const [row] = await askGate({ database: db, docs: [doc], newEdits: true, user: session.user })
      sendJson(res, 201, rowToAnswer(row))
    },
    async remove({ res, session, params: { db, id }, query }) {
      const { rev } = parseQuery('doc-remove', query)
      if (rev === undefined) throw new HttpError(409, 'conflict', 'Document update conflict.')
      const tombstone = { _id: id, _rev: rev, _deleted: true }
      const [row] = await askGate({ database: db, docs: [tombstone], newEdits: true, user: session.user })
      sendJson(res, 200, rowToAnswer(row))
    }
  }
}

function rowToAnswer(row: GateRow | undefined): object {
  if (row !== undefined && 'ok' in row) return { ok: true, id: row.id, rev: row.rev }
  throw new HttpError(row?.status ?? 500, row?.name ?? 'internal_error', row?.message ?? 'no verdict')
}

function agree(inQuery: string | undefined, inBody: string | undefined): string | undefined {
  if (inQuery !== undefined && inBody !== undefined && inQuery !== inBody) {
    throw badRequest('Document rev from request body and query string have different values')
  }
  return inQuery ?? inBody
}

function withoutRevision({ _rev, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return rest
}
