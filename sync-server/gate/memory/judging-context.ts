import type { Booking } from '#domain/model/booking.ts'
import type { Call } from '#domain/model/call.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { projectCall } from '#domain/projection/project-call.ts'
import type { CopySigner } from '#server/copies/copy-signer.ts'
import type { GateIndex } from './gate-index.ts'
import type { LoadedContext } from '../pipeline/load-context.ts'
import type { PutRightBudget } from '../revisions/put-right-budget.ts'
import type { Found, MakeHash } from '../revisions/revision-history.ts'
import type { StagedView } from './staged-view.ts'

/** Everything that judging depends on, at one moment under the locks. */
export interface JudgingContext {
  readonly view: StagedView
  readonly index: GateIndex
  readonly loaded: LoadedContext
  /** Server's clock, epoch ms. */
  readonly now: Instant
  readonly makeHash: MakeHash
  readonly signer: CopySigner
  readonly putRights: PutRightBudget
  /** How long after a session its parties keep each other's number, ms; undefined: for good (PH4). */
  readonly keepPhonesMs?: number | undefined
}

/** What is stored under an id: slots that are live stand in the index. */
export function findDocument(
  database: string,
  id: string,
  { view, index, loaded }: Pick<JudgingContext, 'view' | 'index' | 'loaded'>
): Found {
  const read = loaded.find(database, id)
  if (database !== 'slots') return read
  const slot = view.findSlot(id)
  if (slot !== undefined) return { current: { kind: 'live', value: slot }, rev: index.slotRev(id), known: read.known }
  return view.hasSlot(id) ? { ...read, current: { kind: 'deleted' } } : read
}

/** The writer's own copy as the journal has it from now on. `existing`: the same with the words that were pushed. */
export function projectOwnCopy(
  booking: Booking,
  role: PartyRole,
  existing: Call | undefined,
  { loaded, signer, now, keepPhonesMs }: JudgingContext
): Call {
  const parties = { coach: loaded.findPerson(booking.coachId), student: loaded.findPerson(booking.studentId) }
  return projectCall(booking, role, parties, existing, { now, keepPhonesMs, signed: signer.sign(booking) })
}
