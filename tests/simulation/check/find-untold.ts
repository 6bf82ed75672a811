import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { Watch } from '#domain/model/watch.ts'
import { dayMs, minuteMs } from '#domain/time/durations.ts'
import { overlaps } from '#domain/time/interval.ts'
import { fitsWatch } from '#domain/waiting-list/fits-watch.ts'
import { isEverSince } from '../world/stored/spans.ts'
import type { Opened, StoredBook } from '../world/stored/stored-book.ts'

/** Between which times the server's clock has been. */
interface Times {
  readonly earliest: number
  readonly latest: number
}

/**
 * Who waits and was not told of a slot that opened since (WL8), though nothing has ever stood in the way from that moment on. To be asked
 * once everything that had opened was matched.
 */
export function findUntold(
  book: StoredBook,
  times: Times
): { readonly due: readonly string[]; readonly problems: readonly string[] } {
  const due: string[] = []
  const problems: string[] = []
  for (const [slotId, opening] of book.opened) {
    if (!isForAnybody(opening, book, times)) continue
    for (const { key: watchId, value, from, to } of book.watches.all) {
      const { studentId, watch } = value
      if (to !== undefined || from.commit >= opening.at.commit) continue
      if (!isFor({ studentId, watch }, opening, book, times)) continue
      due.push(`${watchId} ${slotId} ${opening.at.commit}`)
      const isTold = book.tellings.some(
        told => told.watchId === watchId && told.at.commit > opening.at.commit && (told.slotId === slotId || told.isCut)
      )
      if (!isTold) problems.push(`${watchId} was not told of ${slotId}`)
    }
  }
  return { due, problems }
}

/** By notice, horizon, daily cap and the coach's other sessions, whenever it is looked at. */
function isForAnybody({ slot, at }: Opened, { coaches, sessions, disabled }: StoredBook, times: Times): boolean {
  const { coachId, startsAt } = slot
  const policy = coaches.get(coachId)?.policy ?? defaultBookingPolicy
  const near = sessions.all.filter(
    span =>
      isEverSince(span, at) && span.value.coachId === coachId && Math.abs(span.value.startsAt - startsAt) < 2 * dayMs
  )
  return (
    startsAt - policy.minimumNoticeMin * minuteMs > times.latest &&
    startsAt < times.earliest + policy.horizonDays * dayMs &&
    near.length < policy.dailyCap &&
    !near.some(({ value }) => overlaps(value, slot)) &&
    !disabled.all.some(span => span.key === coachId && isEverSince(span, at))
  )
}

function isFor(
  { studentId, watch }: { readonly studentId: string; readonly watch: Watch },
  { slot, at, leftBy, lastLeftBy }: Opened,
  { blocks, closed, disabled, sessions }: StoredBook,
  times: Times
): boolean {
  const { coachId } = slot
  // By then: who meets the coach afterwards was a stranger when it opened.
  const hadMet = sessions.all.some(
    ({ value, from }) => value.coachId === coachId && value.studentId === studentId && from.commit < at.commit
  )
  return (
    fitsWatch(watch, slot, times.latest) &&
    !leftBy.includes(studentId) &&
    lastLeftBy !== studentId &&
    !blocks.all.some(span => span.key === `${coachId} ${studentId}` && isEverSince(span, at)) &&
    (hadMet || !closed.all.some(span => span.key === coachId && isEverSince(span, at))) &&
    !disabled.all.some(span => span.key === studentId && isEverSince(span, at)) &&
    !sessions.all.some(
      span => isEverSince(span, at) && span.value.studentId === studentId && overlaps(span.value, slot)
    )
  )
}
