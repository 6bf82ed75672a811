import type { CalendarDate } from '#domain/time/wall-clock.ts'

/** The first moment of a date in UTC, to be shown in UTC. */
export function dayStart(date: CalendarDate): number {
  return Date.parse(`${date}T00:00Z`)
}
