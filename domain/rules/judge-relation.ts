import type { Instant } from '../model/primitives.ts'
import { isRelationStanding, type Relation } from '../model/relation.ts'
import { isSame } from './is-same.ts'
import { accept, type BaseRevision, type Current, isStale, reject, type Verdict } from './verdict.ts'

export interface RelationContext {
  readonly current: Current<Relation>
  readonly base: BaseRevision
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/**
 * Judges what a party writes of a relation (RL3): it may be ended, and nothing else of it is a party's. Who ended it follows from whose
 * database it is in, and when from the server's clock.
 */
export function judgeRelation(
  pushed: Relation,
  { current, base, now }: RelationContext
): Verdict<{ readonly put: Relation }> {
  if (current.kind !== 'live') return reject('not-yours-to-create')
  if (isStale(base, current)) return { kind: 'conflict' }
  const stored = current.value
  const isEnded = pushed.ended !== undefined && isRelationStanding(stored)
  const put = isEnded ? endRelation(stored, stored.partyRole, now) : stored
  return isSame(put, pushed) ? accept({ put }) : { kind: 'adjusted', effect: { put } }
}

export function endRelation(relation: Relation, by: Relation['partyRole'], at: Instant): Relation {
  return { ...relation, ended: { by, at } }
}

/** The same relation as the other party has it, once one party has ended it; undefined where there is nothing to change. */
export function endOtherSide(other: Current<Relation>, ended: Relation): Relation | undefined {
  if (ended.ended === undefined || other.kind !== 'live') return undefined
  const { value } = other
  const isOne = value.since === ended.since && isRelationStanding(value)
  return isOne ? { ...value, ended: ended.ended } : undefined
}
