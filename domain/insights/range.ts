import { type CalendarDate, addDays, dayInterval } from '../time/wall-clock.ts'
import type { Interval } from '../time/interval.ts'
import { shiftMonth } from './month-finder.ts'

export const rangeNames = ['year-back', 'this-month', 'last-month', 'this-year', 'last-year', 'all'] as const
export type RangeName = (typeof rangeNames)[number]

/** The first and the last day that belong to it. */
export interface DateRange {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

/** The days of a range that is named; undefined for all. `year-back` is this month and the eleven before it. */
export function datesOf(name: RangeName, today: CalendarDate): DateRange | undefined {
  const month = today.slice(0, 7)
  const year = Number(today.slice(0, 4))
  switch (name) {
    case 'year-back':
      return { from: `${shiftMonth(month, -11)}-01`, to: lastDayOf(month) }
    case 'this-month':
      return { from: `${month}-01`, to: lastDayOf(month) }
    case 'last-month':
      return { from: `${shiftMonth(month, -1)}-01`, to: lastDayOf(shiftMonth(month, -1)) }
    case 'this-year':
      return { from: `${year}-01-01`, to: `${year}-12-31` }
    case 'last-year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
    case 'all':
      return undefined
  }
}

function lastDayOf(month: string): CalendarDate {
  return addDays(`${shiftMonth(month, 1)}-01`, -1)
}

/** From the first moment of the first day to the last one of the last day, on the clock of a zone (IN2). */
export function datesToInterval({ from, to }: DateRange, zone: string): Interval {
  return { startsAt: dayInterval(from, zone).startsAt, endsAt: dayInterval(to, zone).endsAt }
}
