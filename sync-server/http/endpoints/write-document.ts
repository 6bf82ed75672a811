import type { Response } from 'express'
import type { GateRow, PushedDocument } from '../../gate/gate-contract.ts'
import { badRequest, HttpError, sendJson } from '../couch-answer.ts'
import { readIfMatch, toETag } from '../entity-tag.ts'
import type { TakeToGate } from '../take-to-gate.ts'
import type { SignedInHandler } from '../exchange.ts'
import { parseBody, parseQuery } from '../request-shape.ts'

/** PUT, POST and DELETE of one document: a batch of one for the gate. The stock parts delete without a revision (F12). */
export function createDocumentWrites(
  takeToGate: TakeToGate,
  /** For a document that brings none. */
  createId: () => string
): {
  readonly put: SignedInHandler
  readonly create: SignedInHandler
  readonly remove: SignedInHandler
} {
  return {
    async put({ req, res, signIn, params: { db, id }, query, body: input }) {
      const body = parseBody('doc-write', input)
      const rev = agree(readIfMatch(req.headers['if-match']), parseQuery('doc-write', query).rev, body._rev)
      if (body._id !== undefined && body._id !== id) throw badRequest('Document ID must match the URL')
      const doc: PushedDocument = { ...withoutRevision(body), _id: id, ...(rev === undefined ? {} : { _rev: rev }) }
      const [row] = await takeToGate({ database: db, docs: [doc], newEdits: true, user: signIn.user })
      answerRow(res, 201, row)
    },
    async create({ res, signIn, params: { db }, body: input }) {
      const body = parseBody('doc-create', input)
      const doc = { ...body, _id: body._id ?? createId() } as PushedDocument
      const [row] = await takeToGate({ database: db, docs: [doc], newEdits: true, user: signIn.user })
      answerRow(res, 201, row)
    },
    async remove({ req, res, signIn, params: { db, id }, query }) {
      const rev = agree(readIfMatch(req.headers['if-match']), parseQuery('doc-remove', query).rev)
      if (rev === undefined) throw new HttpError(409, 'conflict', 'Document update conflict.')
      const tombstone = { _id: id, _rev: rev, _deleted: true }
      const [row] = await takeToGate({ database: db, docs: [tombstone], newEdits: true, user: signIn.user })
      answerRow(res, 200, row)
    }
  }
}

function answerRow(res: Response, status: number, row: GateRow | undefined): void {
  if (row === undefined || !('ok' in row)) {
    throw new HttpError(row?.status ?? 500, row?.name ?? 'internal_error', row?.message ?? 'no verdict')
  }
  res.setHeader('etag', toETag(row.rev))
  sendJson(res, status, { ok: true, id: row.id, rev: row.rev })
}

/** The revision that a write is built on, wherever it stands. */
function agree(...named: readonly (string | undefined)[]): string | undefined {
  const [rev, ...others] = new Set(named.filter(one => one !== undefined))
  if (others.length > 0) throw badRequest('If-Match, the query and the body name different revisions')
  return rev
}

function withoutRevision({ _rev, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return rest
}
