import { z } from 'zod'
import type { ApplicationParts, KeyValueStore, Timers } from './application-contract.ts'
import { createDexieStorage } from './database/dexie-storage.ts'

/** How often the clock is looked at, to notice that the computer slept, ms. */
const sleepCheckMs = 10_000

/** The parts of a browser window: IndexedDB, `localStorage`, the browser's clock, randomness and network. */
export function createBrowserParts(options: {
  readonly defaultServerUrl: string
  readonly tokenVault?: ApplicationParts['tokenVault']
}): ApplicationParts {
  // zod compiles its checks where it may; under this page's security policy even the attempt is reported.
  z.config({ jitless: true })
  const { tokenVault, defaultServerUrl } = options
  return {
    storage: createDexieStorage(),
    fetch: globalThis.fetch.bind(globalThis),
    now: () => Date.now(),
    randomBytes: length => crypto.getRandomValues(new Uint8Array(length)),
    keyValueStore: createLocalStorageStore(globalThis.localStorage),
    ...(tokenVault === undefined ? {} : { tokenVault }),
    timers: realTimers,
    defaultServerUrl,
    onWake,
    multiInstance: true
  }
}

export const realTimers: Timers = {
  wait(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error)
      const timer = setTimeout(finish, ms)
      const abort = (): void => {
        clearTimeout(timer)
        reject(signal.reason as Error)
      }
      function finish(): void {
        signal.removeEventListener('abort', abort)
        resolve()
      }
      return signal.addEventListener('abort', abort, { once: true })
    })
  }
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

/** The network came back, or the time between two looks at the clock was so long that the computer must have slept. */
function onWake(listener: () => void): () => void {
  let lastLook = Date.now()
  const timer = setInterval(() => {
    const gapMs = Date.now() - lastLook
    lastLook = Date.now()
    if (gapMs > 3 * sleepCheckMs) listener()
  }, sleepCheckMs)
  globalThis.addEventListener('online', listener)
  return () => {
    clearInterval(timer)
    globalThis.removeEventListener('online', listener)
  }
}
