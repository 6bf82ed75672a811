import { createOfferedId, createOfferedMonth, type OfferedMonth, toOfferedMonth } from '../model/offered.ts'
import type { Instant } from '../model/primitives.ts'
import type { Slot } from '../model/slot.ts'
import { isSame } from '../rules/is-same.ts'
import { createMonthFinder, type Month, shiftMonth } from './month-finder.ts'

/** A stretch of time of which the server does not know what it had recorded: its data were put back from a copy. */
export interface RecordBreak {
  /** Up to here the copy knew of everything. */
  readonly from: Instant
  /** Since then everything is recorded again. */
  readonly until: Instant
}

/** A month that belongs to an instant, in UTC. */
export function monthInUtc(at: Instant): Month {
  return createMonthFinder('UTC')(at)
}

/**
 * Adds the slots that have begun to the records of their months (IN7), as often as it is asked. What a slot is once it has begun is what
 * it was at its start: nothing is booked, opened or declined any more then. One that is gone by then leaves what was recorded. What a clock
 * that was ahead recorded too early goes, and is recorded at its time (IN9).
 * @param stored all records from the month on in which the earliest of the slots, or now, lies
 * @param slots of one coach, of whatever status
 * @param since see `OfferedMonth`, for months without a record
 * @returns the records that change
 */
export function recordStarted(
  stored: readonly OfferedMonth[],
  slots: Iterable<Slot>,
  { since, now }: { readonly since: Instant; readonly now: Instant }
): readonly OfferedMonth[] {
  const monthAt = createMonthFinder('UTC')
  const byMonth = new Map(
    stored.map(record => [
      toOfferedMonth(record.id),
      { ...record, booked: record.booked.filter(at => at <= now), open: record.open.filter(at => at <= now) }
    ])
  )
  for (const { startsAt, status } of slots) {
    if (startsAt > now || (status !== 'open' && status !== 'booked')) continue
    const month = monthAt(startsAt)
    const record = byMonth.get(month) ?? createOfferedMonth(month, since)
    if (startsAt >= record.since) byMonth.set(month, addStart(record, startsAt, status))
  }
  return listChanged(stored, byMonth.values())
}

function addStart(record: OfferedMonth, at: Instant, status: 'open' | 'booked'): OfferedMonth {
  const listWith = (list: 'open' | 'booked') =>
    [...record[list].filter(one => one !== at), ...(list === status ? [at] : [])].toSorted((a, b) => a - b)
  return { ...record, booked: listWith('booked'), open: listWith('open') }
}

/**
 * Says in the records that something is missing in them (IN10): those of months that were not over at a break count from its end on, and
 * the month of its end has a record, so that whoever reads them sees where recording began again.
 * @param stored all records of a coach
 * @returns the records that change
 */
export function recordBreaks(stored: readonly OfferedMonth[], breaks: readonly RecordBreak[]): readonly OfferedMonth[] {
  const monthAt = createMonthFinder('UTC')
  const byId = new Map(stored.map(record => [record.id, record]))
  for (const { from, until } of breaks) {
    if (![...byId.values()].some(({ since }) => since < until)) continue
    for (const record of byId.values()) {
      const isOver = shiftMonth(toOfferedMonth(record.id), 1) <= monthAt(from)
      if (record.since < until && !isOver) byId.set(record.id, { ...record, since: until })
    }
    const id = createOfferedId(monthAt(until))
    if (!byId.has(id)) byId.set(id, createOfferedMonth(monthAt(until), until))
  }
  return listChanged(stored, byId.values())
}

function listChanged(stored: readonly OfferedMonth[], next: Iterable<OfferedMonth>): readonly OfferedMonth[] {
  const byId = new Map(stored.map(record => [record.id, record]))
  return [...next].filter(record => !isSame(record, byId.get(record.id)))
}
