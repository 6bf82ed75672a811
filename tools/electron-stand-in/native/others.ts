import { StrictEmitter, strict } from '../core/not-simulated.ts'
import { recordRequest } from '../core/os-record.ts'

const shortcuts = new Map<string, () => void>()

export const globalShortcut = strict('globalShortcut', {
  register(accelerator: string, pressed: () => void) {
    shortcuts.set(accelerator, pressed)
    recordRequest('global-shortcut', { accelerator })
    return true
  },
  isRegistered: (accelerator: string) => shortcuts.has(accelerator),
  unregister: (accelerator: string) => void shortcuts.delete(accelerator),
  unregisterAll: () => shortcuts.clear()
})

export const crashReporter = strict('crashReporter', {
  start: (options: object) => recordRequest('crash-reporter', { options }),
  getLastCrashReport: () => null,
  getUploadedReports: () => [],
  addExtraParameter() {},
  removeExtraParameter() {},
  getParameters: () => ({})
})

class SystemPreferences extends StrictEmitter {
  getAnimationSettings = (): object => ({
    shouldRenderRichAnimation: true,
    scrollAnimationsEnabledBySystem: true,
    prefersReducedMotion: false
  })
}
export const systemPreferences = new SystemPreferences()

/** Windows' and macOS' own updater, which electron-updater does not use on Linux: it only says that it was asked. */
class AutoUpdater extends StrictEmitter {
  setFeedURL = (options: object): void => recordRequest('updater-feed', { options })
  getFeedURL = (): string => ''
  checkForUpdates = (): void => recordRequest('updater-check')
  quitAndInstall = (): void => recordRequest('updater-install')
}
export const autoUpdater = new AutoUpdater()
