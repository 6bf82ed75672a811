import { assertNever } from '#domain/assert-never.ts'
import type { Slot } from '#domain/model/slot.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { SlotEffect } from '#domain/rules/judge-slot.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import type { GateItem } from '../pipeline/gate-item.ts'
import { findDocument, type JudgingContext } from '../memory/judging-context.ts'
import { type Plan, refuse, refuseStale } from './plan.ts'
import { mayPutRight, takePutRight } from '../revisions/put-right.ts'
import { buildNext, buildOutcome, type Found } from '../revisions/revision-history.ts'

/** @param isForward the push was built on what is stored now */
export function planSlot(
  item: GateItem,
  verdict: Verdict<SlotEffect>,
  found: Found<Slot>,
  isForward: boolean,
  context: JudgingContext
): Plan {
  switch (verdict.kind) {
    case 'conflict':
      return refuseStale(item.newEdits)
    case 'declined':
      return { ...refuse(verdict.reason), ...(isForward ? planStanding(item, found, context) : {}) }
    case 'accepted':
    case 'adjusted':
      return planChange(item, verdict.effect, found, context)
    default:
      return assertNever(verdict)
  }
}

function planChange(item: GateItem, effect: SlotEffect, found: Found<Slot>, context: JudgingContext): Plan {
  const { doc, newEdits } = item
  const { put, remove } = effect
  const isUnchanged = put === undefined ? remove === undefined : holds(found, put)
  if (isUnchanged && (newEdits || put === undefined)) {
    return { row: { kind: 'unchanged', rev: found.rev ?? doc._rev ?? '0-0' } }
  }
  const main = buildOutcome(item, found, put === undefined ? { removed: doc._id } : { value: put }, context.makeHash)
  const changes = [{ id: doc._id, slot: put }]
  if (put === undefined || remove === undefined) {
    return { row: { kind: 'written' }, slots: { database: 'slots', newEdits, docs: main, changes } }
  }
  // A move: the new slot and the old one's tombstone in one batch (SL9).
  const old = findDocument('slots', remove, context)
  const docs = [...main, buildNext(old, { removed: remove }, newEdits, context.makeHash)]
  const both = [...changes, { id: remove, slot: undefined }]
  return { row: { kind: 'written' }, slots: { database: 'slots', newEdits, docs, changes: both } }
}

/**
 * The slot as it stands, stored anew above what a replicating client pushed, so that the client's own revision does not
 * stay its winner (F30). Nothing for other clients, which read the outcome, nor for whoever may not write that slot.
 */
export function planStanding(item: GateItem, found: Found<Slot>, context: JudgingContext): Pick<Plan, 'slots'> {
  const { newEdits, doc } = item
  if (!mayPutRight(item, found) || (doc._rev !== undefined && found.known.has(doc._rev))) return {}
  if (!takePutRight(item, context)) return {}
  const slot = found.current.kind === 'live' ? found.current.value : undefined
  const docs = buildOutcome(item, found, slot === undefined ? { removed: doc._id } : { value: slot }, context.makeHash)
  return { slots: { database: 'slots', newEdits, docs, changes: [{ id: doc._id, slot }] } }
}

function holds({ current }: Found<Slot>, slot: Slot): boolean {
  return current.kind === 'live' && isSame(current.value, slot)
}
