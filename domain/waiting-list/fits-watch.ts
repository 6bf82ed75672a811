import type { Slot } from '../model/slot.ts'
import { isWatchStanding, type Watch } from '../model/watch.ts'
import type { Instant } from '../model/primitives.ts'
import { type DayPart, dayPartOf } from '../model/day-part.ts'
import { instantToWallClock, weekdayOf } from '../time/wall-clock.ts'

/** Where in the week a slot starts, on the clock of one zone. */
export interface WeekPlace {
  readonly weekday: number
  readonly part: DayPart
}

export function weekPlaceAt(at: Instant, zone: string): WeekPlace {
  const { date, minutes } = instantToWallClock(at, zone)
  return { weekday: weekdayOf(date), part: dayPartOf(minutes) }
}

/**
 * Whether a watch asks for a slot (WL3).
 * @param placeAt where in the week it starts, on the watch's clock
 */
export function fitsWatch(
  watch: Watch,
  { coachId, startsAt }: Pick<Slot, 'coachId' | 'startsAt'>,
  now: Instant,
  placeAt: (at: Instant, zone: string) => WeekPlace = weekPlaceAt
): boolean {
  const { weekdays, part, until, zone } = watch
  if (!isWatchStanding(watch, now) || startsAt >= until) return false
  if (watch.coachId !== undefined && watch.coachId !== coachId) return false
  if (weekdays === undefined && part === undefined) return true
  const place = placeAt(startsAt, zone)
  return (weekdays === undefined || weekdays.includes(place.weekday)) && (part === undefined || part === place.part)
}
