import type { WindowPlace } from '../files/stored-settings.ts'

/** Places and sizes in device-independent pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const minWindowSize = { width: 760, height: 560 } as const
const firstWindowSize = { width: 1280, height: 860 } as const
/** So much of the title bar has to be within reach of the pointer. */
const graspableWidth = 120
const graspableHeight = 40

/**
 * Where the window opens: where it was, as far as it can be reached there.
 * @param remembered undefined at the first start
 * @param workAreas of the screens that are there now, the main one first; not empty
 */
export function placeWindow(remembered: WindowPlace | undefined, workAreas: readonly Rectangle[]): WindowPlace {
  const [main] = workAreas
  if (main === undefined) throw new RangeError('a computer without a screen shows no window')
  if (remembered === undefined) return { ...centre(firstWindowSize, main), isMaximized: false }
  const placed =
    workAreas.map(area => fitIfGraspable(remembered, area)).find(fitted => fitted !== undefined) ??
    centre(remembered, main)
  return { ...placed, isMaximized: remembered.isMaximized }
}

/** Whether enough of the title bar lies on the screen to drag the window by it. */
function isGraspable({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const left = Math.max(x, area.x)
  const right = Math.min(x + width, area.x + area.width)
  return right - left >= graspableWidth && y >= area.y && y + graspableHeight <= area.y + area.height
}

/** The place stays; the size is judged first, for a window that shrinks may slip off the screen by it. */
function fitIfGraspable({ x, y, width, height }: Rectangle, area: Rectangle): Rectangle | undefined {
  const fitted = { x, y, ...fitSize({ width, height }, area) }
  return isGraspable(fitted, area) ? fitted : undefined
}

function centre(size: { readonly width: number; readonly height: number }, area: Rectangle): Rectangle {
  const { width, height } = fitSize(size, area)
  const x = Math.round(area.x + Math.max(0, area.width - width) / 2)
  const y = Math.round(area.y + Math.max(0, area.height - height) / 2)
  return { x, y, width, height }
}

/** No larger than the screen, no smaller than is usable. */
function fitSize(
  { width, height }: { readonly width: number; readonly height: number },
  area: Rectangle
): { readonly width: number; readonly height: number } {
  return {
    width: Math.round(Math.max(minWindowSize.width, Math.min(width, area.width))),
    height: Math.round(Math.max(minWindowSize.height, Math.min(height, area.height)))
  }
}
