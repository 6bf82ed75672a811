import type { WallClock } from '#domain/time/wall-clock.ts'
import { dropPointToMinutes } from '../model/drop-time.ts'
import { gridStartMinutes } from '../model/grid-hours.ts'

/** The day's column under a horizontal position; the nearest one where the pointer has left the grid. */
export function findColumn(root: HTMLElement, clientX: number): HTMLElement | undefined {
  const columns = [...root.querySelectorAll<HTMLElement>(`[data-cell-minutes="${gridStartMinutes}"]`)]
    .map(cell => cell.parentElement)
    .filter(column => column !== null)
  const distance = (column: HTMLElement): number => {
    const { left, right } = column.getBoundingClientRect()
    return Math.max(left - clientX, clientX - right, 0)
  }
  return columns.sort((a, b) => distance(a) - distance(b))[0]
}

/** The column of a date. */
export function columnOf(root: HTMLElement, date: string): HTMLElement | undefined {
  return root.querySelector<HTMLElement>(`[data-cell-date="${date}"]`)?.parentElement ?? undefined
}

/** The time that a vertical position on a column means. */
export function pointToClock(column: HTMLElement, clientY: number): WallClock | undefined {
  const date = column.querySelector<HTMLElement>('[data-cell-date]')?.dataset.cellDate
  if (date === undefined) return undefined
  const { top, height } = column.getBoundingClientRect()
  return { date, minutes: dropPointToMinutes({ offsetPx: clientY - top, columnPx: height }) }
}

/** The cell at an element; undefined outside the cells. */
export function cellAt(target: Element): WallClock | undefined {
  const cell = target.closest<HTMLElement>('[data-cell-date]')
  const { cellDate, cellMinutes } = cell?.dataset ?? {}
  return cellDate === undefined ? undefined : { date: cellDate, minutes: Number(cellMinutes) }
}

const edgePx = 40
const stepPx = 14

/** Scrolls the grid a little where the pointer is near its upper or lower edge. False where it is not. */
export function scrollAtEdge(root: HTMLElement, clientY: number): boolean {
  const viewport = root.querySelector('.mantine-ScrollArea-viewport')
  if (viewport === null) return false
  const { top, bottom } = viewport.getBoundingClientRect()
  // The names of the days cover the upper edge.
  const isAbove = clientY < top + 2 * edgePx
  if (!isAbove && clientY < bottom - edgePx) return false
  viewport.scrollBy({ top: isAbove ? -stepPx : stepPx })
  return true
}
