import {
  availabilitySchema,
  type CoachAvailability,
  type DateOverride,
  noAvailability,
  type WeekdayHours
} from '../model/availability.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import { maxDateOverrides } from '../model/limits.ts'
import type { Instant } from '../model/primitives.ts'
import { isSame } from '../rules/is-same.ts'
import { dropUnknown } from '../versions/unknown-fields.ts'
import { addDays, type CalendarDate, dateAt } from '../time/wall-clock.ts'
import { moveHours, type ZoneMove } from './move-hours.ts'

/** What a coach changes about the own hours. What is left out stays. */
export interface HoursChange {
  /** The starts of some weekdays, in minutes after midnight, ascending; of the other weekdays nothing is said. */
  readonly weekly?: readonly { readonly weekday: number; readonly starts: readonly number[] }[]
  readonly weeksAhead?: number
  readonly gapMin?: number
  /** Dates that are not like their weekdays, or are so again. Of several the later one stands where they meet. */
  readonly dates?: DatesChange | readonly DatesChange[]
  readonly zone?: ZoneMove
}

export interface DatesChange {
  readonly from: CalendarDate
  /** The last one. */
  readonly to: CalendarDate
  /** `as-usual`: like the weekday. Without starts they are days off. */
  readonly starts: readonly number[] | 'as-usual'
  /** Everybody reads it. */
  readonly note?: string
}

/**
 * The profile with its hours changed. Each day whose starts change gets a new generation, which lifts the skips of the former one (AV4).
 * Dates that are over go.
 * @param generation fresh: eight hex digits
 */
export function changeHours(coach: CoachProfile, change: HoursChange, generation: string, now: Instant): CoachProfile {
  const moved = change.zone === undefined ? coach : moveHours(coach, change.zone, generation, now)
  const hours = moved.availability ?? noAvailability
  const today = dateAt(now, moved.zone)
  const availability: CoachAvailability = {
    ...hours,
    weekly: [...changeWeekly(hours.weekly, change.weekly ?? [], generation)],
    overrides: listDatesChanges(change)
      .reduce((overrides, dates) => changeDates(overrides, dates, generation), hours.overrides)
      .filter(({ date }) => date >= addDays(today, -1)),
    weeksAhead: change.weeksAhead ?? hours.weeksAhead
  }
  const gapMin = change.gapMin ?? moved.gapMin
  return { ...moved, ...(gapMin === undefined ? {} : { gapMin }), availability }
}

export function listDatesChanges({ dates = [] }: HoursChange): readonly DatesChange[] {
  return 'from' in dates ? [dates] : dates
}

/** The part of a profile that a change of hours is about. */
export type HoursFields = Partial<Pick<CoachProfile, 'availability' | 'gapMin' | 'zone'>>

export function pickHours({ availability, gapMin, zone }: HoursFields): HoursFields {
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(gapMin === undefined ? {} : { gapMin }),
    ...(availability === undefined ? {} : { availability })
  }
}

/** Whether two states say the same hours. Skips are no part of it: they come and go as slots are removed. */
export function isSameHours(a: HoursFields, b: HoursFields): boolean {
  const [one, other] = [a, b].map(({ availability = noAvailability, gapMin = 0, zone }) => {
    const { weekly, overrides, weeksAhead } = dropUnknown(availabilitySchema, availability)
    return { weekly, overrides, weeksAhead, gapMin, zone }
  })
  return isSame(one, other)
}

function changeWeekly(
  weekly: readonly WeekdayHours[],
  changes: NonNullable<HoursChange['weekly']>,
  generation: string
): readonly WeekdayHours[] {
  const byDay = new Map(weekly.map(day => [day.weekday, day]))
  for (const { weekday, starts } of changes) {
    if (isSame(byDay.get(weekday)?.starts ?? [], starts)) continue
    if (starts.length === 0) byDay.delete(weekday)
    else byDay.set(weekday, { ...byDay.get(weekday), weekday, starts: [...starts], generation })
  }
  return [...byDay.values()].toSorted((a, b) => a.weekday - b.weekday)
}

function changeDates(
  overrides: DateOverride[],
  { from, to, starts, note }: DatesChange,
  generation: string
): DateOverride[] {
  const byDate = new Map(overrides.map(override => [override.date, override]))
  for (const date of listDates(from, to)) {
    const known = byDate.get(date)
    if (starts === 'as-usual') byDate.delete(date)
    else {
      const { note: _, ...rest } = known ?? { date }
      const isUnchanged = known !== undefined && isSame(known.starts, starts)
      const kept = { ...rest, starts: [...starts], generation: isUnchanged ? known.generation : generation }
      byDate.set(date, note === undefined || note === '' ? kept : { ...kept, note })
    }
  }
  return [...byDate.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

/** One more than may be stored tells that there are too many. */
function listDates(from: CalendarDate, to: CalendarDate): readonly CalendarDate[] {
  const dates: CalendarDate[] = []
  for (let date = from; date <= to && dates.length <= maxDateOverrides; date = addDays(date, 1)) dates.push(date)
  return dates
}
