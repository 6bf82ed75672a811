import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import { createNoticeId, type Notice } from '#domain/model/notice.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { createSeriesActionId } from '#domain/notices/series-notice.ts'
import { writeKept } from '#domain/notices/notice-payload.ts'
import { type Reason, toStoredReason } from '#domain/model/reasons.ts'

/** What was typed with a request that comes to nothing, for the inbox. The server would make the same one. */
export function createRefusedNotice(
  { id, slotId, startsAt, otherId, otherName, series }: SessionCopy,
  request: Exclude<SessionRequest, { readonly kind: 'outcome' }>,
  reason: Reason | undefined,
  now: Instant
): Notice {
  const { kind, requestId, reason: words } = request
  const typed = {
    kind,
    ...(words === undefined ? {} : { reason: words }),
    ...(kind === 'reschedule' ? { toSlotId: request.toSlotId } : {})
  }
  return {
    id:
      series === undefined
        ? createNoticeId('request-refused', id, requestId)
        : createSeriesActionId('request-refused', series, otherId, requestId),
    kind: 'notice',
    topic: 'request-refused',
    at: now,
    ...(reason === undefined ? {} : { reason: toStoredReason(reason) }),
    subject: { collection: 'calls', id },
    slotId,
    bookingId: id,
    startsAt,
    ...(otherName === '' ? {} : { otherName }),
    ...writeKept('request-refused', { mine: typed }),
    dismissed: false
  }
}
