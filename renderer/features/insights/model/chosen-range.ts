import { type DateRange, datesOf, type RangeName, rangeNames } from '#domain/insights/range.ts'
import { isShownDate } from '#domain/time/shown-date.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'

/** Which sessions a coach asks for: `own` are days that were picked. `dates` is undefined for all. */
export interface ChosenRange {
  readonly name: RangeName | 'own'
  readonly dates: DateRange | undefined
}

/** Reads the address, which anybody can write: what is no range is the usual one. */
export function readChosenRange(params: URLSearchParams, today: CalendarDate): ChosenRange {
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? '']
  if (isShownDate(from) && isShownDate(to)) return { name: 'own', dates: { from, to } }
  const name = rangeNames.find(one => one === params.get('range')) ?? 'year-back'
  return { name, dates: datesOf(name, today) }
}

/** What stands in the address. Days of one's own begin with those that were shown. */
export function writeRange(
  name: ChosenRange['name'],
  shown: DateRange | undefined,
  today: CalendarDate
): URLSearchParams {
  if (name !== 'own') return new URLSearchParams({ range: name })
  const { from, to } = shown ?? { from: today, to: today }
  return new URLSearchParams({ from, to })
}

/** For the name of a file. */
export function toFileDays({ dates }: ChosenRange): string {
  return dates === undefined ? '' : `-${dates.from}-${dates.to}`
}
