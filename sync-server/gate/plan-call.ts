import type { Booking } from '#domain/model/booking.ts'
import type { CallEffect } from '#domain/rules/judge-call.ts'
import { toOpenSlot } from '#domain/rules/judge-slot.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import type { GateIndex, GateView } from './gate-index.ts'
import type { GateItem } from './gate-item.ts'
import type { JudgingContext } from './judging-context.ts'
import type { Plan, PlannedSlots } from './plan.ts'
import { planOwnDocument } from './plan-own-document.ts'
import { buildNext, type Found, type MakeHash } from './revision-history.ts'

/** The effects of a party's write to its copy: the journal first, then the slot that becomes free, then the copy. */
export function planCall(
  item: GateItem,
  verdict: Verdict<CallEffect>,
  found: Found,
  isForward: boolean,
  context: JudgingContext
): Plan {
  const plan = planOwnDocument(item, verdict, found, isForward, context)
  if (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted') return plan
  const { booking, freeSlot } = verdict.effect
  if (booking === undefined) return plan
  const slots = freeSlot === undefined ? undefined : planFreeSlot(booking, freeSlot.reopen, context)
  return { ...plan, journal: booking, ...(slots === undefined ? {} : { slots }) }
}

interface FreeingContext {
  readonly view: GateView
  readonly index: GateIndex
  readonly makeHash: MakeHash
}

/** Lets go of a cancelled session's slot: open again or removed. Undefined where the slot is not the session's any more. */
export function planFreeSlot(
  booking: Booking,
  reopen: boolean,
  { view, index, makeHash }: FreeingContext
): PlannedSlots | undefined {
  const slot = view.findSlot(booking.slotId)
  if (slot === undefined || slot.bookingId !== booking.id) return undefined
  const { movesFrom: _, ...open } = toOpenSlot(slot)
  const body = reopen ? { value: open } : { removed: slot.id }
  const stored = { current: { kind: 'live' as const, value: slot }, rev: index.slotRev(slot.id) }
  return {
    database: 'slots',
    newEdits: true,
    docs: [buildNext(stored, body, true, makeHash)],
    changes: [{ id: slot.id, slot: reopen ? open : undefined }]
  }
}
