import { listDaysOff } from '#domain/hours/days-off.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { dayMs } from '#domain/time/durations.ts'
import { type CalendarDate, dateAt, isZone } from '#domain/time/wall-clock.ts'

/** Days on which a coach is away, for a list of slots by date. */
export interface CoachAway {
  readonly coach: CoachProfile
  /** Under which date it is said: the first one that is not over. */
  readonly date: CalendarDate
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly note?: string
}

/** The days off of these coaches that students could book but for them, by date. They are dates of the coach's zone. */
export function listAway(coaches: readonly CoachProfile[], now: Instant): readonly CoachAway[] {
  return coaches
    .flatMap(coach => {
      const { zone, policy } = coach
      if (!isZone(zone)) return []
      const today = dateAt(now, zone)
      return listDaysOff(coach, today, dateAt(now + policy.horizonDays * dayMs, zone)).map(
        (days): CoachAway => ({
          ...days,
          coach,
          date: days.from < today ? today : days.from
        })
      )
    })
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

/** Those that touch a date. */
export function listAwayOn(away: readonly CoachAway[], date: CalendarDate): readonly CoachAway[] {
  return away.filter(({ from, to }) => from <= date && date <= to)
}
