import type { SessionCopy } from '../model/session-copy.ts'
import { createNoticeId, type Notice } from '../model/notice.ts'
import type { BookingId } from '../model/primitives.ts'
import type { Slot } from '../model/slot.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { hasReasons, listOwnReasons } from './own-reasons.ts'
import type { Recall } from './recall.ts'

/**
 * Whether its person has to hear that the server does not know this session: one that lies ahead, that was held, or that they wrote
 * something about.
 */
export function isWorthTelling(call: SessionCopy): boolean {
  const { status, request, notes, satisfaction, followUps, summary, actions, paid, review } = call
  const reason = request !== undefined && 'reason' in request ? request.reason : undefined
  const typed = [notes, satisfaction, summary, paid, review, reason].some(field => field !== undefined && field !== '')
  const isListed = (followUps?.length ?? 0) > 0 || Object.keys(actions ?? {}).length > 0
  if (typed || isListed || hasReasons(listOwnReasons(call, request))) return true
  // Also one in a state that only a newer version knows.
  return status !== 'pencilled' && status !== 'cancelled' && status !== 'declined'
}

/** The server does not know the session any more: the two people decide whether it takes place (SB5). The words stay readable here. */
export function createForgottenNotice(call: SessionCopy, { occasion, now }: Recall): Notice {
  const { id, slotId, startsAt, partyRole, otherId, otherName, otherZone } = call
  const { satisfaction, notes, followUps, summary, actions, paid, review, ticks, request, signed } = call
  const message = partyRole === 'student' ? call.message : undefined
  const coachId = slotId.slice(0, slotId.indexOf(':'))
  return {
    id: createNoticeId('session-forgotten', id, occasion),
    kind: 'notice',
    topic: 'session-forgotten',
    at: now,
    subject: { collection: 'calls', id },
    slotId,
    bookingId: id,
    ...(partyRole === 'student' ? { coachId: otherId } : { coachId }),
    startsAt,
    ...(otherName === '' ? {} : { otherName }),
    ...writeKept('session-forgotten', {
      mine: {
        otherId,
        otherZone,
        signed,
        message,
        satisfaction,
        notes,
        followUps,
        summary,
        actions,
        paid,
        review,
        ticks,
        request,
        ...listOwnReasons(call, request)
      }
    }),
    dismissed: false
  }
}

/** A claim that was granted in a past that the server does not have, before its student's copy of the session was here. */
export function createForgottenClaimNotice(
  { id, coachId, startsAt, bookingId, message }: Slot & { readonly bookingId: BookingId },
  { occasion, now }: Recall
): Notice {
  return {
    id: createNoticeId('session-forgotten', bookingId, occasion),
    kind: 'notice',
    topic: 'session-forgotten',
    at: now,
    subject: { collection: 'calls', id: bookingId },
    slotId: id,
    bookingId,
    coachId,
    startsAt,
    ...writeKept('session-forgotten', { mine: { otherId: coachId, message } }),
    dismissed: false
  }
}
