import type { BrowserWindow } from 'electron'
import type { WindowPlace } from '../files/stored-settings.ts'

/** A window that is dragged moves many times a second; so long after the last move it is saved. */
const settleMs = 500

/** Tells where a window stands whenever it came to rest elsewhere, and at once when it closes. */
export function rememberPlace(window: BrowserWindow, save: (place: WindowPlace) => void): void {
  let timer: NodeJS.Timeout | undefined
  const saveNow = (): void => {
    clearTimeout(timer)
    timer = undefined
    // Normal bounds: the size to come back to from a maximized or minimized window.
    save({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  }
  const saveSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(saveNow, settleMs)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('close', saveNow)
  window.on('closed', () => clearTimeout(timer))
}
