/** What is needed of electron-updater's `autoUpdater`. */
export interface Updater {
  /** Whether what is found is fetched before anybody looked at its version. */
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  allowDowngrade: boolean
  disableWebInstaller: boolean
  readonly currentVersion: { readonly version: string }
  checkForUpdates(): Promise<FoundUpdate | null>
  /** Resolves once the download is whole and its signature or hash was checked. */
  downloadUpdate(cancellation?: Cancellation): Promise<unknown>
  quitAndInstall(): void
}

/** The newest version on the feed, which may be the running one. */
export interface FoundUpdate {
  readonly updateInfo: { readonly version: string }
  readonly cancellationToken?: Cancellation
}

export interface Cancellation {
  cancel(): void
}
