import { BrowserWindow } from 'electron'
import type { WindowPlace } from '../files/stored-settings.ts'
import { minWindowSize } from './window-place.ts'

export interface WindowParts {
  readonly place: WindowPlace
  /** Behind the page, until it paints. */
  readonly colour: string
  readonly preload: string
  readonly icon: string
}

/** The window, hidden until its page has something to show. What weakens a page is said to be off, one by one. */
export function createWindow({ place, colour, preload, icon }: WindowParts): BrowserWindow {
  const { x, y, width, height } = place
  return new BrowserWindow({
    x,
    y,
    width,
    height,
    minWidth: minWindowSize.width,
    minHeight: minWindowSize.height,
    show: false,
    title: 'CoachDesk',
    icon,
    backgroundColor: colour,
    autoHideMenuBar: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: true,
      // Changes are sent and reminders computed while only the tray shows.
      backgroundThrottling: false
    }
  })
}
