import type { CoachAvailability } from '../model/availability.ts'
import { type Instant, slotGridMs } from '../model/primitives.ts'
import { addDays, type CalendarDate, instantToWallClock, wallClockToInstant, weekdayOf } from '../time/wall-clock.ts'

/** A start that hours want. */
export interface WantedStart {
  readonly startsAt: Instant
  readonly generation: string
}

/** What hours say of a date: its own starts, or those of its weekday. */
export function findDay(
  { weekly, overrides }: Pick<CoachAvailability, 'weekly' | 'overrides'>,
  date: CalendarDate
): { readonly starts: readonly number[]; readonly generation: string } | undefined {
  return overrides.find(override => override.date === date) ?? weekly.find(({ weekday }) => weekday === weekdayOf(date))
}

/**
 * The starts that hours want on some days, ascending, each once; whether something is in their way plays no part. A time that the clock
 * skips is as far after the change, one that it shows twice is the first (TM2, TM3).
 * @param from the first date, in the coach's zone
 * @param to the date after the last one
 */
export function listStarts(
  hours: Pick<CoachAvailability, 'weekly' | 'overrides'>,
  zone: string,
  from: CalendarDate,
  to: CalendarDate
): readonly WantedStart[] {
  const byStart = new Map<Instant, WantedStart>()
  for (let date = from; date < to; date = addDays(date, 1)) {
    const day = findDay(hours, date)
    for (const minutes of day?.starts ?? []) {
      const { at } = wallClockToInstant({ date, minutes }, zone)
      // Two times of a clock may be one instant where it is put forward: the earlier one has it.
      if (at % slotGridMs !== 0 || byStart.has(at)) continue
      byStart.set(at, { startsAt: at, generation: day?.generation ?? '' })
    }
  }
  return [...byStart.values()].toSorted((a, b) => a.startsAt - b.startsAt)
}

/** What hours want at an instant; undefined where they want nothing there. */
export function findWantedStart(
  hours: Pick<CoachAvailability, 'weekly' | 'overrides'>,
  zone: string,
  startsAt: Instant
): WantedStart | undefined {
  const { date, minutes } = instantToWallClock(startsAt, zone)
  const day = findDay(hours, date)
  const isExact = day?.starts.includes(minutes) === true && wallClockToInstant({ date, minutes }, zone).at === startsAt
  if (day !== undefined && isExact) return { startsAt, generation: day.generation }
  // A time that the clock skips may belong to the day before.
  return listStarts(hours, zone, addDays(date, -1), addDays(date, 1)).find(start => start.startsAt === startsAt)
}
