import type { Instant } from '../model/primitives.ts'
import { contains, type Interval } from '../time/interval.ts'
import { dateAt, dayInterval } from '../time/wall-clock.ts'

/** A month of the calendar, `YYYY-MM`. */
export type Month = string

interface MonthSpan extends Interval {
  readonly month: Month
}

/** In November 9999. Years of more digits are none that a calendar shows: what is stored beyond counts in this month. */
const lastInstant: Instant = 253_398_000_000_000

/** The month that a zone's calendar shows at an instant. */
function findMonth(at: Instant, zone: string): MonthSpan {
  const month = dateAt(at, zone).slice(0, 7)
  const startOf = (one: Month): Instant => dayInterval(`${one}-01`, zone).startsAt
  return { month, startsAt: startOf(month), endsAt: startOf(shiftMonth(month, 1)) }
}

/**
 * Tells the month of each of many instants. Reading a zone's clock costs more than all the rest of a tally, so it is asked once for each
 * month, however many instants there are and in whatever order.
 */
export function createMonthFinder(zone: string, find = findMonth): (at: Instant) => Month {
  const known: MonthSpan[] = []
  return stored => {
    const at = Math.min(stored, lastInstant)
    // Most lists are in order: the last month that was found is the likeliest.
    const span = known.findLast(one => contains(one, at))
    if (span !== undefined) return span.month
    const found = find(at, zone)
    known.push(found)
    return found.month
  }
}

/** The month so many months later; earlier where `by` is negative. */
export function shiftMonth(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + by
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}
