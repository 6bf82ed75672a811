import { createActionIds } from '#domain/model/action-id.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { isSessionCopyId, type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { productVersion } from '#domain/versions/product-version.ts'
import type { Account } from '#domain/model/account.ts'
import type { BookingsEngine } from '../bookings/bookings-contract.ts'
import type { Databases, StoredDocument } from '../storage/document-store.ts'

export interface SessionsAheadParts {
  readonly databases: Pick<Databases, 'has' | 'open'>
  readonly gate: Pick<BookingsEngine, 'write' | 'ensureCopies'>
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Uint8Array
}

/** What the student reads as the reason. */
const endedReason = 'Cancelled by the administration: this coach is not available any more.'

interface Ahead {
  readonly doc: StoredDocument
  readonly copy: SessionCopy
}

/** The confirmed sessions that a coach has ahead, the earliest first. */
export async function listSessionsAhead(coachId: string, parts: SessionsAheadParts): Promise<readonly SessionCopy[]> {
  return (await readAhead(coachId, parts)).map(({ copy }) => copy)
}

/** Whether this person ever had a session on this side. */
export async function hasSessionsAs(side: PartyRole, userId: string, parts: SessionsAheadParts): Promise<boolean> {
  for await (const { copy } of readCopies(userId, parts))
    if (copy.partyRole === side && copy.status !== 'declined') return true
  return false
}

/**
 * Cancels each of them as its coach would, so that students get notice and mail, and the hours are not offered again (AC9). What
 * belongs together is one mail for each student. @returns how many were cancelled
 */
export async function cancelSessionsAhead(coach: Account, parts: SessionsAheadParts): Promise<number> {
  const { gate, randomBytes } = parts
  const createId = createActionIds(() => Buffer.from(randomBytes(16)).toString('hex'))
  const ahead = await readAhead(coach.id, parts)
  if (ahead.length === 0) return 0
  const docs = ahead.map(({ doc }) => ({
    ...doc,
    request: { kind: 'cancel', requestId: createId(), reason: endedReason, reopenSlot: false }
  }))
  const user = { userId: coach.id, name: coach.name, role: coach.role, deviceVersion: productVersion }
  const rows = await gate.write({ database: createCallsName(coach.id), docs, newEdits: true, user })
  return rows.filter(row => 'ok' in row).length
}

async function readAhead(coachId: string, parts: SessionsAheadParts): Promise<readonly Ahead[]> {
  const ahead: Ahead[] = []
  for await (const one of readCopies(coachId, parts)) {
    const { partyRole, status, startsAt } = one.copy
    if (partyRole === 'coach' && status === 'confirmed' && startsAt > parts.now()) ahead.push(one)
  }
  return ahead.toSorted((a, b) => a.copy.startsAt - b.copy.startsAt)
}

async function* readCopies(userId: string, { databases, gate }: SessionsAheadParts): AsyncIterable<Ahead> {
  const name = createCallsName(userId)
  // Who never had one has no database, and opening one makes it.
  if (!(await databases.has(name))) return
  await gate.ensureCopies(userId)
  for await (const doc of (await databases.open(name)).all()) {
    const copy = isSessionCopyId(doc._id) ? sessionCopySchema.safeParse(fromWire(doc)).data : undefined
    if (copy !== undefined) yield { doc, copy }
  }
}
