import { assertNever } from '#domain/assert-never.ts'
import { type Slot, slotFromId, slotSchema } from '#domain/model/slot.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { fromWire } from '#domain/model/wire.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { judgeSlot, judgeSlotRemoval, type SlotEffect } from '#domain/rules/judge-slot.ts'
import type { Current, Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import { startsThatMayOverlap } from '../memory/gate-index.ts'
import { findDocument, type JudgingContext } from '../memory/judging-context.ts'
import { buildNext, buildOutcome, type Found } from '../revisions/revision-history.ts'
import { type Plan, refuseRow, refuseStale } from './plan.ts'
import { planSkip } from './shared/filling.ts'
import { planStandingSlot } from './shared/standing-slot.ts'
import { defineKind, malformed, parseBy, type PushedValue } from './write-kind.ts'

/** A slot as its coach wants it; of one that is removed the id says all. */
interface WantedSlot {
  readonly slot: Slot
  readonly isRemoval: boolean
}

/** What a coach offers: made, moved, set open again or removed (SL). */
export const slotKind = defineKind<{
  readonly value: WantedSlot
  readonly stored: Slot
  readonly outcome: Verdict<SlotEffect>
}>({
  recognises: ({ database, doc }) => database === 'slots' && (doc._deleted === true || doc['status'] !== 'requested'),

  parse(doc) {
    if (doc._deleted === true) {
      const removed = slotFromId(doc._id)
      return removed === undefined ? malformed : { ok: true, value: { slot: removed, isRemoval: true } }
    }
    const parsed = parseBy(slotSchema, fromWire(doc))
    return parsed.ok ? { ok: true, value: { slot: parsed.value, isRemoval: false } } : parsed
  },

  // Somebody else's slot is rejected, and nothing is stored.
  listLockNames: write => (isOwn(write) ? [lockNames.coach(write.actor.userId)] : []),

  listNeeds: ({ actor, value: { slot, isRemoval } }, view) => ({
    ids: [slot.id, ...(isRemoval || slot.movesFrom === undefined ? [] : [slot.movesFrom])].filter(
      id => view.findSlot(id) === undefined
    ),
    hoursOf: actor.userId
  }),

  mustWait: ({ value: { slot } }, view) =>
    view.hasSlot(slot.id) || (slot.movesFrom !== undefined && view.hasSlot(slot.movesFrom)),

  isWriters: write => write.actor.role === 'coach' && isOwn(write),

  judge({ actor, value: { slot, isRemoval } }, { found, base }, context) {
    const { view, now } = context
    const coachSlots = view.listSlots(slot.coachId, startsThatMayOverlap(slot.startsAt))
    const movedFrom = findStored(slot.movesFrom, context)
    const facts = {
      current: found.current,
      base,
      coachSlots,
      slotCount: view.countSlots(slot.coachId),
      movedFrom,
      now
    }
    return isRemoval ? judgeSlotRemoval(actor, slot, facts) : judgeSlot(actor, slot, facts)
  },

  plan(write, verdict, standing, context) {
    switch (verdict.kind) {
      case 'conflict':
        return refuseStale(write.newEdits)
      case 'rejected':
        return {
          ...refuseRow(verdict.reason),
          ...(standing.isForward ? planStandingSlot(write, standing, context) : {})
        }
      case 'accepted':
      case 'adjusted':
        return planChange(write, verdict.effect, standing.found, context)
      default:
        return assertNever(verdict)
    }
  }
})

function isOwn({ actor, doc }: PushedValue<WantedSlot>): boolean {
  return parseSlotId(doc._id)?.coachId === actor.userId
}

function findStored(id: string | undefined, context: JudgingContext): Current<Slot> {
  return id === undefined ? { kind: 'absent' } : (findDocument('slots', id, context) as Found<Slot>).current
}

function planChange(
  write: PushedValue<WantedSlot>,
  { put, remove }: SlotEffect,
  found: Found<Slot>,
  context: JudgingContext
): Plan {
  const { doc, newEdits } = write
  const isUnchanged = put === undefined ? remove === undefined : holds(found, put)
  if (isUnchanged && (newEdits || put === undefined)) {
    return { row: { kind: 'unchanged', rev: found.rev ?? doc._rev ?? '0-0' } }
  }
  const skip = remove === undefined ? {} : planSkipOf(remove, context)
  const main = buildOutcome(write, found, put === undefined ? { removed: doc._id } : { value: put }, context.makeHash)
  const changes = [{ id: doc._id, slot: put }]
  if (put === undefined || remove === undefined) {
    return { row: { kind: 'written' }, slots: { database: 'slots', newEdits, docs: main, changes }, ...skip }
  }
  // A move: the new slot and the old one's tombstone in one batch (SL9).
  const old = findDocument('slots', remove, context)
  const docs = [...main, buildNext(old, { removed: remove }, newEdits, context.makeHash)]
  const both = [...changes, { id: remove, slot: undefined }]
  return { row: { kind: 'written' }, slots: { database: 'slots', newEdits, docs, changes: both }, ...skip }
}

/** A start that was offered and is no more. One that was declined never was. */
function planSkipOf(removedId: string, context: JudgingContext): Pick<Plan, 'hours'> {
  const removed = context.view.findSlot(removedId)
  return removed?.status === 'open' ? planSkip(removed.coachId, removed.startsAt, context) : {}
}

function holds({ current }: Found<Slot>, slot: Slot): boolean {
  return current.kind === 'live' && isSame(current.value, slot)
}
