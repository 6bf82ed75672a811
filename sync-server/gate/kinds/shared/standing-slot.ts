import type { Slot } from '#domain/model/slot.ts'
import type { JudgingContext } from '../../memory/judging-context.ts'
import { takePutRight } from '../../revisions/put-right.ts'
import { buildOutcome } from '../../revisions/revision-history.ts'
import type { Plan } from '../plan.ts'
import type { Pushed, Standing } from '../write-kind.ts'

/**
 * The slot as it stands, stored anew above what a replicating client pushed, so that the client's own revision does not
 * stay its winner (F30). Nothing for other clients, which read the outcome, nor for whoever may not write that slot.
 */
export function planStandingSlot(
  pushed: Pushed,
  { found, mayPutRight }: Standing<Slot>,
  context: JudgingContext
): Pick<Plan, 'slots'> {
  const { newEdits, doc } = pushed
  if (!mayPutRight || (doc._rev !== undefined && found.known.has(doc._rev))) return {}
  if (!takePutRight(pushed, context.putRights)) return {}
  const slot = found.current.kind === 'live' ? found.current.value : undefined
  const body = slot === undefined ? { removed: doc._id } : { value: slot }
  const docs = buildOutcome(pushed, found, body, context.makeHash)
  return { slots: { database: 'slots', newEdits, docs, changes: [{ id: doc._id, slot }] } }
}
