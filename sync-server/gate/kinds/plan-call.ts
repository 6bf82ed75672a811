import type { Booking } from '#domain/model/booking.ts'
import type { CallEffect } from '#domain/rules/judge-call.ts'
import { toIndependentSlot } from '#domain/model/slot.ts'
import { toOpenSlot } from '#domain/rules/judge-slot.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import type { GateIndex, GateView } from '../memory/gate-index.ts'
import type { GateItem } from '../pipeline/gate-item.ts'
import { findDocument, type JudgingContext, projectOwnCopy } from '../memory/judging-context.ts'
import { type Plan, type PlannedSlots, refuse } from './plan.ts'
import { planOwnDocument } from './plan-own-document.ts'
import { buildNext, type Found, type MakeHash } from '../revisions/revision-history.ts'

/** The effects of a party's write to its copy: the copy, and perhaps journal and calendar. */
export function planCall(
  item: GateItem,
  verdict: Verdict<CallEffect>,
  found: Found,
  isForward: boolean,
  context: JudgingContext
): Plan {
  const projected = projectEffect(verdict, context)
  const plan = planOwnDocument(item, projected, found, isForward, context)
  if (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted') return plan
  const { booking, refused } = verdict.effect
  const row = refused === undefined ? {} : refuse(refused)
  if (booking === undefined) return { ...plan, ...row }
  const slots = planCalendar(booking, verdict.effect, context)
  return { ...plan, ...row, journal: booking, ...(slots === undefined ? {} : { slots }) }
}

/** What changes the journal changes the writer's copy with it. */
function projectEffect(verdict: Verdict<CallEffect>, context: JudgingContext): Verdict<CallEffect> {
  if (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted') return verdict
  const { put, booking } = verdict.effect
  if (booking === undefined) return verdict
  return { ...verdict, effect: { ...verdict.effect, put: projectOwnCopy(booking, put.partyRole, put, context) } }
}

interface FreeingContext {
  readonly view: GateView
  readonly index: GateIndex
  readonly makeHash: MakeHash
}

/** A slot that a session leaves, and whether it becomes an open one again. */
interface Freed {
  readonly slotId: string
  readonly reopen: boolean
}

/** A session that moves takes its new slot and lets go of the old one (RS5); one that is called off lets go of its own. */
function planCalendar(
  { id, slotId }: Booking,
  { move, freeSlot }: CallEffect,
  context: JudgingContext
): PlannedSlots | undefined {
  if (move === undefined) return freeSlot && planFreeSlot(id, { slotId, ...freeSlot }, context)
  const { take, free } = move
  const stored = findDocument('slots', take.id, context)
  const docs = [buildNext(stored, { value: take }, true, context.makeHash)]
  const left = planFreeSlot(id, free, context)
  return {
    database: 'slots',
    newEdits: true,
    docs: [...docs, ...(left?.docs ?? [])],
    changes: [{ id: take.id, slot: take }, ...(left?.changes ?? [])]
  }
}

/** Lets go of a slot that its session has left: open again or removed. Undefined where the slot is not the session's any more. */
function planFreeSlot(
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
