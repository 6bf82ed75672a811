import type { BrowserWindowConstructorOptions } from 'electron'
import { app } from '../app/app.ts'
import { StrictEmitter } from '../core/not-simulated.ts'
import { recordRequest } from '../core/os-record.ts'
import { windowEvents } from './window-events.ts'

/** What surrounds a window's page: kept as data, for a spec to read. */
export class WindowDecoration extends StrictEmitter {
  readonly #options: BrowserWindowConstructorOptions
  #title: string
  #background: string
  #isMenuBarVisible = true
  #isMenuBarHidden: boolean
  #isOnTop: boolean
  #menu: unknown

  constructor(options: BrowserWindowConstructorOptions) {
    super(windowEvents)
    this.#options = options
    this.#title = options.title ?? app.name
    this.#background = options.backgroundColor ?? '#FFFFFF'
    this.#isMenuBarHidden = options.autoHideMenuBar ?? false
    this.#isOnTop = options.alwaysOnTop ?? false
  }

  /** The options as the app gave them: for specs, Electron has no such member. */
  get simulatedOptions(): BrowserWindowConstructorOptions {
    return this.#options
  }

  getTitle = (): string => this.#title
  setTitle(title: string): void {
    this.#title = title
  }
  get title(): string {
    return this.#title
  }
  set title(title: string) {
    this.#title = title
  }
  getBackgroundColor = (): string => this.#background
  setBackgroundColor(color: string): void {
    this.#background = color
  }
  setMenu(menu: unknown): void {
    this.#menu = menu
  }
  removeMenu(): void {
    this.#menu = null
  }
  /** The menu of this window alone, where one was set. */
  get simulatedMenu(): unknown {
    return this.#menu
  }
  setMenuBarVisibility(isVisible: boolean): void {
    this.#isMenuBarVisible = isVisible
  }
  isMenuBarVisible = (): boolean => this.#isMenuBarVisible
  setAutoHideMenuBar(isHidden: boolean): void {
    this.#isMenuBarHidden = isHidden
  }
  isMenuBarAutoHide = (): boolean => this.#isMenuBarHidden
  get autoHideMenuBar(): boolean {
    return this.#isMenuBarHidden
  }
  set autoHideMenuBar(isHidden: boolean) {
    this.#isMenuBarHidden = isHidden
  }
  setAlwaysOnTop(isOnTop: boolean): void {
    this.#isOnTop = isOnTop
  }
  isAlwaysOnTop = (): boolean => this.#isOnTop

  flashFrame = (isFlashing: boolean): void => recordRequest('flash-frame', { isFlashing })
  setProgressBar = (progress: number): void => recordRequest('progress-bar', { progress })
  setOverlayIcon = (_icon: unknown, description: string): void => recordRequest('overlay-icon', { description })
  setTitleBarOverlay = (options: object): void => recordRequest('title-bar-overlay', { options })
  setIcon(): void {}
  setSkipTaskbar(): void {}
  setRepresentedFilename(): void {}
  setDocumentEdited(): void {}
  setContentProtection(): void {}
  setResizable(): void {}
  setOpacity(): void {}
  setVisibleOnAllWorkspaces(): void {}
  setWindowButtonVisibility(): void {}
}
