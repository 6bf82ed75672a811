import { isSame } from '#domain/rules/is-same.ts'
import { addDays, type CalendarDate } from '#domain/time/wall-clock.ts'
import type { VersionFields } from './read-version.ts'

type Hours = VersionFields['availability']

/** Dates one after the other of which the same is said. */
export interface DatesOfVersion {
  readonly from: CalendarDate
  readonly to: CalendarDate
  /** Undefined where the dates are like their weekdays. */
  readonly starts: readonly number[] | undefined
  readonly note?: string | undefined
}

/** The weekdays that either side says something of, in this order; where this side has none of one, it is without starts. */
export function listWeekdays(
  hours: Hours,
  other: Hours,
  days: readonly number[]
): readonly { readonly weekday: number; readonly starts: readonly number[] }[] {
  if (hours === undefined) return []
  const startsOf = (side: Hours, weekday: number) => side?.weekly?.find(day => day.weekday === weekday)?.starts
  return days.flatMap(weekday => {
    const starts = startsOf(hours, weekday)
    return starts === undefined && startsOf(other, weekday) === undefined ? [] : [{ weekday, starts: starts ?? [] }]
  })
}

/** The dates that either side says something of, ascending. */
export function listDates(hours: Hours, other: Hours): readonly DatesOfVersion[] {
  if (hours === undefined) return []
  const byDate = new Map(hours.overrides?.map(override => [override.date, override]))
  const dates = new Set([...byDate.keys(), ...(other?.overrides ?? []).map(({ date }) => date)])
  const runs: DatesOfVersion[] = []
  for (const date of [...dates].toSorted()) {
    const { starts, note } = byDate.get(date) ?? { starts: undefined }
    const last = runs.at(-1)
    const goesOn =
      last !== undefined && addDays(last.to, 1) === date && isSame([last.starts, last.note], [starts, note])
    if (goesOn) runs[runs.length - 1] = { ...last, to: date }
    else runs.push({ from: date, to: date, starts, note })
  }
  return runs
}
