import type { Booking } from '../model/booking.ts'
import type { Notice } from '../model/notice.ts'
import type { Instant } from '../model/primitives.ts'
import type { PartyRole } from '../model/role.ts'
import { toStoredReason } from '../model/reasons.ts'
import { createOverlapNoticeId, writeKept } from '../notices/notice-payload.ts'
import type { Parties } from './party.ts'

const textForOldDevices =
  'The session stands, and another one at the same time does too. Please agree on which of them is moved or cancelled.'

/**
 * Tells a party that this session and another one take place at the same time, which an earlier version let happen. Version
 * 0.1.0 has no such topic: it shows a request that was refused, with the text of `theirs`.
 * @param of whose two sessions they are
 */
export function createOverlapNotice(
  booking: Booking,
  other: Pick<Booking, 'id'>,
  {
    role,
    of,
    parties,
    now
  }: { readonly role: PartyRole; readonly of: PartyRole; readonly parties: Parties; readonly now: Instant }
): Notice {
  const person = role === 'coach' ? parties.student : parties.coach
  return {
    id: createOverlapNoticeId(booking.id, other.id),
    kind: 'notice',
    topic: 'request-refused',
    at: now,
    reason: of === 'student' ? 'student-overlap' : toStoredReason('coach-overlap'),
    subject: { collection: 'calls', id: booking.id },
    slotId: booking.slotId,
    bookingId: booking.id,
    coachId: booking.coachId,
    startsAt: booking.startsAt,
    ...(person === undefined ? {} : { otherName: person.displayName }),
    ...writeKept('sessions-overlap', { theirs: textForOldDevices }),
    dismissed: false
  }
}
