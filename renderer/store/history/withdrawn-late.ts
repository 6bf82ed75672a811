import type { SessionCopy } from '#domain/model/session-copy.ts'
import { createNoticeId, type Notice } from '#domain/model/notice.ts'
import type { BookingId, Instant } from '#domain/model/primitives.ts'
import { writeKept } from '#domain/notices/notice-payload.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import { readState } from './history.ts'

type FindCall = (bookingId: BookingId) => SessionCopy | undefined

/** Withdrawn on this device, while an attempt whose answer was lost had reached the server (JN6). */
export function wasSentAfterAll(entry: HistoryEntry, findCall: FindCall): boolean {
  if (entry.undoneAs !== 'withdrawn') return false
  const call = findCall(entry.bookingId ?? '')
  if (entry.kind === 'pencilled') return call !== undefined && call.status !== 'pencilled'
  return entry.requestId !== undefined && call?.lastRequest?.requestId === entry.requestId
}

/** What the person has to know of a request that was granted after they had taken it back; undefined for every other change. */
export function createWithdrawnLate(entry: HistoryEntry, findCall: FindCall, now: Instant): Notice | undefined {
  const call = findCall(entry.bookingId ?? '')
  if (call === undefined || !wasSentAfterAll(entry, findCall)) return undefined
  const { id, slotId, startsAt, otherName } = call
  return {
    id: createNoticeId('withdrawn-late', id, entry.requestId ?? 'pencil'),
    kind: 'notice',
    topic: 'withdrawn-late',
    at: now,
    subject: { collection: 'calls', id },
    slotId,
    bookingId: id,
    startsAt,
    ...(otherName === '' ? {} : { otherName }),
    // Of a pencilled booking nothing was typed.
    ...(entry.kind === 'pencilled' ? {} : writeKept('withdrawn-late', { mine: pickWish(entry) })),
    dismissed: false
  }
}

function pickWish({ after }: HistoryEntry): Partial<SessionCopy> {
  const { request, satisfaction, notes, followUps, summary, actions, paid } = readState<SessionCopy>(after)
  return { request, satisfaction, notes, followUps, summary, actions, paid }
}
