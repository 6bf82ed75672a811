import path from 'node:path'
import { app } from '../app/app.ts'
import { originOf, toChromium } from '../core/addresses.ts'
import { createEvent } from '../core/event.ts'
import { notSimulated, strict, StrictEmitter } from '../core/not-simulated.ts'
import { recordRequest } from '../core/os-record.ts'
import { netFetch } from '../net/net-fetch.ts'
import { protocol } from '../protocol/protocol.ts'
import { windowById } from '../window/window-list.ts'
import { setNetworkCut } from './network-emulation.ts'
import { type PermissionCheck, type PermissionRequest, Permissions } from './permissions.ts'
import { SpellChecker } from './spell-checker.ts'

const recordHook = (hook: string) => () => recordRequest('web-request', { hook })

class Session extends StrictEmitter {
  readonly protocol = protocol
  readonly permissions = new Permissions()
  readonly webRequest = strict('webRequest', {
    onBeforeRequest: recordHook('onBeforeRequest'),
    onBeforeSendHeaders: recordHook('onBeforeSendHeaders'),
    onHeadersReceived: recordHook('onHeadersReceived'),
    onCompleted: recordHook('onCompleted'),
    onErrorOccurred: recordHook('onErrorOccurred')
  })
  readonly #spelling = new SpellChecker()

  setPermissionCheckHandler(check: PermissionCheck | null): void {
    this.permissions.check = check
  }
  setPermissionRequestHandler(request: PermissionRequest | null): void {
    this.permissions.request = request
  }
  setDevicePermissionHandler = (): void => recordRequest('device-permission-handler')
  setDisplayMediaRequestHandler = (): void => recordRequest('display-media-handler')
  setUSBProtectedClassesHandler(): void {}
  setBluetoothPairingHandler(): void {}
  setCertificateVerifyProc = (): void => recordRequest('certificate-verify-proc')
  setSSLConfig = (config: object): void => recordRequest('ssl-config', { config })

  setSpellCheckerEnabled = (isEnabled: boolean): void => this.#spelling.setEnabled(isEnabled)
  isSpellCheckerEnabled = (): boolean => this.#spelling.isEnabled()
  setSpellCheckerLanguages = (languages: readonly string[]): void => this.#spelling.setLanguages(languages)
  getSpellCheckerLanguages = (): string[] => this.#spelling.languages()
  get availableSpellCheckerLanguages(): string[] {
    return this.#spelling.availableSpellCheckerLanguages
  }
  addWordToSpellCheckerDictionary = (word: string): boolean => this.#spelling.addWord(word)
  removeWordFromSpellCheckerDictionary = (word: string): boolean => this.#spelling.removeWord(word)
  listWordsInSpellCheckerDictionary = (): Promise<string[]> => this.#spelling.listWords()

  /** Where IndexedDB and its like stand: here that is Chromium's own profile. */
  getStoragePath = (): string => path.join(chromiumProfile(), 'Default')
  get storagePath(): string {
    return this.getStoragePath()
  }
  /** Of one origin, or of all that a window shows: Chromium clears by origin. */
  async clearStorageData(options: { readonly origin?: string; readonly storages?: readonly string[] } = {}) {
    const contents = [...windowById.values()].map(window => window.webContents)
    const [first] = contents
    if (first === undefined) throw notSimulated('Session.clearStorageData without a window')
    const shown = contents.map(({ url }) => url)
    const origins = new Set((options.origin === undefined ? shown : [options.origin]).map(toChromium).map(originOf))
    const storageTypes = options.storages?.map(name => (name === 'indexdb' ? 'indexeddb' : name)).join(',') ?? 'all'
    for (const origin of origins) await first.page.send('Storage.clearDataForOrigin', { origin, storageTypes })
  }
  flushStorageData(): void {}
  clearCache = (): Promise<void> => Promise.resolve()
  clearAuthCache = (): Promise<void> => Promise.resolve()
  clearHostResolverCache = (): Promise<void> => Promise.resolve()
  closeAllConnections = (): Promise<void> => Promise.resolve()
  isPersistent = (): boolean => true

  enableNetworkEmulation({ offline = false }: { readonly offline?: boolean } = {}): void {
    const pages = [...windowById.values()].map(window => window.webContents.page)
    setNetworkCut(offline, pages)
  }
  disableNetworkEmulation = (): void => this.enableNetworkEmulation({ offline: false })
  fetch = netFetch
  setProxy = (config: object): Promise<void> => Promise.resolve(recordRequest('proxy', { config }))
  resolveProxy = (): Promise<string> => Promise.resolve('DIRECT')
}

/** Chromium's profile, inside the app's session data. */
export const chromiumProfile = (): string => path.join(app.getPath('sessionData'), 'chromium')

export const defaultSession = new Session()
const sessionByPartition = new Map<string, Session>()

const fromPartition = (partition: string): Session => {
  if (partition === '') return defaultSession
  const known = sessionByPartition.get(partition)
  if (known !== undefined) return known
  const session = new Session()
  sessionByPartition.set(partition, session)
  app.emit('session-created', createEvent(), session)
  return session
}

/** Partitions serve requests of the main process (electron-updater's); windows know the default session only. */
export const session = strict('session', { defaultSession, fromPartition })
