import type { Booking } from '../model/booking.ts'
import { createNoticeId, type Notice, type NoticeTopic } from '../model/notice.ts'
import type { Instant, SlotId } from '../model/primitives.ts'
import type { StoredReason } from '../model/reasons.ts'
import type { PartyRole } from '../model/role.ts'
import { parseSlotId } from '../model/slot-id.ts'
import type { Parties } from './party.ts'

/** When and where, as a notice says it. */
export function hoursOf(slotId: SlotId): Pick<Notice, 'slotId' | 'startsAt'> {
  const parts = parseSlotId(slotId)
  return parts === undefined ? { slotId } : { slotId, startsAt: parts.startsAt }
}

/** What every notice about a booking says. */
export function createNotice(
  booking: Booking,
  role: PartyRole,
  parties: Parties,
  topic: NoticeTopic,
  at: Instant,
  reason?: StoredReason
): Notice {
  const other = role === 'coach' ? parties.student : parties.coach
  return {
    id: createNoticeId(topic, booking.id, 'once'),
    kind: 'notice',
    topic,
    at,
    ...(reason === undefined ? {} : { reason }),
    subject: { collection: 'calls', id: booking.id },
    slotId: booking.slotId,
    bookingId: booking.id,
    coachId: booking.coachId,
    startsAt: booking.startsAt,
    ...(other === undefined ? {} : { otherName: other.displayName }),
    dismissed: false
  }
}
