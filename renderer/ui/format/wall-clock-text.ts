import { minuteMs } from '#domain/time/durations.ts'
import type { CalendarDate, WallClock } from '#domain/time/wall-clock.ts'
import type { Formatter } from './formatter.ts'

/** A wall-clock time as its own text, `Mon, Nov 16, 9:00 AM`: the date and time as they stand, whatever the zone. */
export function wallClockText(clock: WallClock, format: Formatter): string {
  return format.inZone('UTC').dayAndTime(asUtc(clock))
}

/** `9:00 AM` or `09:00` */
export function clockText(minutes: number, format: Formatter): string {
  return format.inZone('UTC').time(minutes * minuteMs)
}

/** `Nov 16 – 22, 2026` */
export function dateRangeText(first: CalendarDate, last: CalendarDate, format: Formatter): string {
  return format.inZone('UTC').dateRange(asUtc({ date: first, minutes: 0 }), asUtc({ date: last, minutes: 0 }))
}

/** `Monday, November 16, 2026` */
export function dayText(date: CalendarDate, format: Formatter): string {
  return format.inZone('UTC').day(asUtc({ date, minutes: 0 }))
}

function asUtc({ date, minutes }: WallClock): number {
  return Date.parse(`${date}T00:00:00Z`) + minutes * minuteMs
}
