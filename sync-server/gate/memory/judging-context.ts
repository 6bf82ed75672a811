import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Role } from '#domain/model/role.ts'
import type { Person } from '#domain/projection/party.ts'
import type { CopySigner } from '#server/copies/copy-signer.ts'
import type { GateIndex } from './gate-index.ts'
import type { PutRightBudget } from '../revisions/put-right.ts'
import type { Found, MakeHash } from '../revisions/revision-history.ts'
import type { StagedView } from './staged-view.ts'

/** What judging needs and the index does not know. Valid while the locks are held and nothing has been stored since. */
export interface LoadedContext {
  /** A document of `slots` that is not live, or a document of another database. */
  find(database: string, id: string): Found
  findProfile(coachId: string): CoachProfile | undefined
  /** Whether a coach has blocked a student, as it is stored (BL3). Throws where that cannot be read. Only for active coaches. */
  isBlocked(coachId: string, studentId: string): boolean
  /** Whether a student has accepted a coach's invitation, and neither has ended that, as it is stored (RL2). The same as of a block list. */
  isRelated(coachId: string, studentId: string): boolean
  /** What the parties of a session see of each other; undefined where an account is gone. */
  findPerson(userId: string): Person | undefined
  /** The ids of a student's watches, as they are stored. */
  listWatches(studentId: string): readonly string[]
  /** How many dossiers a coach has, as they are stored: of whoever pushes a new one. */
  countDossiers(coachId: string): number
  isActive(userId: string, role: Role): boolean
}

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
