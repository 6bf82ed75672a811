import { type Instant, type SlotId, slotGridMs, slotLengthMs } from '../model/primitives.ts'
import type { Actor } from '../model/role.ts'
import { isLiveSlot, type Slot } from '../model/slot.ts'
import { createSlotId } from '../model/slot-id.ts'
import { findOverlap } from '../time/interval.ts'
import type { Reason } from './reasons.ts'
import { accept, type BaseRevision, type Current, decline, isStale, type Verdict } from './verdict.ts'

/** What the slots database does: at most one document written and one removed, in one batch. */
export interface SlotEffect {
  readonly put?: Slot
  readonly remove?: SlotId
}

export interface SlotContext {
  readonly current: Current<Slot>
  readonly base: BaseRevision
  /** Slots of the coach that may overlap the pushed one; others do no harm. */
  readonly coachSlots: readonly Slot[]
  /** What is stored under the pushed slot's `movesFrom`. */
  readonly movedFrom: Current<Slot>
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/** Rules that a slot obeys whatever else is stored: length, grid, id. */
export function checkSlotShape(slot: Slot): Reason | undefined {
  if (slot.endsAt - slot.startsAt !== slotLengthMs) return 'slot-not-two-hours'
  if (slot.startsAt % slotGridMs !== 0) return 'slot-off-grid'
  if (slot.id !== createSlotId(slot.coachId, slot.startsAt)) return 'slot-id-mismatch'
  if (slot.movesFrom !== undefined && (slot.movesFrom === slot.id || !slot.movesFrom.startsWith(`${slot.coachId}:`))) {
    return 'malformed'
  }
  return undefined
}

/** Judges the removal of a slot by its coach (SL7, SL8). */
export function judgeSlotRemoval(actor: Actor, slot: Slot, context: SlotContext): Verdict<SlotEffect> {
  const owner = checkOwner(actor, slot)
  if (owner !== undefined) return decline(owner)
  // A tombstone's fields are the writer's word; whose slot it is, the id says.
  if (!slot.id.startsWith(`${slot.coachId}:`)) return decline('slot-id-mismatch')
  const { current } = context
  if (current.kind !== 'live') return accept({})
  if (isStale(context.base, current)) return { kind: 'conflict' }
  if (current.value.status === 'booked') return decline('slot-booked')
  return accept({ remove: slot.id })
}

/** Judges a slot that its coach creates, moves or sets open again (SL1 to SL10). Claims are judged in judge-claim.ts. */
export function judgeSlot(actor: Actor, slot: Slot, context: SlotContext): Verdict<SlotEffect> {
  const wrong = checkOwner(actor, slot) ?? checkSlotShape(slot)
  if (wrong !== undefined) return decline(wrong)
  const { current } = context
  if (isStale(context.base, current)) return { kind: 'conflict' }
  if (current.kind === 'live' && current.value.status === 'booked') return decline('slot-booked')
  if (slot.status === 'declined') {
    return current.kind === 'live' && current.value.status === 'declined'
      ? keep(current.value)
      : decline('server-owned')
  }
  if (slot.status !== 'open') return decline('server-owned')
  if (current.kind === 'live' && current.value.status === 'open') return keep(current.value)
  return judgeArrival(slot, context)
}

function checkOwner(actor: Actor, slot: Slot): Reason | undefined {
  if (actor.role !== 'coach') return 'coaches-only'
  return actor.userId === slot.coachId ? undefined : 'not-yours'
}

/** Nothing to do: what is stored already says it. */
function keep(stored: Slot): Verdict<SlotEffect> {
  return { kind: 'adjusted', effect: { put: stored } }
}

function judgeArrival(pushed: Slot, context: SlotContext): Verdict<SlotEffect> {
  const slot = toOpenSlot(pushed)
  if (slot.startsAt <= context.now) return keepDeclined(slot, 'slot-in-past')
  const { movedFrom } = context
  const moved = slot.movesFrom !== undefined && movedFrom.kind === 'live' ? movedFrom.value : undefined
  if (moved?.status === 'booked') return keepDeclined(slot, 'slot-booked', moved.id)
  // Removed or moved by another device: the move must not bring it back, nor make two slots of one. Setting the
  // declined slot to open afterwards is its coach's own decision.
  const isNew = context.current.kind !== 'live'
  if (slot.movesFrom !== undefined && movedFrom.kind === 'deleted' && isNew) {
    return keepDeclined(slot, 'slot-gone', slot.movesFrom)
  }
  const others = context.coachSlots.filter(other => isLiveSlot(other) && other.id !== slot.id && other.id !== moved?.id)
  const met = findOverlap(slot, others)
  if (met !== undefined) return keepDeclined(slot, 'slot-overlaps', met.id)
  const effect: SlotEffect = moved === undefined ? { put: slot } : { put: slot, remove: moved.id }
  return pushed.bookingId === undefined && pushed.validUntil === undefined && pushed.decline === undefined
    ? accept(effect)
    : { kind: 'adjusted', effect }
}

function keepDeclined(slot: Slot, reason: Reason, met?: SlotId): Verdict<SlotEffect> {
  const why = met === undefined ? { reason } : { reason, slotId: met }
  return { kind: 'adjusted', reason, effect: { put: { ...slot, status: 'declined', decline: why } } }
}

/** A slot as its coach may write it: without the fields that the gate decides. */
export function toOpenSlot(slot: Slot): Slot {
  const { id, coachId, startsAt, endsAt, movesFrom } = slot
  return { id, coachId, startsAt, endsAt, status: 'open', ...(movesFrom === undefined ? {} : { movesFrom }) }
}
