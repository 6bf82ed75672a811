import type { BrowserWindow } from './browser-window.ts'

/** All open windows, in the order of opening. */
export const windowById = new Map<number, BrowserWindow>()

/** The same by the id that Chromium gave to the page. */
export const windowByTarget = new Map<string, BrowserWindow>()

let focused: BrowserWindow | undefined

export const focusedWindow = (): BrowserWindow | undefined => focused

export const setFocusedWindow = (window: BrowserWindow | undefined): void => {
  focused = window
}
