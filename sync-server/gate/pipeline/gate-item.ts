import type { Actor } from '#domain/model/role.ts'
import type { Reason } from '#domain/model/reasons.ts'
import type { GateRequest, GateRow, PushedDocument } from '../gate-contract.ts'
import { parsePush, type Push } from './parse-push.ts'

/** One pushed document on its way through the gate. */
export interface GateItem {
  readonly actor: Actor
  readonly database: string
  readonly newEdits: boolean
  readonly doc: PushedDocument
  readonly push: Push
}

export function toItem({ database, newEdits, user }: Omit<GateRequest, 'docs'>, doc: PushedDocument): GateItem {
  const actor: Actor = { userId: user.userId, role: user.role }
  return { actor, database, newEdits, doc, push: parsePush(actor, database, doc, newEdits) }
}

export function okRow(id: string, rev: string): GateRow {
  return { ok: true, id, rev }
}

export function refusedRow(id: string, reason: Reason): GateRow {
  return { error: true, id, name: 'forbidden', status: 403, message: reason }
}

export function conflictRow(id: string): GateRow {
  return { error: true, id, name: 'conflict', status: 409, message: 'Document update conflict.' }
}

/** A fault of ours. */
export function failedRow(id: string): GateRow {
  return { error: true, id, name: 'internal_error', status: 500, message: 'The write could not be stored.' }
}

/** Storage failed; whatever was begun is undone or ended. The writer may send again. */
export function unavailableRow(id: string): GateRow {
  return {
    error: true,
    id,
    name: 'storage_unavailable',
    status: 503,
    message: 'The write could not be stored for now.'
  }
}

export function unauthorizedRow(id: string): GateRow {
  return { error: true, id, name: 'unauthorized', status: 401, message: 'This account may not write.' }
}
