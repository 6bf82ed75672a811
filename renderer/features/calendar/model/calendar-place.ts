import { isShownDate } from '#domain/time/shown-date.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import type { CalendarView } from './view-range.ts'

/** Where in the calendar the person is; it stands in the address, so that it can be linked and gone back to. */
export interface CalendarPlace {
  readonly date: CalendarDate
  readonly view: CalendarView
}

/** Reads `?date=YYYY-MM-DD&view=week`. What is missing or makes no sense becomes today's week. */
export function readPlace(params: URLSearchParams, today: CalendarDate): CalendarPlace {
  const date = params.get('date')
  const view = params.get('view')
  return {
    date: date !== null && isShownDate(date) ? date : today,
    view: view === 'day' || view === 'agenda' ? view : 'week'
  }
}

export function writePlace({ date, view }: CalendarPlace): Record<string, string> {
  return { date, view }
}
