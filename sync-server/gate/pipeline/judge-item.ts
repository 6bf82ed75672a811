import { type Plan, refuse } from '../kinds/plan.ts'
import { findDocument, type JudgingContext } from '../memory/judging-context.ts'
import { compareBase, isForgedHistory } from '../revisions/revision-history.ts'
import type { GateItem } from './gate-item.ts'

/** Loads nothing, stores nothing: what the kind of the write makes of it, upon what is stored and staged. */
export function judgeItem(item: GateItem, context: JudgingContext): Plan {
  const { push, doc } = item
  if (push.refusedAs !== undefined) return refuse(push.refusedAs)
  const found = findDocument(item.database, doc._id, context)
  if (isForgedHistory(item, found)) return refuse('malformed')
  const base = compareBase(item, found)
  if (base === 'known' && !push.isJudgedAgain) return { row: { kind: 'unchanged', rev: doc._rev ?? '' } }
  return push.judge({ found, base: base === 'known' ? 'current' : base, isForward: base === 'current' }, context)
}
