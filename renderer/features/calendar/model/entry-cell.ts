import { type CalendarDate, instantToWallClock, type WallClock } from '#domain/time/wall-clock.ts'
import { type GridEvent, toLocalText } from './grid-event.ts'
import { gridCellMinutes, gridEndMinutes, gridStartMinutes } from './grid-hours.ts'

/**
 * The cell of the grid that Tab reaches: the first free one from the next full hour of today on, or from nine o'clock on
 * the first date where today is not shown.
 * @param now epoch ms
 */
export function findEntryCell(
  dates: readonly CalendarDate[],
  events: readonly GridEvent[],
  now: number,
  zone: string
): WallClock {
  const clock = instantToWallClock(now, zone)
  const isShown = dates.includes(clock.date)
  const date = isShown ? clock.date : (dates[0] ?? clock.date)
  const wanted = isShown ? (Math.floor(clock.minutes / 60) + 1) * 60 : 9 * 60
  const from = Math.min(Math.max(wanted, gridStartMinutes), gridEndMinutes - gridCellMinutes)
  const isFree = (minutes: number) => {
    const start = toLocalText(date, minutes)
    const end = toLocalText(date, minutes + gridCellMinutes)
    return !events.some(event => event.start < end && start < event.end)
  }
  const later = Array.from({ length: (gridEndMinutes - from) / gridCellMinutes }, (_, i) => from + i * gridCellMinutes)
  return { date, minutes: later.find(isFree) ?? from }
}
