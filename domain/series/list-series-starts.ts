import type { Instant } from '../model/primitives.ts'
import { maxSeriesDates } from '../model/series.ts'
import { addDays, type CalendarDate, instantToWallClock, wallClockToInstant } from '../time/wall-clock.ts'

/** One date of a series that is to be asked for. */
export interface SeriesStart {
  /** Weeks after the first date. */
  readonly position: number
  /** In the coach's zone. */
  readonly date: CalendarDate
  readonly startsAt: Instant
  /**
   * Whether the coach's clock shows the usual time then. `gap`: it skips that time, and the session starts as far after the change;
   * `repeated`: it shows that time twice, and the first is meant (TM2, TM3).
   */
  readonly clock: 'exact' | 'gap' | 'repeated'
}

/**
 * The dates of a series: the weekday and clock time of its first one, week by week, in the coach's zone (SR1).
 * @param first epoch ms
 * @param count how many dates, the first among them; at most `maxSeriesDates`
 * @param zone the coach's
 */
export function listSeriesStarts(first: Instant, count: number, zone: string): readonly SeriesStart[] {
  const { date, minutes } = instantToWallClock(first, zone)
  const length = Math.min(Math.max(Math.trunc(count), 1), maxSeriesDates)
  return Array.from({ length }, (_, position) => {
    // The time that was chosen, also where the clock shows it twice.
    if (position === 0) return { position, date, startsAt: first, clock: 'exact' }
    const day = addDays(date, 7 * position)
    const { at, kind } = wallClockToInstant({ date: day, minutes }, zone)
    return { position, date: day, startsAt: at, clock: kind }
  })
}
