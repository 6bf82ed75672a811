import { assertNever } from '../assert-never.ts'
import type { Booking, RequestVerdict } from '../model/booking.ts'
import { createNoticeId, type Notice, type NoticeTopic } from '../model/notice.ts'
import type { Instant } from '../model/primitives.ts'
import type { PartyRole } from '../model/role.ts'
import type { Reason } from '../rules/reasons.ts'
import type { Parties } from './party.ts'

/** What one party has to be told about a booking, as the journal says it (PJ5, NT1). Not dismissed; the caller keeps what the reader chose. */
export function projectNotices(booking: Booking, role: PartyRole, parties: Parties): readonly Notice[] {
  const refused = booking.requests
    .filter(request => request.by === role && request.verdict === 'declined')
    .map(request => createRefusal(booking, role, parties, request))
  switch (booking.state) {
    case 'intent':
    case 'confirmed':
    case 'completed':
    case 'no-show':
      return refused
    case 'declined':
      return role === 'student' ? [...refused, createLostClaim(booking, parties)] : refused
    case 'cancelled':
      return booking.cancellation === undefined || booking.cancellation.by === role
        ? refused
        : [...refused, createCancelled(booking, role, parties, booking.cancellation)]
    default:
      return assertNever(booking.state)
  }
}

function createLostClaim(booking: Booking, parties: Parties): Notice {
  const notice = createNotice(booking, 'student', parties, 'claim-lost', booking.claimedAt, booking.decline?.reason)
  // About the slot, like the notice that the claiming device makes itself: both have one id.
  return {
    ...notice,
    id: createNoticeId('claim-lost', booking.slotId, booking.id),
    subject: { collection: 'slots', id: booking.slotId }
  }
}

function createRefusal(booking: Booking, role: PartyRole, parties: Parties, request: RequestVerdict): Notice {
  const notice = createNotice(booking, role, parties, 'request-refused', request.at, request.reason)
  return {
    ...notice,
    id: createNoticeId('request-refused', booking.id, request.requestId),
    mine: JSON.stringify({ kind: request.kind, ...(request.text === undefined ? {} : { reason: request.text }) })
  }
}

function createCancelled(
  booking: Booking,
  role: PartyRole,
  parties: Parties,
  cancellation: NonNullable<Booking['cancellation']>
): Notice {
  return { ...createNotice(booking, role, parties, 'session-cancelled', cancellation.at), theirs: cancellation.reason }
}

function createNotice(
  booking: Booking,
  role: PartyRole,
  parties: Parties,
  topic: NoticeTopic,
  at: Instant,
  reason?: Reason
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
