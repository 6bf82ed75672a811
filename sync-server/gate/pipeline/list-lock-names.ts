import { assertNever } from '#domain/assert-never.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import type { GateItem } from './gate-item.ts'
import type { GateView } from '../memory/gate-index.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'

/** Whom a request must wait for. `view`: the bookings as they are now. */
export type ListLockNames = (items: readonly GateItem[], view: GateView) => readonly string[]

/**
 * The owners of every document that a write may change, by the documents' ids, never by what a document says of itself.
 * Read again once the locks are held: a booking may have come into being meanwhile. `plan-owners.ts` says the same of what a
 * plan does change, and the commit compares the two.
 */
export const listLockNames: ListLockNames = (items, view) => {
  return [...new Set(items.flatMap(item => listNamesOf(item, view)))].sort()
}

function listNamesOf({ actor, push, doc }: GateItem, view: GateView): readonly string[] {
  switch (push.kind) {
    case 'slot':
    case 'slot-removal': {
      // Somebody else's slot is declined, and nothing is stored.
      const owner = parseSlotId(doc._id)?.coachId
      return owner === actor.userId ? [lockNames.coach(owner)] : []
    }
    case 'claim': {
      const owner = parseSlotId(doc._id)?.coachId
      const own = [...listNamesOfStudent(actor.userId), lockNames.booking(push.claim.bookingId)]
      return owner === undefined ? own : [...listNamesOfCoach(owner), ...own]
    }
    case 'call':
      return [lockNames.copies(actor.userId), ...listPartyNames(push.call.id, view)]
    case 'pencil': {
      const { id, otherId } = push.call
      const known = [lockNames.copies(actor.userId), ...listPartyNames(id, view)]
      // Whoever is no coach has no calendar, and is declined without a look at anybody's.
      if (actor.role !== 'coach') return known
      return [...known, lockNames.coach(actor.userId), ...listNamesOfStudent(otherId), lockNames.booking(id)]
    }
    case 'notice':
      return [lockNames.copies(actor.userId)]
    case 'profile':
      return push.profile.id === actor.userId ? [lockNames.coach(actor.userId)] : []
    case 'refused':
      return []
    default:
      return assertNever(push)
  }
}

/** A session moves among the slots of its coach alone, so these two cover the slot that it is to go to, too. */
function listPartyNames(bookingId: string, view: GateView): readonly string[] {
  const booking = view.findBooking(bookingId)
  return booking === undefined ? [] : [...listNamesOfCoach(booking.coachId), ...listNamesOfStudent(booking.studentId)]
}

/** A coach's calendar, and the copies and notices that go with every change of a session. */
function listNamesOfCoach(coachId: string): readonly string[] {
  return [lockNames.coach(coachId), lockNames.copies(coachId)]
}

function listNamesOfStudent(studentId: string): readonly string[] {
  return [lockNames.student(studentId), lockNames.copies(studentId)]
}
