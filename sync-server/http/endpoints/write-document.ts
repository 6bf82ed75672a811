import type { Response } from 'express'
import { z } from 'zod'
import { storedRowSchema, type WrittenRow } from '#domain/wire/replication.ts'
import type { GateRow, PushedDocument } from '../../gate/gate-contract.ts'
import { revisionSchema } from '../../storage/revision.ts'
import { badRequest, HttpError, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { readIfMatch, toETag } from '../entity-tag.ts'
import { bodyLimits, documentSchema, idSchema } from '../request-shapes.ts'

const namedRevision = z.object({ rev: revisionSchema.optional() })
const writtenSchema = z.looseObject({
  _id: idSchema.optional(),
  _rev: revisionSchema.optional(),
  _deleted: z.boolean().optional()
})

/** POST, PUT and DELETE of one document: a batch of one for the gate. */
export const writeDocumentEndpoints = {
  'doc-create': defineEndpoint({
    method: 'POST',
    path: '/:db',
    access: 'readers',
    answer: storedRowSchema,
    body: { schema: documentSchema, limit: bodyLimits.document },
    writes: 'one',
    async handle({ res, signIn, params: { db }, body }, { takeToGate, createId }) {
      const doc = { ...body, _id: body._id ?? createId() } as PushedDocument
      const [row] = await takeToGate({ database: db, docs: [doc], newEdits: true, user: signIn.user })
      answerRow(res, 201, row)
    }
  }),

  'doc-write': defineEndpoint({
    method: 'PUT',
    path: '/:db/:id',
    access: 'readers',
    answer: storedRowSchema,
    query: namedRevision,
    body: { schema: writtenSchema, limit: bodyLimits.document },
    writes: 'one',
    async handle({ req, res, signIn, params: { db, id }, query, body }, { takeToGate }) {
      const rev = agree(readIfMatch(req.headers['if-match']), query.rev, body._rev)
      if (body._id !== undefined && body._id !== id) throw badRequest('Document ID must match the URL')
      const { _rev, ...fields } = body
      const doc = { ...fields, _id: id, ...(rev === undefined ? {} : { _rev: rev }) } as PushedDocument
      const [row] = await takeToGate({ database: db, docs: [doc], newEdits: true, user: signIn.user })
      answerRow(res, 201, row)
    }
  }),

  'doc-remove': defineEndpoint({
    method: 'DELETE',
    path: '/:db/:id',
    access: 'readers',
    answer: storedRowSchema,
    query: namedRevision,
    writes: 'one',
    async handle({ req, res, signIn, params: { db, id }, query }, { takeToGate }) {
      const rev = agree(readIfMatch(req.headers['if-match']), query.rev)
      if (rev === undefined) throw new HttpError(409, 'conflict', 'Document update conflict.')
      const tombstone = { _id: id, _rev: rev, _deleted: true }
      const [row] = await takeToGate({ database: db, docs: [tombstone], newEdits: true, user: signIn.user })
      answerRow(res, 200, row)
    }
  })
} as const

function answerRow(res: Response, status: number, row: GateRow | undefined): void {
  if (row === undefined || !('ok' in row)) {
    throw new HttpError(row?.status ?? 500, row?.name ?? 'internal_error', row?.message ?? 'no verdict')
  }
  res.setHeader('etag', toETag(row.rev))
  sendJson(res, status, { ok: true, id: row.id, rev: row.rev } satisfies WrittenRow)
}

/** The revision that a write is built on, wherever it stands. */
function agree(...named: readonly (string | undefined)[]): string | undefined {
  const [rev, ...others] = new Set(named.filter(one => one !== undefined))
  if (others.length > 0) throw badRequest('If-Match, the query and the body name different revisions')
  return rev
}
