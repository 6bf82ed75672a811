import { Temporal } from 'temporal-polyfill'
import { type Instant, zoneNameSchema } from '../model/primitives.ts'
import type { Interval } from './interval.ts'

/** A calendar date, `YYYY-MM-DD`. */
export type CalendarDate = string

/** A time of day at some place: a date and minutes since midnight on the clock. */
export interface WallClock {
  readonly date: CalendarDate
  /** 0 to 1439 */
  readonly minutes: number
}

/**
 * What a wall-clock time means as an instant.
 * `gap`: the clock skips it; `at` is the same distance after the change (02:30 becomes 03:30).
 * `repeated`: the clock shows it twice; `at` is the earlier, `later` the second one.
 */
export type WallClockInstant =
  | { readonly kind: 'exact'; readonly at: Instant }
  | { readonly kind: 'gap'; readonly at: Instant }
  | { readonly kind: 'repeated'; readonly at: Instant; readonly later: Instant }

/** Answers are the same for as long as the program runs, and are asked for with every slot. */
const isZoneByName = new Map<string, boolean>()
/** Names come from documents of others: a long list of made-up ones must not stay in memory. */
const maxRememberedZones = 1_000

/** Whether the IANA zone is known here. An offset (`+01:00`) is no zone: it knows no clock changes. */
export function isZone(zone: string): boolean {
  const known = isZoneByName.get(zone)
  if (known !== undefined) return known
  if (isZoneByName.size >= maxRememberedZones) isZoneByName.clear()
  const found = findZone(zone)
  isZoneByName.set(zone, found)
  return found
}

/**
 * The zone in which times are read: the given one, or UTC where this program's data do not have it (TM5). A zone is made
 * or renamed each year, and a device or a server may be older than the other.
 */
export function knownZoneOf(zone: string): string {
  return isZone(zone) ? zone : 'UTC'
}

function findZone(zone: string): boolean {
  if (!zoneNameSchema.safeParse(zone).success) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}

/** Turns a time on a clock in a zone into an instant; gap and repeated hour are told apart. Throws RangeError on an unknown date, or minutes outside the day. */
export function wallClockToInstant({ date, minutes }: WallClock, zone: string): WallClockInstant {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 }, { overflow: 'reject' })
  const local = Temporal.PlainDate.from(date).toPlainDateTime(time)
  const earlier = local.toZonedDateTime(knownZoneOf(zone), { disambiguation: 'earlier' })
  const later = local.toZonedDateTime(knownZoneOf(zone), { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { kind: 'exact', at: earlier.epochMilliseconds }
  if (earlier.toPlainDateTime().equals(local)) {
    return { kind: 'repeated', at: earlier.epochMilliseconds, later: later.epochMilliseconds }
  }
  return { kind: 'gap', at: later.epochMilliseconds }
}

/** What the clock in a zone shows at an instant (seconds are dropped). */
export function instantToWallClock(at: Instant, zone: string): WallClock {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(knownZoneOf(zone))
  return { date: local.toPlainDate().toString(), minutes: local.hour * 60 + local.minute }
}

/** `YYYY-MM-DDTHH:mm:ss` as the clock in a zone shows it: for widgets that know no zones. */
export function instantToLocalText(at: Instant, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(knownZoneOf(zone))
  return local.toPlainDateTime().toString({ smallestUnit: 'second' })
}

/** The date in a zone at an instant. */
export function dateAt(at: Instant, zone: string): CalendarDate {
  return instantToWallClock(at, zone).date
}

/** From midnight to midnight in a zone: 23 or 25 hours on days with a clock change. */
export function dayInterval(date: CalendarDate, zone: string): Interval {
  const day = Temporal.PlainDate.from(date)
  const known = knownZoneOf(zone)
  return {
    startsAt: day.toZonedDateTime(known).epochMilliseconds,
    endsAt: day.add({ days: 1 }).toZonedDateTime(known).epochMilliseconds
  }
}

/** Slots of many coaches start at the same time, and working a day out costs as much as the rest of a claim's rules. */
const dayByStart = new Map<string, Interval>()
const maxRememberedDays = 5_000

/** The day in a zone that an instant falls on, from midnight to midnight. */
export function dayAt(at: Instant, zone: string): Interval {
  const key = `${zone} ${at}`
  const known = dayByStart.get(key)
  if (known !== undefined) return known
  if (dayByStart.size >= maxRememberedDays) dayByStart.clear()
  const day = dayInterval(dateAt(at, zone), zone)
  dayByStart.set(key, day)
  return day
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** How many days of the calendar lie between two dates; negative where the second comes first. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Temporal.PlainDate.from(from).until(to).days
}

/** 1 (Monday) to 7 (Sunday). */
export function weekdayOf(date: CalendarDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

/** The Monday of the date's week. */
export function mondayOf(date: CalendarDate): CalendarDate {
  return addDays(date, 1 - weekdayOf(date))
}

/** Minutes between UTC and the zone's clock at an instant; positive east of Greenwich. */
export function offsetMinutes(at: Instant, zone: string): number {
  return (
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(knownZoneOf(zone)).offsetNanoseconds / 60_000_000_000
  )
}
