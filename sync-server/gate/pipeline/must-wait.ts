import { assertNever } from '#domain/assert-never.ts'
import type { GateItem } from './gate-item.ts'
import type { StagedView } from '../memory/staged-view.ts'

/**
 * Whether a write must not be judged before everything judged so far is stored: it would need the revision of something
 * that has none yet, or writes it a second time.
 * @param ownDocuments `<database>/<id>` of the writers' own documents that wait to be stored
 */
export function mustWaitForStorage(item: GateItem, view: StagedView, ownDocuments: ReadonlySet<string>): boolean {
  const { push, newEdits } = item
  switch (push.kind) {
    case 'slot':
    case 'slot-removal':
      return [push.slot.id, push.slot.movesFrom].some(id => id !== undefined && view.hasSlot(id))
    case 'claim': {
      const { id, coachId, bookingId } = push.claim
      if (view.hasBooking(bookingId) || ownDocuments.has(`users/${coachId}`)) return true
      // A slot that is being booked is lost to further claims, whatever its next revision.
      return view.hasSlot(id) && !(newEdits && view.findSlot(id)?.status === 'booked')
    }
    case 'call': {
      const booking = view.findBooking(push.call.id)
      if (ownDocuments.has(toKey(item))) return true
      if (booking === undefined) return false
      const isPolicyNew = ownDocuments.has(`users/${booking.coachId}`)
      const { request } = push.call
      const isTargetNew = request?.kind === 'reschedule' && view.hasSlot(request.toSlotId)
      return isPolicyNew || isTargetNew || view.hasBooking(booking.id) || view.hasSlot(booking.slotId)
    }
    case 'pencil': {
      const { id, slotId } = push.call
      const isOwnNew = ownDocuments.has(toKey(item)) || ownDocuments.has(`users/${item.actor.userId}`)
      return isOwnNew || view.hasBooking(id) || view.hasSlot(slotId)
    }
    case 'notice':
    case 'profile':
      return ownDocuments.has(toKey(item))
    case 'refused':
      return false
    default:
      return assertNever(push)
  }
}

export function toKey({ database, doc }: GateItem): string {
  return `${database}/${doc._id}`
}
