import type { Booking } from '#domain/model/booking.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { parseCallsName } from '#domain/rules/access.ts'
import type { GateIndex } from '../memory/gate-index.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import type { Plan, PlannedWrite } from '../kinds/plan.ts'

/** The locks that must be held for each document that a plan stores, by the documents' ids. */
function listOwners({ journal, slots, own, hours, other }: Plan, copies: readonly PlannedWrite[], index: GateIndex) {
  return [
    ...(journal === undefined ? [] : listOwnersOfEntry(journal, index)),
    ...[slots, own, hours, other, ...copies].flatMap(write => (write === undefined ? [] : listOwnersOfDocuments(write)))
  ]
}

/** What a plan would store without a lock; undefined where everything is covered. */
export function findUncovered(
  plan: Plan,
  copies: readonly PlannedWrite[],
  held: ReadonlySet<string>,
  index: GateIndex
): string | undefined {
  return listOwners(plan, copies, index).find(name => !held.has(name))
}

/** A booking id belongs to one claim: that is settled when the entry is made. */
function listOwnersOfEntry({ id, coachId, studentId }: Booking, index: GateIndex): readonly string[] {
  const parties = [lockNames.coach(coachId), lockNames.student(studentId)]
  return index.findBooking(id) === undefined ? [...parties, lockNames.booking(id)] : parties
}

function listOwnersOfDocuments({ database, docs }: PlannedWrite): readonly string[] {
  return docs.map(({ _id }) => {
    if (database === 'slots') return lockNames.coach(parseSlotId(_id)?.coachId ?? `of ${_id}`)
    if (database === 'users') return lockNames.coach(_id)
    return lockNames.copies(parseCallsName(database) ?? `in ${database}`)
  })
}
