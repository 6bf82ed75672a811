import type { Instant } from '#domain/model/primitives.ts'
import { dayMs, minuteMs } from '#domain/time/durations.ts'
import { contains, type Interval } from '#domain/time/interval.ts'
import { type CalendarDate, dateAt, dayInterval, instantToWallClock, type WallClock } from '#domain/time/wall-clock.ts'

/**
 * A reader of one zone's clock that remembers the last day it saw. Lists are sorted by time, so ten thousand slots
 * cost one calendar computation a day instead of one each.
 */
export function createLocalClock(zone: string): (at: Instant) => WallClock {
  let date: CalendarDate | undefined
  let day: Interval = { startsAt: 0, endsAt: 0 }
  return at => {
    if (date === undefined || !contains(day, at)) {
      date = dateAt(at, zone)
      day = dayInterval(date, zone)
    }
    // On days with a clock change, minutes since midnight are not what the clock shows.
    if (day.endsAt - day.startsAt !== dayMs) return instantToWallClock(at, zone)
    return { date, minutes: Math.floor((at - day.startsAt) / minuteMs) }
  }
}

/** What happens on one date of a zone, in the order in which it was given. */
export interface DayGroup<T> {
  readonly date: CalendarDate
  readonly items: readonly T[]
}

/** Groups a list that is sorted by start (in either direction) by the date in a zone. */
export function groupByDay<T extends { readonly startsAt: Instant }>(
  items: readonly T[],
  zone: string
): readonly DayGroup<T>[] {
  const clock = createLocalClock(zone)
  const groups: { date: CalendarDate; items: T[] }[] = []
  for (const item of items) {
    const { date } = clock(item.startsAt)
    const last = groups.at(-1)
    if (last?.date === date) last.items.push(item)
    else groups.push({ date, items: [item] })
  }
  return groups
}

/** The first `limit` items with their days, and how many are left. A long page is shown piece by piece. */
export function takeItems<T>(
  groups: readonly DayGroup<T>[],
  limit: number
): { readonly groups: readonly DayGroup<T>[]; readonly remaining: number } {
  const shown: DayGroup<T>[] = []
  let left = limit
  let remaining = 0
  for (const group of groups) {
    const items = group.items.slice(0, left)
    if (items.length > 0) shown.push(items.length === group.items.length ? group : { date: group.date, items })
    left -= items.length
    remaining += group.items.length - items.length
  }
  return { groups: shown, remaining }
}
