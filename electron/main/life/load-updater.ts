import electronUpdater, { type AppUpdater } from 'electron-updater'
import type { Updater } from './updater.ts'

type Token = NonNullable<Parameters<AppUpdater['downloadUpdate']>[0]>

/**
 * The one file that knows electron-updater. It starts installers as child processes, so it is loaded only where updates are
 * switched on, as a chunk of its own.
 */
export function loadUpdater(): Updater {
  const { autoUpdater } = electronUpdater
  // Its own messages quote addresses and paths.
  autoUpdater.logger = null
  return {
    get autoDownload() {
      return autoUpdater.autoDownload
    },
    set autoDownload(value) {
      autoUpdater.autoDownload = value
    },
    get autoInstallOnAppQuit() {
      return autoUpdater.autoInstallOnAppQuit
    },
    set autoInstallOnAppQuit(value) {
      autoUpdater.autoInstallOnAppQuit = value
    },
    get allowDowngrade() {
      return autoUpdater.allowDowngrade
    },
    set allowDowngrade(value) {
      autoUpdater.allowDowngrade = value
    },
    get disableWebInstaller() {
      return autoUpdater.disableWebInstaller
    },
    set disableWebInstaller(value) {
      autoUpdater.disableWebInstaller = value
    },
    currentVersion: autoUpdater.currentVersion as { readonly version: string },
    checkForUpdates: () => autoUpdater.checkForUpdates(),
    downloadUpdate: cancellation => autoUpdater.downloadUpdate(cancellation as Token | undefined),
    quitAndInstall: () => autoUpdater.quitAndInstall()
  }
}
