import { assertNever } from '#domain/assert-never.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { Call } from '#domain/model/call.ts'
import { projectCall } from '#domain/projection/project-call.ts'
import type { ClaimVerdict } from '#domain/rules/judge-claim.ts'
import type { GateItem } from './gate-item.ts'
import { findDocument, type JudgingContext } from './judging-context.ts'
import { type Plan, type PlannedSlots, refuse } from './plan.ts'
import { buildNext, buildOutcome, type Found } from './revision-history.ts'

/**
 * The effects of a pencilled booking: like a claim it goes intent, slot, confirmed. The coach's copy is stored with it and
 * not left to the projector: the device that pushed it reads back at once what became of it.
 */
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
        journal: { ...booking, state: 'intent' },
        slots,
        confirm: booking,
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

/** The copy as the projector would make it, so that it finds nothing left to do. */
function planCopy(
  item: GateItem,
  booking: Booking,
  found: Found,
  { loaded, makeHash, signer, keepPhonesMs, now }: JudgingContext
): Pick<Plan, 'own'> {
  const { database, newEdits } = item
  const parties = { coach: loaded.findPerson(booking.coachId), student: loaded.findPerson(booking.studentId) }
  const existing = found.current.kind === 'live' ? (found.current.value as Call) : undefined
  const value = projectCall(booking, 'coach', parties, existing, { now, keepPhonesMs, signed: signer.sign(booking) })
  return { own: { database, newEdits, docs: buildOutcome(item, found, { value }, makeHash) } }
}
