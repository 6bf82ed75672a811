import { type BlockList, createBlockList } from '../model/block-list.ts'
import { createHowWeMeetId, type HowWeMeet } from '../model/how-we-meet.ts'
import type { Actor } from '../model/role.ts'
import { isSame } from './is-same.ts'
import { accept, type BaseRevision, type Current, isStale, reject, type Verdict } from './verdict.ts'

/** Judges a coach's write to the own block list (BL3): each student once, in the order of the ids. */
export function judgeBlockList(
  actor: Actor,
  pushed: BlockList,
  current: Current<BlockList>,
  base: BaseRevision
): Verdict<{ readonly put: BlockList }> {
  if (actor.role !== 'coach') return reject('coaches-only')
  return judgePut(pushed, createBlockList(pushed.studentIds), current, base)
}

/** Judges a coach's write to how the coach meets students (HM1). */
export function judgeHowWeMeet(
  actor: Actor,
  pushed: HowWeMeet,
  current: Current<HowWeMeet>,
  base: BaseRevision
): Verdict<{ readonly put: HowWeMeet }> {
  if (actor.role !== 'coach') return reject('coaches-only')
  if (pushed.id !== createHowWeMeetId(actor.userId)) return reject('not-yours')
  return judgePut(pushed, pushed, current, base)
}

function judgePut<T>(pushed: T, put: T, current: Current<T>, base: BaseRevision): Verdict<{ readonly put: T }> {
  if (isStale(base, current)) return { kind: 'conflict' }
  return isSame(put, pushed) ? accept({ put: pushed }) : { kind: 'adjusted', effect: { put } }
}
