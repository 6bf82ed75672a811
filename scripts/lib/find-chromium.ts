import { accessSync, constants } from 'node:fs'

/** Debian's and Ubuntu's names first: the end-to-end tests are held to a stock Chromium, not to a patched download. */
const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser of the end-to-end tests: `CHROMIUM_PATH` where set, else the system's; `undefined` where there is none. */
export const findChromium = (env: NodeJS.ProcessEnv): string | undefined => {
  const { CHROMIUM_PATH: chosen } = env
  return (chosen === undefined || chosen === '' ? usualPlaces : [chosen]).find(isExecutable)
}
