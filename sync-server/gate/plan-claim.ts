import { assertNever } from '#domain/assert-never.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { ClaimVerdict } from '#domain/rules/judge-claim.ts'
import type { GateItem } from './gate-item.ts'
import type { JudgingContext } from './judging-context.ts'
import { type Plan, refuse } from './plan.ts'
import { planStanding } from './plan-slot.ts'
import { buildOutcome, type Found } from './revision-history.ts'

/** The effects of a claim's verdict: a granted one goes intent, slot, confirmed; a lost one is remembered (BK15). */
export function planClaim(item: GateItem, verdict: ClaimVerdict, found: Found<Slot>, context: JudgingContext): Plan {
  const { doc, newEdits } = item
  switch (verdict.kind) {
    case 'refused':
      // Nothing is stored for who may not claim at all; a student's replica is put right.
      return { ...refuse(verdict.reason), ...(mayClaim(item, found) ? planStanding(item, found, context) : {}) }
    case 'lost':
      return { ...refuse(verdict.reason), journal: verdict.booking, ...planStanding(item, found, context) }
    case 'repeated': {
      const standing = planStanding(item, found, context)
      const { decline } = verdict.booking
      if (decline !== undefined) return { ...refuse(decline.reason), ...standing }
      if (standing.slots !== undefined) return { row: { kind: 'written' }, ...standing }
      return { row: { kind: 'unchanged', rev: found.rev ?? doc._rev ?? '0-0' } }
    }
    case 'granted': {
      const docs = buildOutcome(item, found, { value: verdict.slot }, context.makeHash)
      return {
        row: { kind: 'written' },
        journal: { ...verdict.booking, state: 'intent' },
        slots: { database: 'slots', newEdits, docs, changes: [{ id: doc._id, slot: verdict.slot }] },
        confirm: verdict.booking
      }
    }
    default:
      return assertNever(verdict)
  }
}

function mayClaim({ actor }: GateItem, found: Found<Slot>): boolean {
  return actor.role === 'student' && found.current.kind === 'live'
}
