import { z } from 'zod'
import type { GateRequest, GateRow, PushedDocument, WriteGate } from '../gate/gate-contract.ts'
import type { PouchDatabases } from '../storage/pouch-databases.ts'
import { type HttpError, storageUnavailable, toHttpError } from './couch-answer.ts'
import type { UserContext } from '../accounts/active-sign-in.ts'

export interface FaultLog {
  error(fields: { readonly err: unknown }, message: string): void
}

export type AskGate = (request: GateRequest) => Promise<readonly GateRow[]>

const userContextSchema = z.object({
  userId: z.string(),
  name: z.string(),
  role: z.enum(['coach', 'student', 'admin'])
})

/**
 * Puts the gate behind every write that PouchDB's public methods make. Without a user, or for a kind of document that
 * nobody may write (design and local documents, attachments), the row is refused and the gate not asked.
 */
export function guardWrites(databases: PouchDatabases, gate: WriteGate, logger: FaultLog): AskGate {
  function fail(error: unknown): never {
    logger.error({ err: error }, 'a write failed')
    throw toHttpError(error)
  }

  async function askGate(request: GateRequest): Promise<readonly GateRow[]> {
    const refusals = request.docs.map(refuseKind)
    const docs = request.docs.filter((_doc, index) => refusals[index] === undefined)
    const judged = docs.length === 0 ? [] : await gate.write({ ...request, docs }).catch(fail)
    // Nothing of the request was stored: all of it may be sent again.
    const [first] = judged
    if (first !== undefined && isUnavailable(first) && judged.every(isUnavailable))
      throw storageUnavailable(first.message)
    let next = 0
    return refusals.map(refusal => {
      if (refusal !== undefined) return refusal
      const row = judged[next]
      next += 1
      if (row === undefined) throw new Error('the gate gave fewer rows than it got documents')
      return row
    })
  }

  databases.setGuard((database, docs, { newEdits, userContext }) => {
    const user = userContextSchema.safeParse(userContext)
    if (!user.success)
      return Promise.resolve(docs.map(doc => refuse(doc._id, 'unauthorized', 401, 'nobody is signed in')))
    return askGate({ database, docs, newEdits, user: user.data satisfies UserContext }).then(
      rows => rows.map(toStockRow),
      (error: unknown) => Promise.reject(toStockError(toHttpError(error)))
    )
  })
  return askGate
}

function isUnavailable(row: GateRow): row is Extract<GateRow, { readonly error: true }> {
  return 'error' in row && row.name === 'storage_unavailable'
}

/** Version 0.1.0 takes a row of a kind that it does not know for a refusal, and this one for a passing fault. */
function toStockRow(row: GateRow): GateRow {
  return isUnavailable(row) ? { ...row, name: 'internal_error' } : row
}

/** The stock parts show an error's name and message to the client. */
function toStockError({ status, error, message }: HttpError): Error {
  return Object.assign(new Error(message), { name: error, status })
}

function refuseKind(doc: PushedDocument): GateRow | undefined {
  if (doc._id.startsWith('_') || '_attachments' in doc) return refuse(doc._id, 'forbidden', 403, 'malformed')
  return undefined
}

function refuse(id: string, name: 'forbidden' | 'unauthorized', status: number, message: string): GateRow {
  return { error: true, id, name, status, message }
}
