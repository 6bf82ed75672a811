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
    case 'call': {
      const booking = view.findBooking(push.call.id)
      const own = lockNames.copies(actor.userId)
      if (booking === undefined) return [own]
      return [own, lockNames.coach(booking.coachId), lockNames.student(booking.studentId)]
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
