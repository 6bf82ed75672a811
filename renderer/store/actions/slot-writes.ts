import { type Instant, type SlotId, slotLengthMs } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { judgeSlot, toOpenSlot } from '#domain/rules/judge-slot.ts'
import type { Current } from '#domain/rules/verdict.ts'
import type { Outcome, Refused, WorkspaceActions } from '../contract.ts'
import { listOwnTakes } from './call-to-booking.ts'
import { type ActionContext, done, giving, refuse } from './action-context.ts'

/** The changes of a coach's calendar, without their place in the journal. */
export interface SlotWrites {
  readonly findSlotRefusal: WorkspaceActions['findSlotRefusal']
  readonly create: (startsAt: Instant) => Promise<Outcome<SlotId>>
  readonly move: (slotId: SlotId, startsAt: Instant) => Promise<Outcome<SlotId>>
  readonly remove: (slotId: SlotId) => Promise<Outcome>
  readonly reopen: (slotId: SlotId) => Promise<Outcome>
}

/** A coach's own calendar. The rules are the gate's (SL1 to SL11), asked early; the gate's verdict comes with the sync. */
export function createSlotWrites(context: ActionContext): SlotWrites {
  const { account, repositories, now } = context
  const { slots } = repositories

  function createSlotAt(startsAt: Instant, movesFrom?: SlotId): Slot {
    const base = { coachId: account.userId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open' as const }
    const slot = { id: createSlotId(account.userId, startsAt), ...base }
    return movesFrom === undefined ? slot : { ...slot, movesFrom }
  }

  /** What the domain says of a slot as it is to be written, given what the person sees. */
  function judge(slot: Slot): Refused | undefined {
    const own = context.readSlots().filter(({ coachId }) => coachId === account.userId)
    const existing = own.find(({ id }) => id === slot.id)
    const movedFrom = slot.movesFrom === undefined ? undefined : own.find(({ id }) => id === slot.movesFrom)
    const verdict = judgeSlot(account, slot, {
      current: toCurrent(existing),
      base: 'current',
      coachSlots: own,
      movedFrom: toCurrent(movedFrom),
      now: now()
    })
    switch (verdict.kind) {
      case 'accepted':
        return isLeaving(slot.id, existing) ? refuse('undo-waiting', { slotId: slot.id }) : undefined
      case 'adjusted': {
        if (verdict.reason === undefined) return refuse('slot-overlaps', { slotId: slot.id })
        const met = verdict.effect.put?.decline?.slotId
        return refuse(verdict.reason, { field: 'startsAt', ...(met === undefined ? {} : { slotId: met }) })
      }
      case 'declined':
        // A wrong shape meets no other slot; only a booked one is there already.
        return refuse(verdict.reason, { field: 'startsAt', ...(existing === undefined ? {} : { slotId: slot.id }) })
      default:
        return refuse('slot-gone', { slotId: slot.id })
    }
  }

  /** The server has moved it, and its removal has not come in yet: written over, the wish would go with that removal. */
  function isLeaving(slotId: SlotId, existing: Slot | undefined): boolean {
    return existing === undefined && slots.find(slotId) !== undefined && context.findReplacement(slotId) === undefined
  }

  function findSlotRefusal(startsAt: Instant, movesFrom?: SlotId): Refused | undefined {
    const slot = createSlotAt(startsAt, movesFrom)
    return slot.id === movesFrom ? undefined : judge(slot)
  }

  /** The own slot, where it can still be changed by its coach. */
  function findChangeable(slotId: SlotId): Slot | Refused {
    const slot = slots.find(slotId)
    if (account.role !== 'coach') return refuse('coaches-only', { slotId })
    if (slot === undefined) return refuse('slot-gone', { slotId })
    if (slot.coachId !== account.userId) return refuse('not-yours', { slotId })
    if (slot.status === 'booked') return refuse('slot-booked', { slotId })
    return listOwnTakes(context).has(slotId) ? refuse('slot-spoken-for', { slotId }) : slot
  }

  /** The old slot stays, and what was to replace it is a slot of its own. */
  async function keepBoth(replacement: Slot): Promise<Outcome> {
    return slots.change(replacement.id, toIndependent)
  }

  /** A slot and those that it was to replace: a removed slot must not bring the one back that was moved. */
  async function removeWithReplaced(slot: Slot): Promise<Outcome> {
    const replaced = slot.movesFrom === undefined ? undefined : slots.find(slot.movesFrom)
    const isWaiting = replaced !== undefined && context.findReplacement(replaced.id)?.id === slot.id
    if (isWaiting && replaced.status !== 'booked') {
      const outcome = await removeWithReplaced(replaced)
      if (!outcome.ok) return outcome
    }
    return slots.remove(slot.id)
  }

  async function create(startsAt: Instant): Promise<Outcome<SlotId>> {
    const slot = createSlotAt(startsAt)
    const refusal = judge(slot)
    if (refusal !== undefined) return refusal
    const replacement = context.findReplacement(slot.id)
    return giving(await (replacement === undefined ? slots.save(slot) : keepBoth(replacement)), slot.id)
  }

  async function move(slotId: SlotId, startsAt: Instant): Promise<Outcome<SlotId>> {
    const old = findChangeable(slotId)
    if ('ok' in old) return old
    const slot = createSlotAt(startsAt, slotId)
    if (slot.id === slotId) return { ok: true, value: slotId }
    const refusal = judge(slot)
    if (refusal !== undefined) return refusal
    const replacement = context.findReplacement(slot.id)
    if (replacement === undefined) return giving(await slots.save(slot), slot.id)
    // Back to where a waiting move came from: that slot is still there and only has to stay.
    if (replacement.id !== slotId) {
      const kept = await keepBoth(replacement)
      if (!kept.ok) return kept
    }
    return giving(await slots.remove(slotId), slot.id)
  }

  async function remove(slotId: SlotId): Promise<Outcome> {
    const slot = findChangeable(slotId)
    return 'ok' in slot ? slot : removeWithReplaced(slot)
  }

  async function reopen(slotId: SlotId): Promise<Outcome> {
    const slot = findChangeable(slotId)
    if ('ok' in slot) return slot
    if (slot.status === 'open') return done
    const open = toOpenSlot(slot)
    return judge(open) ?? slots.save(open)
  }

  return { findSlotRefusal, create, move, remove, reopen }
}

function toCurrent(slot: Slot | undefined): Current<Slot> {
  return slot === undefined ? { kind: 'absent' } : { kind: 'live', value: slot }
}

function toIndependent({ movesFrom: _, ...slot }: Slot): Slot {
  return slot
}
