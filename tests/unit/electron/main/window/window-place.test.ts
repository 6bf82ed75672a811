import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minWindowSize, placeWindow, type Rectangle } from '#electron/main/window/window-place.ts'

const laptop: Rectangle = { x: 0, y: 25, width: 1440, height: 875 }
const monitor: Rectangle = { x: 1440, y: 0, width: 2560, height: 1400 }
const onMonitor = { x: 2000, y: 200, width: 1200, height: 900, isMaximized: false }

const int = (min: number, max: number) => fc.integer({ min, max })
const area = fc.record({ x: int(-4000, 4000), y: int(-4000, 4000), width: int(800, 4000), height: int(600, 3000) })
const place = fc.record({
  x: int(-9000, 9000),
  y: int(-9000, 9000),
  width: int(1, 9000),
  height: int(1, 9000),
  isMaximized: fc.boolean()
})

/** The strip by which a window is dragged, as far as it is on a screen. */
const reachableWidth = (window: Rectangle, screen: Rectangle): number => {
  const isLevel = window.y >= screen.y && window.y + 40 <= screen.y + screen.height
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  return isLevel ? width : 0
}

describe('the place of the window', () => {
  test('is the middle of the main screen at the first start', () => {
    expect(placeWindow(undefined, [laptop, monitor])).toEqual({
      x: 80,
      y: 33,
      width: 1280,
      height: 860,
      isMaximized: false
    })
  })

  test('is where it was, on whichever screen', () => {
    expect(placeWindow(onMonitor, [laptop, monitor])).toEqual(onMonitor)
  })

  test('is the main screen when its own is gone, no larger than that, and still maximized', () => {
    expect(placeWindow({ ...onMonitor, isMaximized: true }, [laptop])).toEqual({
      x: 120,
      y: 25,
      width: 1200,
      height: 875,
      isMaximized: true
    })
  })

  test('keeps a window that hangs over an edge but can be grasped', () => {
    const over = { x: -700, y: 300, width: 900, height: 700, isMaximized: false }
    expect(placeWindow(over, [laptop])).toEqual(over)
  })

  test('pulls a window back whose title bar is above or below the screen', () => {
    for (const y of [-300, 24, 880]) {
      expect(placeWindow({ ...onMonitor, x: 100, y }, [laptop])).toMatchObject({ x: 120, y: 25 })
    }
  })

  test('can always be reached, is never too small, and is settled: placing it again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.option(place, { nil: undefined }),
        fc.array(area, { minLength: 1, maxLength: 3 }),
        (before, areas) => {
          const placed = placeWindow(before, areas)
          expect(Math.max(...areas.map(screen => reachableWidth(placed, screen)))).toBeGreaterThanOrEqual(120)
          expect(placed.width).toBeGreaterThanOrEqual(minWindowSize.width)
          expect(placed.height).toBeGreaterThanOrEqual(minWindowSize.height)
          expect(placed.isMaximized).toBe(before?.isMaximized ?? false)
          expect(placeWindow(placed, areas)).toEqual(placed)
        }
      ),
      { numRuns: 1_000 }
    )
  })
})
