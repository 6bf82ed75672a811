import type { WebPreferences, WindowOpenHandlerResponse } from 'electron'
import { fromChromium, originOf, toChromium } from '../core/addresses.ts'
import { makeCodec } from '../core/codec.ts'
import { createEvent } from '../core/event.ts'
import { chromium } from '../chromium/chromium.ts'
import { bindingName, bootstrapSources, isolatedWorldName } from '../page/bootstrap.ts'
import type { Delivery } from '../page/isolated-world.ts'
import { themeFeatures } from '../native/native-theme.ts'
import { applyNetworkEmulation } from '../session/network-emulation.ts'
import { defaultSession } from '../session/session.ts'
import type { BrowserWindow } from './browser-window.ts'
import { NavigationGate } from './navigation.ts'
import { PageCommands } from './page-commands.ts'
import { watchPage } from './page-events.ts'
import { PageTarget } from './page-target.ts'
import type { PopupWish } from './popups.ts'
import { readPreload } from './preload-text.ts'

type OpenHandler = (details: object) => WindowOpenHandlerResponse

const codec = makeCodec()

/** The page of a window, as the main process sees it. */
export class WebContents extends PageCommands {
  readonly id: number
  readonly owner: BrowserWindow
  readonly session = defaultSession
  readonly page: PageTarget
  readonly navigationHistory = { clear() {}, canGoBack: () => false, canGoForward: () => false }
  url = ''
  /** Chromium's id of the preload's world; it changes with each document. */
  isolatedContext: string | undefined
  readonly #navigation = new NavigationGate()
  readonly #preferences: WebPreferences
  #openHandler: OpenHandler | undefined
  #isLoading = false
  #userAgent = 'electron stand-in'

  constructor(owner: BrowserWindow, preferences: WebPreferences) {
    super()
    this.id = owner.id
    this.owner = owner
    this.#preferences = preferences
    this.page = new PageTarget(owner.getBounds(), page => this.#setUp(page))
  }

  async #setUp(page: PageTarget): Promise<void> {
    this.owner.meetPage(page)
    watchPage(page, this)
    this.#navigation.watch(page, this)
    const { main, isolated } = bootstrapSources(this.#readPreload())
    await Promise.all([
      page.sendNow('Page.enable'),
      page.sendNow('Runtime.enable'),
      page.sendNow('Runtime.addBinding', { name: bindingName, executionContextName: isolatedWorldName }),
      page.sendNow('Page.addScriptToEvaluateOnNewDocument', { source: main }),
      page.sendNow('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: isolatedWorldName }),
      page.sendNow('Fetch.enable', {
        patterns: [{ urlPattern: '*', resourceType: 'Document', requestStage: 'Request' }]
      }),
      page.sendNow('Emulation.setFocusEmulationEnabled', { enabled: true }),
      page.sendNow('Emulation.setEmulatedMedia', { features: themeFeatures() }),
      applyNetworkEmulation({ send: (method, params) => page.sendNow(method, params) }),
      page.sendNow('Runtime.runIfWaitingForDebugger')
    ])
  }

  #readPreload(): string {
    const file = this.#preferences.preload
    const preload = readPreload(file)
    if (preload.kind === 'ready') return preload.text
    if (preload.kind === 'broken') {
      console.error(`Unable to load preload script: ${file ?? ''}\n${String(preload.error)}`)
      setImmediate(() => this.emit('preload-error', createEvent(), file, preload.error))
    }
    return ''
  }

  get mainFrame() {
    const frame = {
      url: this.url,
      origin: originOf(this.url),
      name: '',
      parent: null,
      frames: [],
      routingId: 1,
      processId: this.id,
      frameTreeNodeId: this.id,
      detached: false,
      visibilityState: this.owner.isVisible() ? 'visible' : 'hidden',
      isDestroyed: () => this.isDestroyed()
    }
    return Object.assign(frame, { top: frame, framesInSubtree: [frame] })
  }

  getURL(): string {
    return this.url
  }
  getTitle = (): string => this.owner.getTitle()
  getType = (): string => 'window'
  isLoading = (): boolean => this.#isLoading
  isLoadingMainFrame = (): boolean => this.#isLoading
  isDestroyed = (): boolean => this.owner.isDestroyed()
  isCrashed = (): boolean => false
  getOSProcessId = (): number => chromium().pid
  getProcessId = (): number => this.id
  getUserAgent = (): string => this.#userAgent
  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent
  }
  getLastWebPreferences = (): WebPreferences => this.#preferences
  getOwnerBrowserWindow = (): BrowserWindow => this.owner
  focus = (): void => this.owner.focus()
  isFocused = (): boolean => this.owner.isFocused()
  close = (): void => this.owner.close()

  send(channel: string, ...args: unknown[]): void {
    void this.deliver({ t: 'event', channel, args: codec.encode(args) })
  }
  postMessage = (channel: string, message: unknown): void => this.send(channel, message)

  /** Hands a message to the preload's world; lost where the page has none at the moment, as in Electron. */
  async deliver(delivery: Delivery): Promise<void> {
    if (this.isolatedContext === undefined || this.isDestroyed()) return
    await this.page
      .send('Runtime.evaluate', {
        expression: `__simDeliver(${JSON.stringify(delivery)})`,
        uniqueContextId: this.isolatedContext
      })
      .catch(() => {})
  }

  async loadURL(address: string): Promise<void> {
    this.#isLoading = true
    this.emit('did-start-loading', createEvent())
    await this.page.up
    const url = toChromium(new URL(address).href)
    await this.session.permissions.apply(this, address)
    this.#navigation.expectOwn(url)
    const loaded = this.page.once('Page.loadEventFired')
    const { errorText } = await this.page.send<{ errorText?: string }>('Page.navigate', { url })
    this.#navigation.forgetOwn(url)
    if (errorText === undefined || errorText === '') return loaded
    this.#isLoading = false
    const text = errorText.replace('net::', '')
    this.emit('did-fail-load', createEvent(), -2, text, address, true)
    throw Object.assign(new Error(`${text} (-2) loading '${address}'`), { code: text, errno: -2, url: address })
  }
  reload(): void {
    this.#navigation.expectOwn(toChromium(this.url))
    this.page.send('Page.reload').catch(() => {})
  }
  reloadIgnoringCache(): void {
    this.reload()
  }
  finishLoading(): void {
    this.#isLoading = false
    this.emit('did-finish-load', createEvent())
    this.emit('did-stop-loading', createEvent())
    this.owner.becomeReadyToShow()
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }
  /** Asks the app about a page's wish to open another; the child inherits the opener's preferences. */
  open({ url, target, features }: PopupWish): void {
    const address = fromChromium(url)
    const answer = this.#openHandler?.({
      url: address,
      frameName: target,
      features,
      disposition: features === '' ? 'foreground-tab' : 'new-window',
      referrer: { url: this.url, policy: 'strict-origin-when-cross-origin' },
      postBody: undefined
    }) ?? { action: 'allow' }
    if (answer.action === 'deny') return
    const options = answer.overrideBrowserWindowOptions ?? {}
    const child = this.owner.openChild({
      ...options,
      webPreferences: { ...this.#preferences, ...options.webPreferences }
    })
    this.emit('did-create-window', child, { url: address, frameName: target })
    child.loadURL(address).catch(() => {})
  }
}
