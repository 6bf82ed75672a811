import { type MantineColorScheme, type MantineColorSchemeManager, localStorageColorSchemeManager } from '@mantine/core'
import type { ThemeChoice } from '#electron/contract/desktop-types.ts'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'

/** Mantine's word for `system` is `auto`. */
function toScheme(theme: ThemeChoice): MantineColorScheme {
  return theme === 'system' ? 'auto' : theme
}

/**
 * The person's choice of light, dark or as the system, as the application's settings have it: menus and dialogs of the system
 * follow the same one. `key` is where `early.js` finds it before anything is painted.
 */
export function createDesktopSchemeManager(shell: DesktopShell, key: string): MantineColorSchemeManager {
  const early = localStorageColorSchemeManager({ key })
  // The settings decide; what the last page left may be older.
  early.set(toScheme(shell.facts.getState().settings.theme))
  return {
    ...early,
    get: () => toScheme(shell.facts.getState().settings.theme),
    set(scheme) {
      early.set(scheme)
      void shell.changeSettings({ theme: scheme === 'auto' ? 'system' : scheme })
    }
  }
}
