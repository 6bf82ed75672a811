import type { CoachAvailability, DateOverride, Skip, WeekdayHours } from '../model/availability.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import { maxStartsADay } from '../model/limits.ts'
import { type Instant, slotLengthMs } from '../model/primitives.ts'
import { isSame } from '../rules/is-same.ts'
import { minuteMs } from '../time/durations.ts'
import {
  addDays,
  type CalendarDate,
  instantToWallClock,
  offsetMinutes,
  wallClockToInstant
} from '../time/wall-clock.ts'
import { findDay, findWantedStart } from './list-starts.ts'

/** `clock-times`: nine o'clock stays nine o'clock. `moments`: the hours stay where they are on the coach's former clock. */
export type HoursKeep = 'clock-times' | 'moments'

/** What a coach chooses with another zone. */
export interface ZoneMove {
  /** The zone that the page goes to. */
  readonly name: string
  readonly keeps: HoursKeep
}

const dayMin = 1_440
/** Any Monday: hours of a week without its exceptions are asked for by its dates. */
const anyMonday = '2024-01-01'

type Days = Pick<CoachAvailability, 'weekly' | 'overrides'>
interface Day {
  readonly starts: readonly number[]
  readonly generation: string
}

/**
 * The profile in another zone (AV8). `clock-times`: the hours say the same, and what its coach had taken away stays away at the same time of
 * the clock. `moments`: the hours are rewritten by the difference of both clocks now; later changes of either clock play no part.
 * @param generation fresh: for days whose starts come from two
 */
export function moveHours(
  coach: CoachProfile,
  { name: zone, keeps }: ZoneMove,
  generation: string,
  now: Instant
): CoachProfile {
  const { availability } = coach
  if (availability === undefined || zone === coach.zone) return { ...coach, zone }
  if (keeps === 'clock-times') {
    const skips = availability.skips.map(skip => moveSkip(skip, coach.zone, zone))
    return {
      ...coach,
      zone,
      availability: { ...availability, skips: skips.toSorted((a, b) => a.startsAt - b.startsAt) }
    }
  }
  const shifted = shiftDays(availability, offsetMinutes(now, zone) - offsetMinutes(now, coach.zone), generation)
  const skips = availability.skips.flatMap(({ startsAt }): readonly Skip[] => {
    const wanted = findWantedStart(shifted, zone, startsAt)
    return wanted === undefined ? [] : [wanted]
  })
  return { ...coach, zone, availability: { ...availability, ...shifted, skips } }
}

function moveSkip(skip: Skip, from: string, to: string): Skip {
  return { ...skip, startsAt: wallClockToInstant(instantToWallClock(skip.startsAt, from), to).at }
}

/** A day whose starts all come from one day has its generation, and so its slots keep their makings. */
function shiftDays(days: Days, shiftMin: number, generation: string): Days {
  const ofWeek = { weekly: days.weekly, overrides: [] }
  const weekly = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday): readonly WeekdayHours[] => {
    const known = days.weekly.find(day => day.weekday === weekday)
    const day = collectDay(ofWeek, addDays(anyMonday, weekday - 1), shiftMin, generation)
    return day.starts.length === 0 ? [] : [{ ...known, weekday, starts: [...day.starts], generation: day.generation }]
  })
  const near = days.overrides.flatMap(({ date }) => [addDays(date, -1), date, addDays(date, 1)])
  const overrides = [...new Set(near)].toSorted().flatMap((date): readonly DateOverride[] => {
    const known = days.overrides.find(override => override.date === date)
    const day = collectDay(days, date, shiftMin, generation)
    const isAsUsual = isSame(findDay({ weekly, overrides: [] }, date)?.starts ?? [], day.starts)
    if (known === undefined && isAsUsual) return []
    return [{ ...known, date, starts: [...day.starts], generation: known?.generation ?? day.generation }]
  })
  return { weekly, overrides }
}

/** The starts that come to a date when every clock is put forward by so many minutes. */
function collectDay(days: Days, date: CalendarDate, shiftMin: number, fresh: string): Day {
  const sources = [-1, 0, 1].flatMap(offset => {
    const day = findDay(days, addDays(date, offset))
    const starts = (day?.starts ?? [])
      .map(minutes => minutes + offset * dayMin + shiftMin)
      .filter(minutes => minutes >= 0 && minutes < dayMin)
    return day === undefined || starts.length === 0 ? [] : [{ starts, generation: day.generation }]
  })
  const starts = sources
    .flatMap(day => day.starts)
    .toSorted((a, b) => a - b)
    .filter((minutes, at, all) => at === 0 || minutes - (all[at - 1] ?? 0) >= slotLengthMs / minuteMs)
    .slice(0, maxStartsADay)
  return { starts, generation: sources.length === 1 ? (sources[0]?.generation ?? fresh) : fresh }
}
