import { assertNever } from '#domain/assert-never.ts'
import type { GateItem } from './gate-item.ts'
import type { GateView } from './gate-index.ts'
import { lockNames } from './keyed-lock.ts'

/**
 * Everyone whose protection by the rules a write touches. Read again once the locks are held: a booking may have come
 * into being meanwhile. Never named by the database of entry.
 */
export function listLockNames(items: readonly GateItem[], view: GateView): readonly string[] {
  return [...new Set(items.flatMap(item => listNamesOf(item, view)))].sort()
}

function listNamesOf({ actor, push }: GateItem, view: GateView): readonly string[] {
  switch (push.kind) {
    case 'slot':
    case 'slot-removal':
      // Somebody else's slot is declined without a look at the calendar.
      return push.slot.coachId === actor.userId ? [lockNames.coach(actor.userId)] : []
    case 'claim': {
      const { coachId, bookingId } = push.claim
      return [lockNames.coach(coachId), lockNames.student(actor.userId), lockNames.booking(bookingId)]
    }
    case 'call':
      return [lockNames.copies(actor.userId), ...listPartyNames(push.call.id, view)]
    case 'pencil': {
      const { id, otherId } = push.call
      const known = [lockNames.copies(actor.userId), ...listPartyNames(id, view)]
      // Whoever is no coach has no calendar, and is declined without a look at anybody's.
      if (actor.role !== 'coach') return known
      return [...known, lockNames.coach(actor.userId), lockNames.student(otherId), lockNames.booking(id)]
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
  return booking === undefined ? [] : [lockNames.coach(booking.coachId), lockNames.student(booking.studentId)]
}
