import type { Booking } from '../model/booking.ts'
import type { Instant } from '../model/primitives.ts'
import {
  addDays,
  daysBetween,
  instantToWallClock,
  wallClockToInstant,
  type WallClockInstant
} from '../time/wall-clock.ts'
import { originalStartOf } from './find-series.ts'

/** What decides whether a session is changed together with others of its series: of a booking, or of a party's copy of one. */
export interface SeriesSession
  extends Pick<Booking, 'id' | 'slotId' | 'startsAt'>,
    Partial<Pick<Booking, 'moves' | 'series'>> {
  readonly status: string
}

const minutesADay = 24 * 60

/** How far one time on the clock is from another: whole days by the calendar, and minutes of the day. */
interface Shift {
  readonly days: number
  readonly minutes: number
}

export interface Following<S> {
  readonly session: S
  /** It was moved away from the others: it is left as it is unless its person says otherwise (SR7). */
  readonly isMovedSingly: boolean
}

/** The shift between two instants, as the clock in a zone shows them. */
function shiftBetween(from: Instant, to: Instant, zone: string): Shift {
  const [a, b] = [instantToWallClock(from, zone), instantToWallClock(to, zone)]
  return { days: daysBetween(a.date, b.date), minutes: b.minutes - a.minutes }
}

/** The same shift from another instant. */
function shiftStart(from: Instant, { days, minutes }: Shift, zone: string): WallClockInstant {
  const clock = instantToWallClock(from, zone)
  const at = clock.minutes + minutes
  const date = addDays(clock.date, days + Math.floor(at / minutesADay))
  return wallClockToInstant({ date, minutes: at - Math.floor(at / minutesADay) * minutesADay }, zone)
}

/**
 * Where a session of a series goes when the chosen one goes to `to` (SR8): as far from the date that it was booked for as the chosen
 * one then is from its own.
 */
export function followMove(
  session: SeriesSession,
  { chosen, to, zone }: { readonly chosen: SeriesSession; readonly to: Instant; readonly zone: string }
): WallClockInstant {
  if (session.id === chosen.id) return { kind: 'exact', at: to }
  return shiftStart(originalStartOf(session), shiftBetween(originalStartOf(chosen), to, zone), zone)
}

/**
 * A session and those of its series that follow it, by the dates that they were booked for, and that are confirmed and have not started
 * (SR7). The chosen one is the first, whatever has become of it.
 * @param sessions of one person; others than those of the series do no harm
 * @param zone the coach's
 */
export function listFollowing<S extends SeriesSession>(
  chosen: S,
  sessions: readonly S[],
  { zone, now }: { readonly zone: string; readonly now: Instant }
): readonly Following<S>[] {
  const { series } = chosen
  if (series === undefined) return [{ session: chosen, isMovedSingly: false }]
  const ofSeries = sessions.filter(session => session.series?.id === series.id)
  const countByShift = new Map<string, number>()
  for (const session of ofSeries) {
    const key = shiftKeyOf(session, zone)
    countByShift.set(key, (countByShift.get(key) ?? 0) + 1)
  }
  const isMovedSingly = (session: S): boolean => {
    const key = shiftKeyOf(session, zone)
    return key !== unmoved && countByShift.get(key) === 1
  }
  const after = ofSeries
    .filter(({ id }) => id !== chosen.id)
    .filter(session => originalStartOf(session) > originalStartOf(chosen))
    .filter(({ status, startsAt }) => status === 'confirmed' && startsAt > now)
    .toSorted((a, b) => originalStartOf(a) - originalStartOf(b))
  return [
    { session: chosen, isMovedSingly: false },
    ...after.map(session => ({ session, isMovedSingly: isMovedSingly(session) }))
  ]
}

const unmoved = '0 0'

function shiftKeyOf(session: SeriesSession, zone: string): string {
  const { days, minutes } = shiftBetween(originalStartOf(session), session.startsAt, zone)
  return `${days} ${minutes}`
}
