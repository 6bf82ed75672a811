import type { CoachProfile } from '../model/coach-profile.ts'
import type { Instant } from '../model/primitives.ts'
import { addDays, type CalendarDate, dateAt, isZone } from '../time/wall-clock.ts'

/** Dates one after the other on which a coach has no hours, with one note. */
export interface DaysOff {
  readonly from: CalendarDate
  /** The last one. */
  readonly to: CalendarDate
  readonly note?: string
}

/** The days off of a coach that touch the dates from `from` to `to`, in order, for everybody to read. In the coach's zone. */
export function listDaysOff(
  { availability }: Pick<CoachProfile, 'availability'>,
  from: CalendarDate,
  to: CalendarDate
): readonly DaysOff[] {
  const runs: DaysOff[] = []
  for (const { date, starts, note } of availability?.overrides ?? []) {
    if (starts.length > 0) continue
    const last = runs.at(-1)
    if (last !== undefined && last.note === note && addDays(last.to, 1) === date) {
      runs[runs.length - 1] = { ...last, to: date }
    } else runs.push({ from: date, to: date, ...(note === undefined ? {} : { note }) })
  }
  return runs.filter(run => run.to >= from && run.from <= to)
}

/** The days off that an instant lies in, by the coach's calendar. */
export function findDayOff(coach: Pick<CoachProfile, 'availability' | 'zone'>, at: Instant): DaysOff | undefined {
  if (!isZone(coach.zone)) return undefined
  const date = dateAt(at, coach.zone)
  return listDaysOff(coach, date, date)[0]
}
