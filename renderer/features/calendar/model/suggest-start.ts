import type { Instant } from '#domain/model/primitives.ts'
import { type CalendarDate, wallClockToInstant } from '#domain/time/wall-clock.ts'

const workingHours = Array.from({ length: 12 }, (_, index) => 8 + index)

/**
 * The first full hour of the working day, among the dates shown, that may become a slot; else nine o'clock on the first
 * date, so that the dialog says why not.
 */
export function suggestStart(
  dates: readonly CalendarDate[],
  zone: string,
  isLawful: (startsAt: Instant) => boolean
): Instant {
  const startAt = (date: CalendarDate, hour: number) => wallClockToInstant({ date, minutes: hour * 60 }, zone).at
  for (const date of dates) {
    const hour = workingHours.find(candidate => isLawful(startAt(date, candidate)))
    if (hour !== undefined) return startAt(date, hour)
  }
  const [first = '1970-01-01'] = dates
  return startAt(first, 9)
}
