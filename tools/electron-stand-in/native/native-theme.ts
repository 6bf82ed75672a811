import { createEvent } from '../core/event.ts'
import { StrictEmitter } from '../core/not-simulated.ts'
import { windowById } from '../window/window-list.ts'

export type Theme = 'light' | 'dark'

let systemTheme: Theme = process.env['SIM_SYSTEM_THEME'] === 'dark' ? 'dark' : 'light'

class NativeTheme extends StrictEmitter {
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly shouldUseDarkColorsForSystemIntegratedUI = false
  readonly prefersReducedTransparency = false
  readonly inForcedColorsMode = false
  #source: Theme | 'system' = 'system'

  get themeSource(): Theme | 'system' {
    return this.#source
  }
  set themeSource(source: Theme | 'system') {
    if (source !== 'system' && source !== 'light' && source !== 'dark')
      throw new Error(`not a theme: ${String(source)}`)
    this.#source = source
    announce()
  }
  get shouldUseDarkColors(): boolean {
    return (this.#source === 'system' ? systemTheme : this.#source) === 'dark'
  }
}
export const nativeTheme = new NativeTheme()

/** What pages see as prefers-color-scheme. */
export const themeFeatures = (): readonly { readonly name: string; readonly value: Theme }[] => [
  { name: 'prefers-color-scheme', value: nativeTheme.shouldUseDarkColors ? 'dark' : 'light' }
]

const announce = (): void => {
  for (const { webContents } of windowById.values()) {
    webContents.page.send('Emulation.setEmulatedMedia', { features: themeFeatures() }).catch(() => {})
  }
  nativeTheme.emit('updated', createEvent())
}

/** The person changes the system's theme. */
export const setSystemTheme = (theme: Theme): void => {
  systemTheme = theme
  announce()
}
