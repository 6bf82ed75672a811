import {
  createRelationId,
  isRelationId,
  isRelationStanding,
  type Relation,
  relationSchema,
  toRelationOtherId
} from '#domain/model/relation.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { endOtherSide, judgeRelation } from '#domain/rules/judge-relation.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import type { JudgingContext } from '../memory/judging-context.ts'
import { buildNext, type Found } from '../revisions/revision-history.ts'
import type { Plan } from './plan.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { defineKind, isRelationUnstored, parseBy, type PushedValue, toKey } from './write-kind.ts'

/** One party ends what came of an invitation (RL3). Both parties' documents say so in one commit. */
export const relationKind = defineKind<{
  readonly value: Relation
  readonly stored: Relation
  readonly outcome: Verdict<{ readonly put: Relation }>
}>({
  recognises: ({ actor, database, doc }) => database === createCallsName(actor.userId) && isRelationId(doc._id),

  parse(doc) {
    if (doc._deleted === true) return { ok: false, reason: 'server-owned' }
    return parseBy(relationSchema, fromWire(doc))
  },

  listLockNames: ({ actor, doc }) => [lockNames.copies(actor.userId), lockNames.copies(toRelationOtherId(doc._id))],
  listNeeds: ({ doc }) => ({ ids: [doc._id], relationWith: toRelationOtherId(doc._id) }),
  mustWait: (write, _view, unstored) =>
    unstored.has(toKey(write)) || isRelationUnstored(write.actor.userId, toRelationOtherId(write.doc._id), unstored),
  isWriters: ({ actor, database }) => database === createCallsName(actor.userId),

  judge: ({ value }, { found, base }, { now }) => judgeRelation(value, { current: found.current, base, now }),

  plan(write, verdict, standing, context) {
    const plan = planOwnDocument(write, verdict, standing, context)
    const isPut = verdict.kind === 'accepted' || verdict.kind === 'adjusted'
    return isPut ? { ...plan, ...planOther(write, verdict.effect.put, standing.found, context) } : plan
  }
})

/** The other party's document, where this write ends the relation. */
function planOther(
  { actor }: PushedValue<Relation>,
  put: Relation,
  { current }: Found<Relation>,
  { loaded, makeHash }: JudgingContext
): Pick<Plan, 'other'> {
  if (current.kind !== 'live' || !isRelationStanding(current.value)) return {}
  const database = createCallsName(put.otherId)
  const found = loaded.find(database, createRelationId(actor.userId)) as Found<Relation>
  const value = endOtherSide(found.current, put)
  return value === undefined
    ? {}
    : { other: { database, newEdits: true, docs: [buildNext(found, { value }, true, makeHash)] } }
}
