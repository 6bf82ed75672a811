import { type CalendarDate, instantToWallClock } from '#domain/time/wall-clock.ts'
import { gridEndMinutes, gridStartMinutes } from './grid-hours.ts'
import type { SlotView } from './slot-view.ts'

/** Where a slot is drawn in the grid: on the day it starts (or, after midnight, ends), cut to the hours shown. */
export interface GridEvent {
  readonly id: string
  /** `YYYY-MM-DDTHH:mm:ss` on the coach's clock */
  readonly start: string
  readonly end: string
  /** Whether part of the slot lies before or after the hours shown. */
  readonly isCut: boolean
}

/** Undefined where no part of the slot lies in the hours shown: it is listed beside the grid. */
export function slotToGridEvent(
  slot: Pick<SlotView, 'id' | 'startsAt' | 'endsAt'>,
  zone: string
): GridEvent | undefined {
  const start = instantToWallClock(slot.startsAt, zone)
  const end = instantToWallClock(slot.endsAt, zone)
  const endsNextDay = end.date !== start.date
  const endMinutes = endsNextDay ? gridEndMinutes : Math.min(end.minutes, gridEndMinutes)
  const startMinutes = Math.max(start.minutes, gridStartMinutes)
  if (startMinutes >= endMinutes) return undefined
  const isCut = endsNextDay || end.minutes > gridEndMinutes || start.minutes < gridStartMinutes
  return {
    id: slot.id,
    start: toLocalText(start.date, startMinutes),
    end: toLocalText(start.date, endMinutes),
    isCut
  }
}

/** `YYYY-MM-DDTHH:mm:ss`. @param minutes since midnight, 0 to 1439 */
export function toLocalText(date: CalendarDate, minutes: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0')
  return `${date}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:00`
}
