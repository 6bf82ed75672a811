import type { Booking, RequestVerdict, SessionMove } from '../model/booking.ts'
import { createNoticeId, type Notice } from '../model/notice.ts'
import type { PartyRole } from '../model/role.ts'
import { parseSlotId } from '../model/slot-id.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { createNotice, hoursOf } from './create-notice.ts'
import type { Parties } from './party.ts'

/** What the other party is told of a move. */
export function createMoved(booking: Booking, role: PartyRole, parties: Parties, move: SessionMove): Notice {
  const { requestId, at, reason, fromSlotId, toSlotId } = move
  const typed = reason === '' ? {} : { reason }
  return {
    ...createNotice(booking, role, parties, 'session-moved', at),
    id: createNoticeId('session-moved', booking.id, requestId),
    ...hoursOf(toSlotId),
    ...writeKept('session-moved', {
      mine: { startsAt: parseSlotId(fromSlotId)?.startsAt },
      theirs: { startsAt: parseSlotId(toSlotId)?.startsAt, ...typed }
    })
  }
}

/**
 * Whether the asker is told that a request was not granted. Not of a cancellation that another device of the same person had asked for
 * before: what was wished has come about, unless the reason that was typed here would be lost (SE4).
 */
export function isRefusalTold(
  { cancellation }: Booking,
  { kind, by, verdict, reason, text = '' }: RequestVerdict
): boolean {
  if (verdict !== 'declined') return false
  const isCancelled = kind === 'cancel' && reason === 'already-cancelled' && cancellation?.by === by
  return !isCancelled || (text !== '' && text !== cancellation.reason)
}

/** What the asker of a request is told that was not granted. */
export function createRefusal(booking: Booking, role: PartyRole, parties: Parties, request: RequestVerdict): Notice {
  const notice = createNotice(booking, role, parties, 'request-refused', request.at, request.reason)
  return {
    ...notice,
    id: createNoticeId('request-refused', booking.id, request.requestId),
    ...writeKept('request-refused', {
      mine: { kind: request.kind, toSlotId: request.toSlotId, reason: request.text }
    })
  }
}

/** What the other party is told of a cancellation. */
export function listCancelled(booking: Booking, role: PartyRole, parties: Parties): readonly Notice[] {
  const { cancellation } = booking
  if (booking.state !== 'cancelled' || cancellation === undefined || cancellation.by === role) return []
  const notice = createNotice(booking, role, parties, 'session-cancelled', cancellation.at)
  return [{ ...notice, ...writeKept('session-cancelled', { theirs: cancellation.reason }) }]
}
