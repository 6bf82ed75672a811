import { accessSync, constants } from 'node:fs'

/** Debian's and Ubuntu's names first: the end-to-end tests are held to a stock Chromium, not to a patched download. */
const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Chromium without a window around the page: Playwright's own choice for headless runs, and half the processor time. */
const headlessShells = [
  // Debian's program itself: the script in the path stays between it and who wants to end it.
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/bin/chromium-headless-shell'
]

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const find = ({ CHROMIUM_PATH: chosen }: NodeJS.ProcessEnv, places: readonly string[]): string | undefined =>
  (chosen === undefined || chosen === '' ? places : [chosen]).find(isExecutable)

/** A whole Chromium: `CHROMIUM_PATH` where set, else the system's; `undefined` where there is none. */
export const findChromium = (env: NodeJS.ProcessEnv): string | undefined => find(env, usualPlaces)

/** The browser of the end-to-end tests, which show no window: a headless shell where there is one, else `findChromium`. */
export const findHeadlessChromium = (env: NodeJS.ProcessEnv): string | undefined =>
  find(env, [...headlessShells, ...usualPlaces])
