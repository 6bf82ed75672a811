import { z } from 'zod'
import { type WrittenRow, writtenRowsSchema } from '#domain/wire/replication.ts'
import type { GateRow, PushedDocument } from '../../gate/gate-contract.ts'
import { mapInParts } from '../../locks/give-way.ts'
import { badRequest, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { bodyLimits, documentSchema, maxBulkDocs, parseShape } from '../request-shapes.ts'
import { isUnavailable } from '../take-to-gate.ts'

/** The documents are looked at by `parseBatch`. */
const batchSchema = z.object({ docs: z.array(z.unknown()).max(maxBulkDocs), new_edits: z.boolean().default(true) })

/** A batch of documents for the gate, one row each. With `new_edits=false` they bring their revisions, and only refusals are rows. */
export const bulkDocsEndpoints = {
  'bulk-docs': defineEndpoint({
    method: 'POST',
    path: '/:db/_bulk_docs',
    access: 'readers',
    answer: writtenRowsSchema,
    body: { schema: batchSchema, limit: bodyLimits.bulk },
    writes: 'batch',
    async handle({ res, signIn, params: { db }, body }, { takeToGate, createId }) {
      const newEdits = body.new_edits
      const named = (await parseBatch(body)).map(doc => ({ ...doc, _id: doc._id ?? createId() }) as PushedDocument)
      const docs = newEdits ? named : named.toSorted(compareHistories)
      const rows = await takeToGate({ database: db, docs, newEdits, user: signIn.user })
      sendJson(res, 201, (newEdits ? rows : rows.filter(row => 'error' in row)).map(toAnswerRow))
    }
  })
} as const

/** The documents of a batch, part by part: others are answered meanwhile. */
export async function parseBatch({
  docs: given,
  new_edits: newEdits
}: z.output<typeof batchSchema>): Promise<readonly z.output<typeof documentSchema>[]> {
  const docs = await mapInParts(given, (doc, n) => parseShape(documentSchema, doc, `body.docs.${n}`))
  if (!newEdits && docs.some(({ _id, _rev }) => _id === undefined || _rev === undefined)) {
    throw badRequest('body: new_edits=false needs _id and _rev')
  }
  return docs
}

/** The revisions of one document, the shortest history first: each builds on the one before. */
function compareHistories(one: PushedDocument, other: PushedDocument): number {
  if (one._id === other._id) return (one._revisions?.start ?? 0) - (other._revisions?.start ?? 0)
  return one._id < other._id ? -1 : 1
}

/** Version 0.1.0 takes a row of a kind that it does not know for a refusal, and `internal_error` for a passing fault. */
function toAnswerRow(row: GateRow): WrittenRow {
  if ('ok' in row) return { ok: true, id: row.id, rev: row.rev, ...(row.adjusted === true ? { adjusted: true } : {}) }
  return { id: row.id, error: isUnavailable(row) ? 'internal_error' : row.name, reason: row.message }
}
