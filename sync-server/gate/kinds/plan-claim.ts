import { assertNever } from '#domain/assert-never.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { ClaimVerdict } from '#domain/rules/judge-claim.ts'
import type { Reason } from '#domain/model/reasons.ts'
import type { GateItem } from '../pipeline/gate-item.ts'
import type { JudgingContext } from '../memory/judging-context.ts'
import { type Plan, refuse } from './plan.ts'
import { planStanding } from './plan-slot.ts'
import { buildOutcome, type Found } from '../revisions/revision-history.ts'

/** The effects of a claim's verdict: a granted one books its slot; a lost one is remembered (BK15). */
export function planClaim(item: GateItem, verdict: ClaimVerdict, found: Found<Slot>, context: JudgingContext): Plan {
  const { doc, newEdits } = item
  switch (verdict.kind) {
    case 'refused':
      return {
        ...refuse(verdict.reason),
        ...(isHonest(verdict.reason, found) ? planStanding(item, found, context) : {})
      }
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
        journal: verdict.booking,
        slots: { database: 'slots', newEdits, docs, changes: [{ id: doc._id, slot: verdict.slot }] }
      }
    }
    default:
      return assertNever(verdict)
  }
}

/** Whether an honest replica can meet that answer: its slot is put right. Whoever goes on asking in vain gets the answer alone. */
function isHonest(reason: Reason, { current }: Found<Slot>): boolean {
  return reason !== 'too-many-claims' && current.kind === 'live'
}
