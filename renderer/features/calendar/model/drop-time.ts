import { gridEndMinutes, gridStartMinutes, slotStepMinutes } from './grid-hours.ts'

/** A point on a day's column, in px from its upper edge. */
export interface ColumnPoint {
  readonly offsetPx: number
  readonly columnPx: number
}

/**
 * The start that a point on a day's column means: minutes since midnight on the five-minute grid, inside the hours shown.
 */
export function dropPointToMinutes({ offsetPx, columnPx }: ColumnPoint): number {
  const shownMinutes = gridEndMinutes - gridStartMinutes
  const raw = columnPx > 0 ? (offsetPx / columnPx) * shownMinutes : 0
  const snapped = gridStartMinutes + Math.round(raw / slotStepMinutes) * slotStepMinutes
  return Math.min(Math.max(snapped, gridStartMinutes), gridEndMinutes - slotStepMinutes)
}
