import type { Interval } from '#domain/time/interval.ts'
import { toShownDate } from '#domain/time/shown-date.ts'
import { addDays, type CalendarDate, dayInterval, weekdayOf } from '#domain/time/wall-clock.ts'

export type CalendarView = 'day' | 'week' | 'agenda'

/** The dates that a view shows, ascending, and the instants from the first midnight to the last. */
export interface ViewRange {
  readonly dates: readonly CalendarDate[]
  readonly interval: Interval
}

/**
 * What a view shows around a date. `week` and `agenda` show the seven days of its week.
 * @param firstWeekday 1 (Monday) to 7 (Sunday)
 */
export function rangeOfView(view: CalendarView, date: CalendarDate, firstWeekday: number, zone: string): ViewRange {
  const first = view === 'day' ? date : startOfWeek(date, firstWeekday)
  const dates = Array.from({ length: view === 'day' ? 1 : 7 }, (_, index) => addDays(first, index))
  const last = dates.at(-1) ?? first
  return {
    dates,
    interval: { startsAt: dayInterval(first, zone).startsAt, endsAt: dayInterval(last, zone).endsAt }
  }
}

/** The first day of the date's week. */
export function startOfWeek(date: CalendarDate, firstWeekday: number): CalendarDate {
  return addDays(date, -((weekdayOf(date) - firstWeekday + 7) % 7))
}

/**
 * The date that an arrow beside the title leads to; undefined at the edge of the years that are shown.
 * @param firstWeekday 1 (Monday) to 7 (Sunday)
 */
export function stepDate(
  view: CalendarView,
  date: CalendarDate,
  direction: 1 | -1,
  firstWeekday: number
): CalendarDate | undefined {
  const next = toShownDate(addDays(date, direction * (view === 'day' ? 1 : 7)))
  const pageOf = (day: CalendarDate) => (view === 'day' ? day : startOfWeek(day, firstWeekday))
  return pageOf(next) === pageOf(date) ? undefined : next
}
