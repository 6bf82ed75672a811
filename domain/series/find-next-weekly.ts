import type { Instant } from '../model/primitives.ts'
import { addDays, daysBetween, instantToWallClock, wallClockToInstant } from '../time/wall-clock.ts'

/**
 * The first time after `now`, and after the session itself, at which the coach's clock shows the weekday and time of a session: where a series
 * with the same student would begin (SR1).
 * @param zone the coach's
 */
export function findNextWeekly(startsAt: Instant, zone: string, now: Instant): Instant {
  const { date, minutes } = instantToWallClock(startsAt, zone)
  const since = daysBetween(date, instantToWallClock(now, zone).date)
  const weeks = Math.max(1, Math.floor(since / 7))
  const at = (week: number): Instant => wallClockToInstant({ date: addDays(date, 7 * week), minutes }, zone).at
  return at(weeks) > now ? at(weeks) : at(weeks + 1)
}
