import type { Instant } from '../model/primitives.ts'
import { dayInterval } from '../time/wall-clock.ts'

/** A month of the calendar, `YYYY-MM`. */
export type Month = string

type MonthStart = (month: Month, zone: string) => Instant

/** Years of more digits are none that a calendar shows: what is stored beyond counts in the last month that has one. */
const lastInstant = Date.UTC(9999, 10, 15)

const startOfMonth: MonthStart = (month, zone) => dayInterval(`${month}-01`, zone).startsAt

/**
 * Finds the month that a zone's calendar shows at an instant. Reading a zone's clock costs more than all the rest of a tally, so it is
 * asked for the beginnings of months alone, each once, however many instants there are.
 */
export function createMonthFinder(zone: string, monthStart = startOfMonth): (at: Instant) => Month {
  const startByMonth = new Map<Month, Instant>()
  const startOf = (month: Month): Instant => {
    const known = startByMonth.get(month)
    if (known !== undefined) return known
    const start = monthStart(month, zone)
    startByMonth.set(month, start)
    return start
  }
  return stored => {
    const at = Math.min(stored, lastInstant)
    // No clock is a month away from UTC: it is this month there, or the one beside it.
    const month = new Date(at).toISOString().slice(0, 7)
    if (at < startOf(month)) return shiftMonth(month, -1)
    const following = shiftMonth(month, 1)
    return at < startOf(following) ? month : following
  }
}

/** The month so many months later; earlier where `by` is negative. */
export function shiftMonth(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + by
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}
