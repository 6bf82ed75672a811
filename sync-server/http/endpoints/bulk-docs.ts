import type { GateRow, PushedDocument } from '../../gate/gate-contract.ts'
import { sendJson } from '../couch-answer.ts'
import type { SignedInHandler } from '../exchange.ts'
import { parseBatch } from '../request-shape.ts'
import { isUnavailable, type TakeToGate } from '../take-to-gate.ts'

/**
 * `_bulk_docs`: a batch of documents for the gate, one row each. With `new_edits=false` the documents bring their revisions, and only
 * refusals are rows.
 * @param createId for a document that brings none
 */
export function createBulkDocs(takeToGate: TakeToGate, createId: () => string): SignedInHandler {
  return async ({ res, signIn, params: { db }, body }) => {
    const { docs: given, newEdits } = await parseBatch(body)
    const named = given.map(doc => ({ ...doc, _id: doc._id ?? createId() }) as PushedDocument)
    const docs = newEdits ? named : named.toSorted(compareHistories)
    const rows = await takeToGate({ database: db, docs, newEdits, user: signIn.user })
    sendJson(res, 201, (newEdits ? rows : rows.filter(row => 'error' in row)).map(toAnswerRow))
  }
}

/** The revisions of one document, the shortest history first: each builds on the one before. */
function compareHistories(one: PushedDocument, other: PushedDocument): number {
  if (one._id === other._id) return (one._revisions?.start ?? 0) - (other._revisions?.start ?? 0)
  return one._id < other._id ? -1 : 1
}

/** Version 0.1.0 takes a row of a kind that it does not know for a refusal, and `internal_error` for a passing fault. */
function toAnswerRow(row: GateRow): object {
  if ('ok' in row) return { ok: true, id: row.id, rev: row.rev }
  return { id: row.id, error: isUnavailable(row) ? 'internal_error' : row.name, reason: row.message }
}
