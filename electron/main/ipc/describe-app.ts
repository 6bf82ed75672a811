import type { DesktopFacts, DesktopSettings } from '#electron/contract/desktop-types.ts'
import type { Settings } from '../files/settings.ts'

/** What of the facts never changes while the application runs. */
export type FixedFacts = Pick<DesktopFacts, 'version' | 'versions' | 'platform'>
/** What does. */
export type CurrentFacts = Pick<DesktopFacts, 'servers' | 'keyStore' | 'remembered' | 'disk' | 'update'>

export function describeApp(fixed: FixedFacts, settings: Settings, current: CurrentFacts): DesktopFacts {
  const { setAside } = settings
  return {
    ...fixed,
    ...current,
    settings: toDesktopSettings(settings.current),
    ...(setAside === undefined ? {} : { settingsSetAside: setAside })
  }
}

/** The part of the settings that is the page's matter. */
export function toDesktopSettings({ reminders, theme, keepRunning, autoUpdate }: DesktopSettings): DesktopSettings {
  return { reminders, theme, keepRunning, autoUpdate }
}

/** Systems that are none of the three behave as Linux does. */
export function toKnownPlatform(platform: NodeJS.Platform): DesktopFacts['platform'] {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux'
}
