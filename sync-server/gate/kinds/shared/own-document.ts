import { assertNever } from '#domain/assert-never.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import type { JudgingContext } from '../../memory/judging-context.ts'
import { takePutRight } from '../../revisions/put-right.ts'
import { buildOutcome, type Found } from '../../revisions/revision-history.ts'
import { type Plan, type PlannedRow, type PlannedWrite, refuseRow, refuseStale } from '../plan.ts'
import type { Pushed, Standing } from '../write-kind.ts'

interface Identified {
  readonly id: string
}

/** The effects of a write on the writer's own document: a profile, a notice or a copy. */
export function planOwnDocument(
  pushed: Pushed,
  verdict: Verdict<{ readonly put: Identified }>,
  standing: Standing<Identified>,
  context: JudgingContext
): Plan {
  switch (verdict.kind) {
    case 'conflict':
      return refuseStale(pushed.newEdits)
    case 'rejected':
      return { ...refuseRow(verdict.reason), ...(standing.isForward ? planStanding(pushed, standing, context) : {}) }
    case 'accepted':
    case 'adjusted':
      return planPut(pushed, verdict.effect.put, standing.found, context)
    default:
      return assertNever(verdict)
  }
}

/** What stands, stored anew above what a replicating client pushed, so that the client sees it (F30). */
function planStanding(
  pushed: Pushed,
  { found, mayPutRight }: Standing<Identified>,
  context: JudgingContext
): Pick<Plan, 'own'> {
  if (!mayPutRight || found.current.kind !== 'live' || !takePutRight(pushed, context.putRights)) return {}
  const { own } = planPut(pushed, found.current.value, found, context)
  return own === undefined ? {} : { own }
}

/** Stores the writer's document, unless it says already what it should. */
function planPut(
  pushed: Pushed,
  put: Identified,
  found: Found,
  { makeHash }: JudgingContext
): { readonly row: PlannedRow; readonly own?: PlannedWrite } {
  const { current, rev } = found
  const { database, newEdits } = pushed
  if (newEdits && rev !== undefined && current.kind === 'live' && isSame(current.value, put)) {
    return { row: { kind: 'unchanged', rev } }
  }
  const docs = buildOutcome(pushed, found, { value: put }, makeHash)
  return { row: { kind: 'written' }, own: { database, newEdits, docs } }
}
