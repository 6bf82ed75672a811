import { type BrowserWindow, nativeTheme } from 'electron'
import type { ThemeChoice } from '#electron/contract/desktop-types.ts'

/** What is chosen decides for the page, the window's frame and native dialogs alike; `system` follows the computer. */
export function applyTheme(choice: ThemeChoice): void {
  if (nativeTheme.themeSource !== choice) nativeTheme.themeSource = choice
}

/** The colour behind the page, now. */
export function readWindowColour(): string {
  return windowColour(nativeTheme.shouldUseDarkColors)
}

/** Keeps the colour behind the page right when the theme changes. */
export function followTheme(readWindow: () => BrowserWindow | undefined): void {
  nativeTheme.on('updated', () => readWindow()?.setBackgroundColor(readWindowColour()))
}

/** What the window shows before the page paints: the page's own background, so that nothing flashes. */
function windowColour(isDark: boolean): string {
  return isDark ? '#242424' : '#ffffff'
}
