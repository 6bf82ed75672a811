import type { CoachProfile } from '../model/coach-profile.ts'
import type { Actor } from '../model/role.ts'
import { isZone } from '../time/wall-clock.ts'
import { accept, type BaseRevision, type Current, decline, isStale, type Verdict } from './verdict.ts'

/** Judges a coach's write to the own public profile (PR1, PR2). */
export function judgeProfile(
  actor: Actor,
  pushed: CoachProfile,
  current: Current<CoachProfile>,
  base: BaseRevision
): Verdict<{ readonly put: CoachProfile }> {
  if (actor.role !== 'coach') return decline('coaches-only')
  if (actor.userId !== pushed.id) return decline('not-yours')
  if (isStale(base, current)) return { kind: 'conflict' }
  return isZone(pushed.zone) ? accept({ put: pushed }) : decline('unknown-zone')
}
