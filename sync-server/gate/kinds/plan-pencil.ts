import { assertNever } from '#domain/assert-never.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { Call } from '#domain/model/call.ts'
import type { ClaimVerdict } from '#domain/rules/judge-claim.ts'
import type { GateItem } from '../pipeline/gate-item.ts'
import { findDocument, type JudgingContext, projectOwnCopy } from '../memory/judging-context.ts'
import { type Plan, type PlannedSlots, refuse } from './plan.ts'
import { buildNext, buildOutcome, type Found } from '../revisions/revision-history.ts'

/** The effects of a pencilled booking: like a claim it books its slot. The coach's copy is the pushed document. */
export function planPencil(item: GateItem, verdict: ClaimVerdict, found: Found, context: JudgingContext): Plan {
  switch (verdict.kind) {
    case 'refused':
      return refuse(verdict.reason)
    case 'lost':
      return { ...refuse(verdict.reason), journal: verdict.booking, ...planCopy(item, verdict.booking, found, context) }
    case 'repeated':
      return repeat(item, verdict.booking, found, context)
    case 'granted': {
      const { slot, booking } = verdict
      const stored = findDocument('slots', slot.id, context)
      const docs = [buildNext(stored, { value: slot }, true, context.makeHash)]
      const slots: PlannedSlots = { database: 'slots', newEdits: true, docs, changes: [{ id: slot.id, slot }] }
      return {
        row: { kind: 'written' },
        journal: booking,
        slots,
        ...planCopy(item, booking, found, context)
      }
    }
    default:
      return assertNever(verdict)
  }
}

/** The answer of before. The copy is made only where storage has lost it: the one that stands may have the coach's words by now. */
function repeat(item: GateItem, booking: Booking, found: Found, context: JudgingContext): Plan {
  const { decline } = booking
  const isThere = found.current.kind === 'live'
  const copy = isThere ? {} : planCopy(item, booking, found, context)
  if (decline !== undefined) return { ...refuse(decline.reason), ...copy }
  return isThere ? { row: { kind: 'unchanged', rev: found.rev ?? '' } } : { row: { kind: 'written' }, ...copy }
}

function planCopy(item: GateItem, booking: Booking, found: Found, context: JudgingContext): Pick<Plan, 'own'> {
  const { database, newEdits } = item
  const existing = found.current.kind === 'live' ? (found.current.value as Call) : undefined
  const value = projectOwnCopy(booking, 'coach', existing, context)
  return { own: { database, newEdits, docs: buildOutcome(item, found, { value }, context.makeHash) } }
}
