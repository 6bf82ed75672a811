import { createTags, type Dossier, withoutStaleConsent } from '../model/dossier.ts'
import { maxDossiers } from '../model/limits.ts'
import type { Instant } from '../model/primitives.ts'
import type { Actor } from '../model/role.ts'
import { isSame } from './is-same.ts'
import { accept, type BaseRevision, type Current, isStale, reject, type Verdict } from './verdict.ts'

export interface DossierContext {
  readonly current: Current<Dossier>
  readonly base: BaseRevision
  /** Dossiers that this coach has; asked for a new one alone. */
  readonly count: number
  readonly now: Instant
}

/** Judges a coach's write to a dossier (DO1 to DO3): its tags in order, and not typed later than now. */
export function judgeDossier(
  actor: Actor,
  pushed: Dossier,
  { current, base, count, now }: DossierContext
): Verdict<{ readonly put: Dossier }> {
  if (actor.role !== 'coach') return reject('coaches-only')
  if (isStale(base, current)) return { kind: 'conflict' }
  // One that is there may be changed, however many there are.
  if (current.kind !== 'live' && count >= maxDossiers) return reject('too-many-dossiers')
  const { tags, editedAt, agreedAt } = pushed
  const put: Dossier = withoutStaleConsent({
    ...pushed,
    ...(tags === undefined ? {} : { tags: [...createTags(tags)] }),
    ...(agreedAt === undefined ? {} : { agreedAt: Math.min(agreedAt, now) }),
    editedAt: Math.min(editedAt, now)
  })
  return isSame(put, pushed) ? accept({ put: pushed }) : { kind: 'adjusted', effect: { put } }
}
