import { type DayPart, dayParts } from '#domain/model/day-part.ts'
import type { Instant, UserId } from '#domain/model/primitives.ts'
import type { Watch, WatchWish } from '#domain/model/watch.ts'
import { isShownDate } from '#domain/time/shown-date.ts'
import { addDays, type CalendarDate, dateAt, dayInterval, weekdayOf } from '#domain/time/wall-clock.ts'
import type { SlotFilters } from '../slot-filters.ts'

/** So long a student waits who says nothing else, days. */
const usualDays = 28

/** The fields of the dialog in which a student says what to wait for. */
export interface WatchValues {
  readonly coachId?: UserId | undefined
  /** Ascending; none means any. */
  readonly weekdays: readonly number[]
  readonly part?: DayPart | undefined
  /** The last day. */
  readonly until: CalendarDate | undefined
  /** On whose clock it is read. */
  readonly zone: string
}

/** What the dialog is opened for. */
export interface WatchRequest {
  readonly values: WatchValues
  /** The watch that is to be changed; absent for a new one. */
  readonly changed?: string
}

/** What a student who looks for this may want to wait for. A day that is looked for is its weekday, until then. */
export function toWatchValues({ coachId, day, part }: SlotFilters, zone: string, now: Instant): WatchValues {
  const today = dateAt(now, zone)
  const isAhead = day !== undefined && day >= today
  return {
    coachId,
    part,
    weekdays: isAhead ? [weekdayOf(day)] : [],
    until: isAhead ? day : addDays(today, usualDays),
    zone
  }
}

/** The fields of a watch that is to be changed. It stays on the clock on which it was made. */
export function readWatchValues({ coachId, part, weekdays = [], until, zone }: Watch): WatchValues {
  return { coachId, part: dayParts.find(known => known === part), weekdays, until: lastDayOf({ until, zone }), zone }
}

/** The last day on which slots are told of. */
export function lastDayOf({ until, zone }: Pick<Watch, 'until' | 'zone'>): CalendarDate {
  return dateAt(until - 1, zone)
}

/** Undefined while no day is chosen on which it ends. */
export function toWatchWish({ coachId, weekdays, part, until, zone }: WatchValues): WatchWish | undefined {
  if (until === undefined || !isShownDate(until)) return undefined
  return {
    ...(coachId === undefined ? {} : { coachId }),
    // All seven are any.
    ...(weekdays.length === 0 || weekdays.length === 7 ? {} : { weekdays: [...weekdays] }),
    ...(part === undefined ? {} : { part }),
    zone,
    until: dayInterval(until, zone).endsAt
  }
}
