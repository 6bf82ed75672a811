import type { Point, Rectangle } from 'electron'
import { createEvent } from '../core/event.ts'
import { StrictEmitter } from '../core/not-simulated.ts'

/** What a spec says about a display; the rest follows. */
export interface SimulatedDisplay {
  readonly id: number
  readonly bounds: Rectangle
  /** The part that panels leave free; all of it unless told. */
  readonly workArea?: Rectangle
  readonly scaleFactor?: number
}

const complete = ({ id, bounds, workArea = bounds, scaleFactor = 1 }: SimulatedDisplay) => ({
  id,
  label: `Display ${id}`,
  bounds,
  workArea,
  size: { width: bounds.width, height: bounds.height },
  workAreaSize: { width: workArea.width, height: workArea.height },
  scaleFactor,
  rotation: 0,
  internal: false
})
type Display = ReturnType<typeof complete>

let displays: readonly [Display, ...Display[]] = [
  complete({ id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 } })
]

const overlap = (a: Rectangle, b: Rectangle): number => {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
const distance = ({ bounds }: Display, { x, y }: Point): number => {
  const dx = Math.max(bounds.x - x, 0, x - bounds.x - bounds.width)
  const dy = Math.max(bounds.y - y, 0, y - bounds.y - bounds.height)
  return dx * dx + dy * dy
}
const nearest = (point: Point): Display =>
  displays.reduce((best, display) => (distance(display, point) < distance(best, point) ? display : best))

export const primaryDisplay = (): Display => displays[0]

/** The display that shows most of the rectangle; the nearest one where none shows any. */
export const displayMatching = (rectangle: Rectangle): Display => {
  const best = displays.reduce((a, b) => (overlap(b.bounds, rectangle) > overlap(a.bounds, rectangle) ? b : a))
  const { x, y, width, height } = rectangle
  return overlap(best.bounds, rectangle) > 0 ? best : nearest({ x: x + width / 2, y: y + height / 2 })
}

class Screen extends StrictEmitter {
  getPrimaryDisplay = primaryDisplay
  getAllDisplays = (): Display[] => [...displays]
  getDisplayMatching = displayMatching
  getDisplayNearestPoint = nearest
  getCursorScreenPoint = (): Point => ({ x: 0, y: 0 })
}
export const screen = new Screen()

/** Plugs displays in and out: the first is the primary one. Sends the events that the change brings. */
export const setDisplays = (given: readonly SimulatedDisplay[]): void => {
  const [first, ...others] = given.map(complete)
  if (first === undefined) throw new Error('electron stand-in: a computer has at least one display')
  const before = displays
  displays = [first, ...others]
  for (const old of before.filter(({ id }) => displays.every(display => display.id !== id))) {
    screen.emit('display-removed', createEvent(), old)
  }
  for (const display of displays) {
    const old = before.find(({ id }) => id === display.id)
    if (old === undefined) screen.emit('display-added', createEvent(), display)
    else if (JSON.stringify(old) !== JSON.stringify(display)) {
      screen.emit('display-metrics-changed', createEvent(), display, ['bounds', 'workArea', 'scaleFactor'])
    }
  }
}
