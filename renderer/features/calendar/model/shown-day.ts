import type { Interval } from '#domain/time/interval.ts'
import { type CalendarDate, dateAt } from '#domain/time/wall-clock.ts'

/**
 * Under which of the dates shown a slot is named: the one on which it starts, else the one on which it goes on after midnight.
 * Undefined where it shares no instant with them. Every view asks here, so that no slot of the range is in none.
 */
export function shownDayOf(slot: Interval, dates: readonly CalendarDate[], zone: string): CalendarDate | undefined {
  const start = dateAt(slot.startsAt, zone)
  if (dates.includes(start)) return start
  const last = dateAt(slot.endsAt - 1, zone)
  return dates.includes(last) ? last : undefined
}

/** Whether the slot started the day before the one under which it is named. */
export function isContinued(slot: Interval, date: CalendarDate, zone: string): boolean {
  return dateAt(slot.startsAt, zone) !== date
}
