import path from 'node:path'
import { createEvent } from '../core/event.ts'
import { announceReady, life, whenReady } from '../core/life.ts'
import { StrictEmitter } from '../core/not-simulated.ts'
import { recordRequest } from '../core/os-record.ts'
import { startOptions } from '../core/start-options.ts'
import { appEvents } from './app-events.ts'
import { readAppMetrics } from './app-metrics.ts'
import { commandLine } from './command-line.ts'
import { AppPaths } from './paths.ts'
import { SingleInstance } from './single-instance.ts'

const { packageFile } = startOptions
const systemLocale = (process.env['SIM_LOCALE'] ?? 'en-US').replace('_', '-')

class App extends StrictEmitter {
  readonly isPackaged = startOptions.isPackaged
  readonly commandLine = commandLine
  /** macOS only. */
  readonly dock = undefined
  name = packageFile.productName ?? packageFile.name ?? 'Electron'
  userAgentFallback = ''
  accessibilitySupportEnabled = false
  /** Set by quitting.ts, which knows the windows. */
  onQuit: () => void = () => {}
  onExit: (code: number) => void = () => {}
  readonly #paths = new AppPaths(() => this.name, startOptions.execPath)
  readonly #protocolClients = new Set<string>()
  readonly #instance = new SingleInstance(
    () => this.getPath('userData'),
    second =>
      void whenReady.then(() => {
        this.emit('second-instance', createEvent(), [...second.argv], second.cwd, second.additionalData)
      })
  )
  #badgeCount = 0
  #loginItem: Readonly<Record<string, unknown>> = { openAtLogin: false }
  #about: Readonly<Record<string, unknown>> = {}

  whenReady = (): Promise<void> => whenReady
  isReady = (): boolean => life.isReady

  getName = (): string => this.name
  setName(name: string): void {
    this.name = name
  }
  getVersion = (): string => packageFile.version ?? process.versions['electron'] ?? ''
  getAppPath = (): string => startOptions.appPath
  getPath = (name: string): string => this.#paths.get(name)
  setPath = (name: string, value: string): void => this.#paths.set(name, value)
  setAppLogsPath = (value?: string): void =>
    this.#paths.set('logs', value ?? path.join(this.getPath('userData'), 'logs'))

  getLocale = (): string => systemLocale
  getSystemLocale = (): string => systemLocale
  getPreferredSystemLanguages = (): string[] => [systemLocale]
  getLocaleCountryCode = (): string => systemLocale.split('-')[1] ?? ''

  requestSingleInstanceLock = (additionalData: unknown = {}): boolean => this.#instance.request(additionalData)
  hasSingleInstanceLock = (): boolean => this.#instance.isHeld
  releaseSingleInstanceLock = (): void => this.#instance.release()
  /** Settles when a first instance has our arguments; the process must live until then. */
  handedOver = (): Promise<void> => this.#instance.sent

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.#protocolClients.add(scheme)
    recordRequest('protocol-client', { scheme })
    return true
  }
  isDefaultProtocolClient = (scheme: string): boolean => this.#protocolClients.has(scheme)
  removeAsDefaultProtocolClient = (scheme: string): boolean => this.#protocolClients.delete(scheme)

  get badgeCount(): number {
    return this.#badgeCount
  }
  set badgeCount(count: number) {
    this.#badgeCount = count
    recordRequest('badge', { count })
  }
  setBadgeCount(count = 0): boolean {
    this.badgeCount = count
    return true
  }
  getBadgeCount = (): number => this.#badgeCount

  setLoginItemSettings(settings: Readonly<Record<string, unknown>>): void {
    this.#loginItem = settings
    recordRequest('login-item', { settings })
  }
  getLoginItemSettings = (): object => ({ openAtLogin: false, openAsHidden: false, ...this.#loginItem })
  setAboutPanelOptions(options: Readonly<Record<string, unknown>>): void {
    this.#about = options
  }
  showAboutPanel = (): void => recordRequest('about-panel', { options: this.#about })
  setAppUserModelId = (id: string): void => recordRequest('app-user-model-id', { id })
  addRecentDocument = (file: string): void => recordRequest('recent-document', { file })
  relaunch = (options: object = {}): void => recordRequest('relaunch', { options })
  focus = (): void => recordRequest('focus-app')

  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  isAccessibilitySupportEnabled = (): boolean => this.accessibilitySupportEnabled
  getAppMetrics = readAppMetrics
  getGPUFeatureStatus = (): object => ({})

  quit = (): void => this.onQuit()
  exit = (code = 0): void => this.onExit(code)
}

/** The one app of this process. */
export const app = new App(appEvents)
if (startOptions.switches.get('user-data-dir')) {
  app.setPath('userData', path.resolve(startOptions.switches.get('user-data-dir') ?? ''))
}

/** What Electron does when the main module has run and Chromium stands. */
export const becomeReady = (): void => {
  life.isReady = true
  app.emit('will-finish-launching')
  app.emit('ready', createEvent(), {})
  announceReady()
}
