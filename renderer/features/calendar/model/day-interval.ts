import type { Interval } from '#domain/time/interval.ts'
import { addDays, type CalendarDate, wallClockToInstant } from '#domain/time/wall-clock.ts'

/** From one midnight of the zone to the next. */
export function dayIntervalOf(date: CalendarDate, zone: string): Interval {
  const midnight = (of: CalendarDate) => wallClockToInstant({ date: of, minutes: 0 }, zone).at
  return { startsAt: midnight(date), endsAt: midnight(addDays(date, 1)) }
}
