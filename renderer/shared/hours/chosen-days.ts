import type { CalendarDate } from '#domain/time/wall-clock.ts'
import type { DayRange } from '#renderer/ui/day-range-picker.tsx'

/** The days that are chosen: one day as long as the last one is not. Undefined before the first. */
export function toDays({ from, to }: DayRange): { readonly from: CalendarDate; readonly to: CalendarDate } | undefined {
  return from === '' ? undefined : { from, to: to === '' ? from : to }
}
