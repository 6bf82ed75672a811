import { parseSlotId } from '#domain/model/slot-id.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { checkSlotShape } from '#domain/rules/judge-slot.ts'
import type { GateItem } from '../pipeline/gate-item.ts'
import type { JudgingContext } from '../memory/judging-context.ts'
import type { Found } from './revision-history.ts'

/** A document whose tree of revisions has grown beyond this was refused far more often than honest replicas meet at it. */
const maxKnownRevisions = 2_000

/**
 * Whether a replica whose push is refused gets what stands stored above its own revision, so that it sees it (F30). Only for
 * somebody who may write that document at all, going by its id and by who is signed in, never by what it says.
 */
export function mayPutRight({ actor, database, doc, push, newEdits }: GateItem, { known }: Found): boolean {
  if (newEdits || known.size > maxKnownRevisions) return false
  switch (database) {
    case 'slots':
      if (push.kind === 'claim') return actor.role === 'student' && checkSlotShape(push.claim) === undefined
      return actor.role === 'coach' && parseSlotId(doc._id)?.coachId === actor.userId
    case 'users':
      return actor.role === 'coach' && doc._id === actor.userId
    default:
      return database === createCallsName(actor.userId)
  }
}

/** Whether this person may have that document put right once more today; counts it. Asked last, where it is about to happen. */
export function takePutRight(
  { actor, database, doc }: GateItem,
  { putRights }: Pick<JudgingContext, 'putRights'>
): boolean {
  return putRights.take(actor.userId, `${database}/${doc._id}`)
}
