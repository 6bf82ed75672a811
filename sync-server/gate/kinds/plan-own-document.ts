import { assertNever } from '#domain/assert-never.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import type { GateItem } from '../pipeline/gate-item.ts'
import type { JudgingContext } from '../memory/judging-context.ts'
import { type Plan, type PlannedRow, type PlannedWrite, refuse, refuseStale } from './plan.ts'
import { mayPutRight, takePutRight } from '../revisions/put-right.ts'
import { buildOutcome, type Found } from '../revisions/revision-history.ts'

type OwnEffect = { readonly put: { readonly id: string } }

/**
 * The effects of a write on the writer's own document: a profile, a notice or a copy.
 * @param isForward the push was built on what is stored now
 */
export function planOwnDocument(
  item: GateItem,
  verdict: Verdict<OwnEffect>,
  found: Found,
  isForward: boolean,
  context: JudgingContext
): Plan {
  switch (verdict.kind) {
    case 'conflict':
      return refuseStale(item.newEdits)
    case 'declined':
      return { ...refuse(verdict.reason), ...(isForward ? planStanding(item, found, context) : {}) }
    case 'accepted':
    case 'adjusted':
      return planPut(item, verdict.effect.put, found, context)
    default:
      return assertNever(verdict)
  }
}

/** What stands, stored anew above what a replicating client pushed, so that the client sees it (F30). */
function planStanding(item: GateItem, found: Found, context: JudgingContext): Pick<Plan, 'own'> {
  if (!mayPutRight(item, found) || found.current.kind !== 'live' || !takePutRight(item, context)) return {}
  const { own } = planPut(item, found.current.value as OwnEffect['put'], found, context)
  return own === undefined ? {} : { own }
}

/** Stores the writer's document, unless it says already what it should. */
function planPut(
  item: GateItem,
  put: { readonly id: string },
  found: Found,
  { makeHash }: JudgingContext
): { readonly row: PlannedRow; readonly own?: PlannedWrite } {
  const { current, rev } = found
  if (item.newEdits && rev !== undefined && current.kind === 'live' && isSame(current.value, put)) {
    return { row: { kind: 'unchanged', rev } }
  }
  const docs = buildOutcome(item, found, { value: put }, makeHash)
  return { row: { kind: 'written' }, own: { database: item.database, newEdits: item.newEdits, docs } }
}
