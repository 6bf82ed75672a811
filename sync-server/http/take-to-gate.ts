import type { GateRequest, GateRow, PushedDocument, WriteGate } from '../gate/gate-contract.ts'
import { storageUnavailable, toHttpError } from './couch-answer.ts'

export interface FaultLog {
  error(fields: { readonly err: unknown }, message: string): void
}

/**
 * The one door from an endpoint to the write gate: PUT, POST and DELETE of a document and `_bulk_docs` go through it, each with
 * the documents as the client sent them. Gives one row for each document, in order.
 * @throws HttpError for a fault, and where storage failed and nothing of the request was stored
 */
export type TakeToGate = (request: GateRequest) => Promise<readonly GateRow[]>

/** A kind of document that nobody may write (design and local documents, attachments) is refused, and the gate not asked. */
export function createTakeToGate(gate: WriteGate, logger: FaultLog): TakeToGate {
  function fail(error: unknown): never {
    logger.error({ err: error }, 'a write failed')
    throw toHttpError(error)
  }

  return async request => {
    const refusals = request.docs.map(refuseKind)
    const docs = request.docs.filter((_doc, index) => refusals[index] === undefined)
    const judged = docs.length === 0 ? [] : await gate.write({ ...request, docs }).catch(fail)
    // Nothing of the request was stored: all of it may be sent again.
    const [first] = judged
    if (first !== undefined && 'error' in first && judged.every(isUnavailable)) throw storageUnavailable(first.message)
    let next = 0
    return refusals.map(refusal => {
      if (refusal !== undefined) return refusal
      const row = judged[next]
      next += 1
      if (row === undefined) throw new Error('the gate gave fewer rows than it got documents')
      return row
    })
  }
}

export function isUnavailable(row: GateRow): boolean {
  return 'error' in row && row.name === 'storage_unavailable'
}

function refuseKind({ _id: id, ...fields }: PushedDocument): GateRow | undefined {
  if (!id.startsWith('_') && !('_attachments' in fields)) return undefined
  return { error: true, id, name: 'forbidden', status: 403, message: 'malformed' }
}
