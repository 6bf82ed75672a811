import type { BrowserWindowConstructorOptions } from 'electron'
import { app } from '../app/app.ts'
import { createEvent } from '../core/event.ts'
import { life } from '../core/life.ts'
import { notSimulated } from '../core/not-simulated.ts'
import { WebContents } from './web-contents.ts'
import { completePreferences } from './web-preferences.ts'
import { WindowGeometry } from './window-geometry.ts'
import { focusedWindow, setFocusedWindow, windowById, windowByTarget } from './window-list.ts'

let lastId = 0

export class BrowserWindow extends WindowGeometry {
  readonly id = ++lastId
  readonly webContents: WebContents
  /** Resolves when the window is closed. */
  readonly gone: Promise<void>
  readonly #setGone: () => void
  #isVisible: boolean
  #isClosing = false
  #isDestroyed = false
  #wasReady = false

  static getAllWindows = (): BrowserWindow[] => [...windowById.values()]
  static getFocusedWindow = (): BrowserWindow | null => focusedWindow() ?? null
  static fromId = (id: number): BrowserWindow | null => windowById.get(id) ?? null
  static fromWebContents = (contents?: WebContents): BrowserWindow | null => contents?.owner ?? null

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super(options)
    if (!life.isReady) throw new Error('Cannot create BrowserWindow before app is ready')
    const { promise, resolve } = Promise.withResolvers<void>()
    this.gone = promise
    this.#setGone = resolve
    this.#isVisible = options.show !== false
    this.webContents = new WebContents(this, completePreferences(options.webPreferences))
    windowById.set(this.id, this)
    if (this.#isVisible) setFocusedWindow(this)
    this.webContents.page.up.then(
      () => {},
      () => this.vanish()
    )
    app.emit('web-contents-created', createEvent(), this.webContents)
    app.emit('browser-window-created', createEvent(), this)
  }

  /** A window that this one's page opened. */
  openChild = (options: BrowserWindowConstructorOptions): BrowserWindow => new BrowserWindow(options)

  override meetPage(page: WebContents['page']): void {
    windowByTarget.set(page.targetId, this)
    super.meetPage(page)
  }

  loadURL = (address: string): Promise<void> => this.webContents.loadURL(address)
  loadFile(): never {
    throw notSimulated('loadFile (pages come from a scheme of the app, not from file://)')
  }
  reload = (): void => this.webContents.reload()
  becomeReadyToShow(): void {
    if (this.#wasReady) return
    this.#wasReady = true
    this.emit('ready-to-show', createEvent())
  }

  isVisible = (): boolean => this.#isVisible
  show(): void {
    this.showInactive()
    this.focus()
  }
  showInactive(): void {
    if (this.#isVisible) return
    this.#isVisible = true
    this.emit('show', createEvent())
  }
  hide(): void {
    if (!this.#isVisible) return
    this.#isVisible = false
    this.blur()
    this.emit('hide', createEvent())
  }
  isFocused = (): boolean => focusedWindow() === this
  focus(): void {
    if (this.isFocused()) return
    focusedWindow()?.blur()
    setFocusedWindow(this)
    this.emit('focus', createEvent())
    app.emit('browser-window-focus', createEvent(), this)
  }
  blur(): void {
    if (!this.isFocused()) return
    setFocusedWindow(undefined)
    this.emit('blur', createEvent())
    app.emit('browser-window-blur', createEvent(), this)
  }
  moveTop = (): void => this.focus()
  isEnabled = (): boolean => true
  isModal = (): boolean => false
  getParentWindow = (): null => null
  getChildWindows = (): BrowserWindow[] => []

  get isClosing(): boolean {
    return this.#isClosing || this.#isDestroyed
  }
  isDestroyed = (): boolean => this.#isDestroyed
  close(): void {
    if (this.isClosing) return
    const event = createEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }
  destroy(): void {
    if (this.isClosing) return
    this.#isClosing = true
    this.webContents.page.close().catch(() => this.vanish())
  }
  /** The page is gone, whoever closed it. */
  vanish(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    windowById.delete(this.id)
    windowByTarget.delete(this.webContents.page.targetId)
    if (focusedWindow() === this) setFocusedWindow([...windowById.values()].findLast(window => window.isVisible()))
    this.webContents.emit('destroyed', createEvent())
    this.emit('closed', createEvent())
    this.#setGone()
    if (windowById.size > 0 || life.isQuitting || life.isExiting) return
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
    else app.quit()
  }
}
