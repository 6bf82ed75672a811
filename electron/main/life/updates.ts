import { hourMs } from '#domain/time/durations.ts'
import type { UpdateState } from '#electron/contract/desktop-types.ts'
import type { Log } from '../log/log.ts'
import { isNewerVersion } from './compare-versions.ts'
import type { Cancellation, Updater } from './updater.ts'

export interface Updates {
  readonly state: UpdateState
  /** Looks for a newer version and fetches it. Answers as soon as it is known whether there is one; never rejects. */
  check(): Promise<UpdateState>
  /** Restarts into the version that is ready; false where none is. */
  install(): boolean
  /** Switching on looks for a version at once; switching off ends a download and installs nothing. */
  setEnabled(isEnabled: boolean): void
}

const off: UpdateState = { kind: 'off' }
/** The start has other things to do. */
const firstCheckMs = 30_000
/** The application may run for weeks. */
const checkEveryMs = 6 * hourMs

/**
 * Updates over the feed that the package names: looked for soon after the start, some times a day, and when asked. Off until the person switches them on, and always off where the application
 * runs from its sources.
 * @param parts.load how to get at the updater; called only when updates are on
 */
export function createUpdates(parts: {
  readonly isEnabled: boolean
  readonly isPackaged: boolean
  readonly log: Log
  readonly onChange: (state: UpdateState) => void
  readonly load?: () => Promise<Updater>
}): Updates {
  const { isPackaged, log, onChange, load = loadChunk } = parts
  let state: UpdateState = isPackaged && parts.isEnabled ? { kind: 'idle' } : off
  let updater: Updater | undefined
  let download: Cancellation | undefined
  let checking: Promise<UpdateState> | undefined
  let timer: NodeJS.Timeout | undefined

  function enter(next: UpdateState): UpdateState {
    const isSame = next.kind === state.kind && next.version === state.version
    state = next
    if (!isSame) onChange(next)
    return next
  }

  /** Between two steps the person may have switched updates off. */
  const isOff = (): boolean => state.kind === 'off'

  function fail(event: string, error: unknown): UpdateState {
    if (isOff()) return state
    log.error(event, error)
    return enter({ kind: 'failed' })
  }

  async function look(): Promise<UpdateState> {
    enter({ kind: 'checking' })
    try {
      updater ??= await load()
      // What is fetched is decided below, after a look at its version.
      Object.assign(updater, {
        autoDownload: false,
        autoInstallOnAppQuit: true,
        allowDowngrade: false,
        disableWebInstaller: true
      })
      const found = await updater.checkForUpdates()
      if (isOff()) return state
      const offered = found?.updateInfo.version
      if (found === null || offered === undefined || !isNewer(updater, offered)) return enter({ kind: 'idle' })
      download = found.cancellationToken
      enter({ kind: 'downloading', version: offered })
      void fetchUpdate(updater, offered)
      return state
    } catch (error) {
      return fail('update-check-failed', error)
    }
  }

  function isNewer({ currentVersion: { version } }: Updater, offered: string): boolean {
    if (isNewerVersion(offered, version)) return true
    if (offered !== version) log.warn('update-refused', { offered, running: version })
    return false
  }

  async function fetchUpdate(from: Updater, version: string): Promise<void> {
    try {
      await from.downloadUpdate(download)
      if (isOff()) return
      log.info('update-ready', { version })
      enter({ kind: 'ready', version })
    } catch (error) {
      fail('update-download-failed', error)
    } finally {
      download = undefined
    }
  }

  function check(): Promise<UpdateState> {
    const isBusy = state.kind === 'off' || state.kind === 'downloading' || state.kind === 'ready'
    if (isBusy) return Promise.resolve(state)
    checking ??= look().finally(() => {
      checking = undefined
    })
    return checking
  }

  function schedule(delayMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      void check()
      schedule(checkEveryMs)
    }, delayMs)
    // It keeps nobody from ending.
    timer.unref()
  }

  if (!isOff()) schedule(firstCheckMs)
  return {
    get state() {
      return state
    },
    check,
    install() {
      if (state.kind !== 'ready' || updater === undefined) return false
      updater.quitAndInstall()
      return true
    },
    setEnabled(isEnabled) {
      if (!isPackaged || isEnabled === !isOff()) return
      if (isEnabled) {
        enter({ kind: 'idle' })
        void check()
        schedule(checkEveryMs)
        return
      }
      clearTimeout(timer)
      if (updater !== undefined) updater.autoInstallOnAppQuit = false
      download?.cancel()
      enter(off)
    }
  }
}

async function loadChunk(): Promise<Updater> {
  const { loadUpdater } = await import('./load-updater.ts')
  return loadUpdater()
}
