import { maxWatches } from '../model/limits.ts'
import type { Watch } from '../model/watch.ts'
import type { Actor } from '../model/role.ts'
import { isZone } from '../time/wall-clock.ts'
import { accept, type BaseRevision, type Current, isStale, reject, type Verdict } from './verdict.ts'

export interface WatchContext {
  readonly current: Current<Watch>
  readonly base: BaseRevision
  /** Watches of this student, ended ones too, without this one. */
  readonly others: number
}

/** What is stored of a watch: the watch, or its tombstone. */
export type WatchEffect = { readonly put: Watch } | { readonly remove: string }

/** Judges a student's write to an own watch (WL1, WL2). */
export function judgeWatch(actor: Actor, pushed: Watch, { current, base, others }: WatchContext): Verdict<WatchEffect> {
  if (actor.role !== 'student') return reject('students-only')
  if (isStale(base, current)) return { kind: 'conflict' }
  if (!isZone(pushed.zone)) return reject('unknown-zone')
  // One that is there may be changed, however many there are.
  if (current.kind !== 'live' && others >= maxWatches) return reject('too-many-watches')
  return accept({ put: pushed })
}

/** Removing a watch that is not there any more changes nothing. */
export function judgeWatchRemoval(
  actor: Actor,
  id: string,
  { current, base }: Pick<WatchContext, 'current' | 'base'>
): Verdict<WatchEffect> {
  if (actor.role !== 'student') return reject('students-only')
  if (current.kind !== 'live') return accept({ remove: id })
  return isStale(base, current) ? { kind: 'conflict' } : accept({ remove: id })
}
