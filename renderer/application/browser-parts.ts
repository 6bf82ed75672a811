import { z } from 'zod'
import { createBrowserKeyVault } from '../data/account/browser-key-vault.ts'
import { createPersistence } from '../data/account/persistence.ts'
import { createDeviceKeys } from '../data/account/device-keys.ts'
import { createDownloadVault } from '../data/account/download-vault.ts'
import type { ApplicationParts, KeyValueStore, Timers } from '../contract/application.ts'

/** How often the clock is looked at, to notice that the computer slept, ms. */
const sleepCheckMs = 10_000
/** A hidden window draws nothing, and a part of the page may fail to come: what waits for the first page goes on then, ms. */
const longestUnshownMs = 3_000

/** What the desktop gives in the place of the browser's own means. */
export type BrowserOptions = Partial<
  Pick<ApplicationParts, 'defaultServerUrl' | 'tokenVault' | 'dataKeyVault' | 'recoveryVault' | 'isDiskLow$'>
> & {
  /** Asks the person whether a downloaded file is there. Left out: nobody can be asked, and no download counts as saved. */
  readonly confirmSaved?: (name: string) => boolean
}

/**
 * The parts of a browser window: IndexedDB, `localStorage`, the browser's clock, randomness and network. A page is served by
 * its sync server, so its origin is the server to offer; the desktop, which has none, names one.
 */
export function createBrowserParts(window: Window & typeof globalThis, options: BrowserOptions = {}): ApplicationParts {
  // zod compiles its checks where it may; under this page's security policy even the attempt is reported.
  z.config({ jitless: true })
  const keyValueStore = createLocalStorageStore(window.localStorage)
  const randomBytes: ApplicationParts['randomBytes'] = length => window.crypto.getRandomValues(new Uint8Array(length))
  const deviceKeys = createDeviceKeys(window.indexedDB)
  return {
    storage: async () => (await import('../data/database/dexie-storage.ts')).createDexieStorage(),
    fetch: window.fetch.bind(window),
    now: () => Date.now(),
    randomBytes,
    keyValueStore,
    dataKeyVault: createBrowserKeyVault({
      store: keyValueStore,
      deviceKeys,
      randomBytes,
      runAlone: (name, task) => window.navigator.locks.request(name, task)
    }),
    recoveryVault: createDownloadVault(window.document, () => Date.now(), options.confirmSaved ?? (() => false)),
    persistence: createPersistence(window.navigator),
    timers: realTimers,
    defaultServerUrl: window.location.origin,
    onWake: listener => watchForWake(window, listener),
    onLeave: listener => watchForLeave(window, listener),
    multiInstance: true,
    longestUnshownMs,
    windows: {
      own: createLocalStorageStore(window.sessionStorage),
      onChange: listener => watchOtherWindows(window, listener)
    },
    ...withoutQuestion(options)
  }
}

function withoutQuestion({ confirmSaved: _, ...parts }: BrowserOptions): Partial<ApplicationParts> {
  return parts
}

/** The platform's timers. */
export const realTimers: Timers = {
  wait(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error)
        return
      }
      const timer = setTimeout(finish, ms)
      const abort = (): void => {
        clearTimeout(timer)
        reject(signal.reason as Error)
      }
      function finish(): void {
        signal.removeEventListener('abort', abort)
        resolve()
      }
      signal.addEventListener('abort', abort, { once: true })
    })
  }
}

/** The browser tells a window of what another one wrote, never of what it wrote itself. */
function watchOtherWindows(window: Window, listener: () => void): () => void {
  window.addEventListener('storage', listener)
  return () => window.removeEventListener('storage', listener)
}

/** A full or forbidden `localStorage` costs what it would have remembered, never the work at hand. */
function createLocalStorageStore(storage: Storage): KeyValueStore {
  const unsaved = new Map<string, string>()
  return {
    getItem: key => unsaved.get(key) ?? storage.getItem(key),
    setItem(key, value) {
      try {
        storage.setItem(key, value)
        unsaved.delete(key)
      } catch {
        unsaved.set(key, value)
      }
    },
    removeItem(key) {
      unsaved.delete(key)
      storage.removeItem(key)
    }
  }
}

/**
 * The network came or went, or the time between two looks at the clock was so long that the computer must have slept. A
 * connection that was cut says nothing by itself; and the server may run on this computer, which needs no network.
 */
function watchForWake(window: Window, listener: () => void): () => void {
  let lastLook = Date.now()
  const timer = setInterval(() => {
    const gapMs = Date.now() - lastLook
    lastLook = Date.now()
    if (gapMs > 3 * sleepCheckMs) listener()
  }, sleepCheckMs)
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** A page that is hidden may be ended without another word; one that is left or reloaded hears `pagehide`. */
function watchForLeave(window: Window, listener: () => void): () => void {
  const { document } = window
  const hearVisibility = (): void => {
    if (document.visibilityState === 'hidden') listener()
  }
  window.addEventListener('pagehide', listener)
  document.addEventListener('visibilitychange', hearVisibility)
  return () => {
    window.removeEventListener('pagehide', listener)
    document.removeEventListener('visibilitychange', hearVisibility)
  }
}
