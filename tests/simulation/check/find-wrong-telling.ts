import { isMeeting } from '#domain/model/booking.ts'
import { overlaps } from '#domain/time/interval.ts'
import type { Span } from '../world/stored/spans.ts'
import type { StoredBook, Telling } from '../world/stored/stored-book.ts'

/**
 * Why a student should not have been told of a slot (WL3, WL5): by what was so at the rest before it opened, and still is. What changed
 * while it was matched may be known to whoever tells of it, or not.
 */
export function findWrongTelling(
  { studentId, watchId, slotId }: Telling,
  {
    blocks,
    closed,
    disabled,
    sessions,
    watches,
    bookings,
    opened
  }: Pick<StoredBook, 'blocks' | 'closed' | 'disabled' | 'sessions' | 'watches' | 'bookings' | 'opened'>
): string | undefined {
  const opening = opened.get(slotId)
  if (opening === undefined) return undefined
  const { slot, at, leftBy } = opening
  const { coachId } = slot
  const isLong = (span: Span<unknown> | undefined): boolean =>
    span !== undefined && span.to === undefined && span.from.rests < at.rests
  const isOwn = [...bookings.values()].some(
    booking => booking.coachId === coachId && booking.studentId === studentId && isMeeting(booking)
  )
  const isElsewhere = sessions.all.some(
    span => isLong(span) && span.value.studentId === studentId && overlaps(span.value, slot)
  )
  const current = watches.find(watchId)?.value.watch
  const ended = watches.all.findLast(({ key }) => key === watchId)?.to
  if (leftBy.includes(studentId)) return 'which its student has just left'
  if (isLong(blocks.find(`${coachId} ${studentId}`))) return 'whose coach has blocked its student'
  if (isLong(disabled.find(studentId))) return 'though its student is disabled'
  if (isLong(closed.find(coachId)) && !isOwn) return 'which is for its coach’s own students'
  if (isElsewhere) return 'when its student has another session'
  if (current === undefined && ended !== undefined && ended.rests < at.rests) return 'and had been removed'
  if (current !== undefined && slot.startsAt >= current.until) return 'which is after its end'
  return undefined
}
