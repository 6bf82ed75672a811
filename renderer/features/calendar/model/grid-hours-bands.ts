import { listDaysOff } from '#domain/hours/days-off.ts'
import { listStarts } from '#domain/hours/list-starts.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { addDays, type CalendarDate, isZone } from '#domain/time/wall-clock.ts'
import { slotToGridEvent, toLocalText } from './grid-event.ts'
import { gridEndMinutes, gridStartMinutes } from './grid-hours.ts'

/** What lies behind the slots: a time of the weekly hours, or a day off. */
export interface GridBand {
  readonly id: string
  readonly kind: 'hours' | 'off'
  /** `YYYY-MM-DDTHH:mm:ss` on the clock that the calendar shows */
  readonly start: string
  readonly end: string
}

/** A date on which the coach is away, with the public note. */
export interface DayOff {
  readonly date: CalendarDate
  readonly note?: string
}

/** The days off among these dates. They are dates of the coach's zone. */
export function findDaysOff(coach: CoachProfile | undefined, dates: readonly CalendarDate[]): readonly DayOff[] {
  const [first] = dates
  const last = dates.at(-1)
  if (coach === undefined || first === undefined || last === undefined) return []
  const runs = listDaysOff(coach, first, last)
  return dates.flatMap((date): readonly DayOff[] => {
    const run = runs.find(({ from, to }) => from <= date && date <= to)
    if (run === undefined) return []
    return [run.note === undefined ? { date } : { date, note: run.note }]
  })
}

/**
 * What is drawn behind the slots of these dates. The hours are those of now: of days that are over they say nothing.
 * @param zone whose clock the calendar shows
 * @param today on that clock
 */
export function listGridBands(
  coach: CoachProfile | undefined,
  dates: readonly CalendarDate[],
  zone: string,
  today: CalendarDate
): readonly GridBand[] {
  const [first] = dates
  const last = dates.at(-1)
  const off = findDaysOff(coach, dates).map(
    ({ date }): GridBand => ({
      id: `off:${date}`,
      kind: 'off',
      start: toLocalText(date, gridStartMinutes),
      end: toLocalText(date, gridEndMinutes)
    })
  )
  if (coach?.availability === undefined || first === undefined || last === undefined || !isZone(coach.zone)) return off
  const wanted = listStarts(coach.availability, coach.zone, addDays(first, -1), addDays(last, 2))
  const hours = wanted.flatMap(({ startsAt }): readonly GridBand[] => {
    const event = slotToGridEvent({ id: `hours:${startsAt}`, startsAt, endsAt: startsAt + slotLengthMs }, zone)
    const date = event?.start.slice(0, 10) ?? ''
    if (event === undefined || date < today || !dates.includes(date)) return []
    return [{ id: event.id, kind: 'hours', start: event.start, end: event.end }]
  })
  return [...off, ...hours]
}
