import type { BusyTimes } from '../model/busy-times.ts'
import type { Actor } from '../model/role.ts'
import { accept, type BaseRevision, type Current, isStale, reject, type Verdict } from './verdict.ts'

/** Judges a coach's own busy times (AV10). Nobody else reads them. */
export function judgeBusyTimes(
  actor: Actor,
  pushed: BusyTimes,
  current: Current<BusyTimes>,
  base: BaseRevision
): Verdict<{ readonly put: BusyTimes }> {
  if (actor.role !== 'coach') return reject('coaches-only')
  return isStale(base, current) ? { kind: 'conflict' } : accept({ put: pushed })
}
