// The application's window, asked and handled as the system and its person would.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import type { Rectangle } from 'electron'
import { expect } from './fixture.ts'

export interface WindowState {
  readonly isVisible: boolean
  readonly isMinimized: boolean
  readonly isMaximized: boolean
  readonly bounds: Rectangle
  readonly colour: string
}

export const readWindow = (app: ElectronApplication): Promise<WindowState> =>
  app.evaluate(({ BrowserWindow }) => {
    const [window, ...others] = BrowserWindow.getAllWindows()
    if (window === undefined || others.length > 0) throw new Error(`${others.length + 1} windows where one should be`)
    return {
      isVisible: window.isVisible(),
      isMinimized: window.isMinimized(),
      isMaximized: window.isMaximized(),
      bounds: window.getBounds(),
      colour: window.getBackgroundColor().toLowerCase()
    }
  })

/** Waits until the window is on the screen, or out of sight. */
export const expectVisible = (app: ElectronApplication, isVisible: boolean): Promise<void> =>
  expect.poll(async () => (await readWindow(app)).isVisible).toBe(isVisible)

/** As the button in the window's corner does. */
export const closeWindow = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

/** What the application keeps of its choices; nothing before the first one. */
export const readSettingsFile = (userData: string): Readonly<Record<string, unknown>> => {
  const file = path.join(userData, 'settings.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>) : {}
}
