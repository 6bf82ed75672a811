import type { WebPreferences } from 'electron'
import { notSimulated } from '../core/not-simulated.ts'

/** Only pages that are shut off from Node can be simulated, so a window that opens one otherwise does not come up. */
const required: readonly (readonly [keyof WebPreferences, boolean])[] = [
  ['sandbox', true],
  ['contextIsolation', true],
  ['webSecurity', true],
  ['nodeIntegration', false],
  ['nodeIntegrationInWorker', false],
  ['nodeIntegrationInSubFrames', false],
  ['webviewTag', false],
  ['allowRunningInsecureContent', false],
  ['experimentalFeatures', false]
]

/** Preferences with Electron's defaults; throws for those that the stand-in cannot keep. */
export const completePreferences = (given: WebPreferences = {}): WebPreferences => {
  const preferences: WebPreferences = { ...Object.fromEntries(required), ...given }
  const wrong = required.find(([name, value]) => preferences[name] !== value)
  if (wrong !== undefined) throw notSimulated(`webPreferences.${wrong[0]} other than ${wrong[1]}`)
  if (given.partition !== undefined) throw notSimulated('a window with a partition')
  return preferences
}
