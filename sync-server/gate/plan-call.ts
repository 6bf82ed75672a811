import type { Booking } from '#domain/model/booking.ts'
import type { CallEffect } from '#domain/rules/judge-call.ts'
import { toIndependentSlot } from '#domain/model/slot.ts'
import { toOpenSlot } from '#domain/rules/judge-slot.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import type { GateIndex, GateView } from './gate-index.ts'
import type { GateItem } from './gate-item.ts'
import { findDocument, type JudgingContext } from './judging-context.ts'
import { type Plan, type PlannedSlots, refuse } from './plan.ts'
import { planOwnDocument } from './plan-own-document.ts'
import { buildNext, type Found, type MakeHash } from './revision-history.ts'

/** The effects of a party's write to its copy: the journal first, then the calendar, then the copy. */
export function planCall(
  item: GateItem,
  verdict: Verdict<CallEffect>,
  found: Found,
  isForward: boolean,
  context: JudgingContext
): Plan {
  const plan = planOwnDocument(item, verdict, found, isForward, context)
  if (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted') return plan
  const { booking, freeSlot, move, refused } = verdict.effect
  if (refused !== undefined)
    return { ...plan, ...refuse(refused), ...(booking === undefined ? {} : { journal: booking }) }
  if (booking === undefined) return plan
  if (move !== undefined) return { ...plan, ...planMove(booking, move, context) }
  const slots =
    freeSlot === undefined ? undefined : planFreeSlot(booking.id, { slotId: booking.slotId, ...freeSlot }, context)
  return { ...plan, journal: booking, ...(slots === undefined ? {} : { slots }) }
}

type Move = NonNullable<CallEffect['move']>

interface FreeingContext {
  readonly view: GateView
  readonly index: GateIndex
  readonly makeHash: MakeHash
}

/** A slot that a session leaves, and whether it becomes an open one again. */
export interface Freed {
  readonly slotId: string
  readonly reopen: boolean
}

/** The move is announced, commits when the new slot carries the booking's id (RS5), and then lets go of the old slot. */
function planMove(moved: Booking, { announced, take, free }: Move, context: JudgingContext): Omit<Plan, 'row'> {
  const stored = findDocument('slots', take.id, context)
  const docs = [buildNext(stored, { value: take }, true, context.makeHash)]
  const release = planFreeSlot(moved.id, free, context)
  return {
    journal: announced,
    slots: { database: 'slots', newEdits: true, docs, changes: [{ id: take.id, slot: take }] },
    confirm: moved,
    ...(release === undefined ? {} : { release })
  }
}

/** Lets go of a slot that its session has left: open again or removed. Undefined where the slot is not the session's any more. */
export function planFreeSlot(
  bookingId: string,
  { slotId, reopen }: Freed,
  { view, index, makeHash }: FreeingContext
): PlannedSlots | undefined {
  const slot = view.findSlot(slotId)
  if (slot === undefined || slot.bookingId !== bookingId) return undefined
  const open = toIndependentSlot(toOpenSlot(slot))
  const body = reopen ? { value: open } : { removed: slot.id }
  const stored = { current: { kind: 'live' as const, value: slot }, rev: index.slotRev(slot.id) }
  return {
    database: 'slots',
    newEdits: true,
    docs: [buildNext(stored, body, true, makeHash)],
    changes: [{ id: slot.id, slot: reopen ? open : undefined }]
  }
}
