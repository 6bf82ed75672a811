import { type Instant, type SlotId, slotGridMs, slotLengthMs } from '../model/primitives.ts'
import type { Actor } from '../model/role.ts'
import { isLiveSlot, isOtherMaking, isReplacementOf, type Slot, toIndependentSlot } from '../model/slot.ts'
import { createSlotId } from '../model/slot-id.ts'
import { findOverlap } from '../time/interval.ts'
import { isSame } from './is-same.ts'
import type { Reason, StoredReason } from '../model/reasons.ts'
import { accept, type BaseRevision, type Current, reject, isStale, type Verdict } from './verdict.ts'

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
  /** How many slots the coach has, declined ones too (SL17). A device leaves it to the server. */
  readonly slotCount?: number
  /** What is stored under the pushed slot's `movesFrom`. */
  readonly movedFrom: Current<Slot>
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/** So many slots of one coach may be there, declined ones too: every device of every person holds all of them (SL17). */
export const maxSlots = 5_000

/** Rules that a slot obeys whatever else is stored: length, grid, id. */
export function checkSlotShape(slot: Slot): Reason | undefined {
  if (slot.endsAt - slot.startsAt !== slotLengthMs) return 'slot-not-two-hours'
  if (slot.startsAt % slotGridMs !== 0) return 'slot-off-grid'
  if (slot.id !== createSlotId(slot.coachId, slot.startsAt)) return 'slot-id-mismatch'
  if (slot.movesFrom !== undefined && (slot.movesFrom === slot.id || !slot.movesFrom.startsWith(`${slot.coachId}:`))) {
    return 'malformed'
  }
  return slot.movesMakingId !== undefined && slot.movesFrom === undefined ? 'malformed' : undefined
}

/** Judges the removal of a slot by its coach (SL7, SL8). */
export function judgeSlotRemoval(actor: Actor, slot: Slot, context: SlotContext): Verdict<SlotEffect> {
  const owner = checkOwner(actor, slot)
  if (owner !== undefined) return reject(owner)
  // A tombstone's fields are the writer's word; whose slot it is, the id says.
  if (!slot.id.startsWith(`${slot.coachId}:`)) return reject('slot-id-mismatch')
  const { current } = context
  if (current.kind !== 'live') return accept({})
  if (isStale(context.base, current)) return { kind: 'conflict' }
  if (current.value.status === 'booked') return reject('slot-booked')
  return accept({ remove: slot.id })
}

/** Judges a slot that its coach creates, moves or sets open again (SL). Claims are judged in judge-claim.ts. */
export function judgeSlot(actor: Actor, slot: Slot, context: SlotContext): Verdict<SlotEffect> {
  const wrong = checkOwner(actor, slot) ?? checkSlotShape(slot)
  if (wrong !== undefined) return reject(wrong)
  const { current } = context
  if (isStale(context.base, current)) return { kind: 'conflict' }
  if (current.kind === 'live' && current.value.status === 'booked') return reject('slot-booked')
  if (slot.status === 'declined') {
    return current.kind === 'live' && current.value.status === 'declined' ? keep(current.value) : reject('server-owned')
  }
  if (slot.status !== 'open') return reject('server-owned')
  if (current.kind !== 'live' && (context.slotCount ?? 0) >= maxSlots) return reject('too-many-slots')
  // Made again: stored anew, so that a removal or a move from before comes too late (SL12).
  if (current.kind !== 'live' || isOtherMaking(slot, current.value))
    return judgeArrival(slot, toOpenSlot(slot), context)
  // Its coach's own decision, after a move that failed: a new slot, and what it was to replace stays where it is (SL11).
  if (current.value.status === 'declined') return judgeArrival(slot, toIndependentSlot(toOpenSlot(slot)), context)
  return keep(current.value)
}

function checkOwner(actor: Actor, slot: Slot): Reason | undefined {
  if (actor.role !== 'coach') return 'coaches-only'
  return actor.userId === slot.coachId ? undefined : 'not-yours'
}

/** Nothing to do: what is stored already says it. */
function keep(stored: Slot): Verdict<SlotEffect> {
  return { kind: 'adjusted', effect: { put: stored } }
}

/** @param slot what of the pushed one is its coach's to say */
function judgeArrival(pushed: Slot, slot: Slot, context: SlotContext): Verdict<SlotEffect> {
  if (slot.startsAt <= context.now) return keepDeclined(slot, 'slot-in-past')
  const { movedFrom } = context
  const there = slot.movesFrom !== undefined && movedFrom.kind === 'live' ? movedFrom.value : undefined
  if (there?.status === 'booked') return keepDeclined(slot, 'slot-booked', there.id)
  const moved = there !== undefined && isReplacementOf(slot, there) ? there : undefined
  // Removed, moved or made again by another device: the move must not bring it back, nor make two slots of one.
  const isGone = movedFrom.kind === 'deleted' || (there !== undefined && moved === undefined)
  if (slot.movesFrom !== undefined && isGone) return keepDeclined(slot, 'slot-gone', slot.movesFrom)
  const others = context.coachSlots.filter(other => isLiveSlot(other) && other.id !== slot.id && other.id !== moved?.id)
  const met = findOverlap(slot, others)
  if (met !== undefined) return keepDeclined(slot, 'slot-overlaps', met.id)
  const effect: SlotEffect = moved === undefined ? { put: slot } : { put: slot, remove: moved.id }
  return isSame(slot, pushed) ? accept(effect) : { kind: 'adjusted', effect }
}

function keepDeclined(slot: Slot, reason: StoredReason, met?: SlotId): Verdict<SlotEffect> {
  const why = met === undefined ? { reason } : { reason, slotId: met }
  return { kind: 'adjusted', reason, effect: { put: { ...slot, status: 'declined', decline: why } } }
}

/** A slot as its coach may write it: without the fields that the gate decides. */
export function toOpenSlot(slot: Slot): Slot {
  const { id, coachId, startsAt, endsAt, movesFrom, movesMakingId, makingId } = slot
  return {
    id,
    coachId,
    startsAt,
    endsAt,
    status: 'open',
    ...(movesFrom === undefined ? {} : { movesFrom }),
    ...(movesMakingId === undefined ? {} : { movesMakingId }),
    ...(makingId === undefined ? {} : { makingId })
  }
}
