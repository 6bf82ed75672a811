import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { dateRangeText, dayText } from '#renderer/ui/format/wall-clock-text.ts'

/** The day, or the first and the last of the dates. */
export function useCalendarTitle(dates: readonly CalendarDate[]): string {
  const format = useFormat()
  const [first = ''] = dates
  const last = dates.at(-1) ?? first
  return first === last ? dayText(first, format) : dateRangeText(first, last, format)
}
