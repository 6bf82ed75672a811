import type { BrowserWindow } from 'electron'
import type { EventChannel, EventContract } from '#electron/contract/ipc-contract.ts'

/** The one window of the application. */
export interface MainWindow {
  readonly window: BrowserWindow | undefined
  /** Brings it in front of the person, from the tray and the task bar too; opens it anew where it is closed. */
  show(): void
  /** To the page; false where there is none. */
  tell<C extends EventChannel>(channel: C, value: EventContract[C]): boolean
}

/**
 * @param open creates the window, wires it and loads its page; it shows itself when the page is ready
 */
export function keepMainWindow(open: () => BrowserWindow): MainWindow {
  let window: BrowserWindow | undefined
  const openOne = (): void => {
    const opened = open()
    opened.once('closed', () => {
      if (window === opened) window = undefined
    })
    window = opened
  }
  return {
    get window() {
      return window
    },
    show() {
      if (window === undefined) {
        openOne()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    tell(channel, value) {
      if (window === undefined || window.webContents.isDestroyed()) return false
      window.webContents.send(channel, value)
      return true
    }
  }
}
