import { Observable, distinctUntilChanged } from 'rxjs'
import type { ApplicationParts, KeyValueStore } from '../contract/application.ts'
import { createBrowserParts } from './browser-parts.ts'
import { type DesktopShell, readNoteKey } from '../bridge/desktop-shell.ts'
import { takeOverStorage } from './take-over-storage.ts'
import { createDesktopDataKeyVault, createDesktopRecoveryVault, createDesktopTokenVault } from './desktop-vaults.ts'

/**
 * The parts of a desktop window: what a browser's window has, with the system's key store, the disk and the wake-up of the
 * computer. Where the person chose to leave nothing behind, everything is in memory and goes with the window.
 */
export function createDesktopParts(window: Window & typeof globalThis, shell: DesktopShell): ApplicationParts {
  const { desktop, facts } = shell
  const {
    tokenVault: _token,
    dataKeyVault: _key,
    recoveryVault: _recovery,
    windows: _windows,
    // What an application has stored, nothing clears by itself.
    persistence: _persistence,
    ...browser
  } = createBrowserParts(window)
  const { servers, keyStore } = facts.getState()
  const parts: ApplicationParts = {
    ...browser,
    defaultServerUrl: servers[0] ?? '',
    isDiskLow$: watchDisk(shell),
    onWake(listener) {
      const stops = [browser.onWake(listener), desktop.on('power:resumed', listener)]
      return () => stops.forEach(stop => stop())
    },
    // There is one window, and a second start of the application leads to it.
    multiInstance: false
  }
  if (keyStore.kind === 'memory')
    return { ...parts, storage: loadMemoryStorage, keyValueStore: createMemoryKeyValueStore() }
  void takeOverStorage(window.localStorage, shell.remembered, [readNoteKey])
  return {
    ...parts,
    keyValueStore: shell.remembered,
    tokenVault: createDesktopTokenVault(desktop),
    dataKeyVault: createDesktopDataKeyVault(desktop, browser.randomBytes),
    recoveryVault: createDesktopRecoveryVault(desktop)
  }
}

const loadMemoryStorage = async () => (await import('rxdb/plugins/storage-memory')).getRxStorageMemory()

/** Whether the disk is low: now, and at each change. */
function watchDisk({ facts }: DesktopShell): Observable<boolean> {
  const isLow$ = new Observable<boolean>(subscriber => {
    subscriber.next(facts.getState().disk.isLow)
    return facts.subscribe(({ disk }) => subscriber.next(disk.isLow))
  })
  return isLow$.pipe(distinctUntilChanged())
}

function createMemoryKeyValueStore(): KeyValueStore {
  const texts = new Map<string, string>()
  return {
    getItem: key => texts.get(key) ?? null,
    setItem(key, value) {
      texts.set(key, value)
    },
    removeItem(key) {
      texts.delete(key)
    }
  }
}
