import { chromium } from '../chromium/chromium.ts'
import { expectTarget } from './target-arrivals.ts'

/** A page of Chromium behind a window, and the debugging session that steers it. */
export class PageTarget {
  targetId = ''
  sessionId = ''
  /** Resolves when the page is there and set up; commands wait for it. */
  readonly up: Promise<void>
  readonly #setUp: (page: PageTarget) => Promise<void>

  /** `setUp` runs while the page still waits for the debugger, so nothing of it is missed. */
  constructor(size: { readonly width: number; readonly height: number }, setUp: (page: PageTarget) => Promise<void>) {
    this.#setUp = setUp
    this.up = this.#start(size)
    this.up.catch((error: unknown) => console.error('electron stand-in: the window did not come up', error))
  }

  async #start({ width, height }: { readonly width: number; readonly height: number }): Promise<void> {
    const { targetId } = await chromium().cdp.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width: Math.round(width),
      height: Math.round(height)
    })
    this.targetId = targetId
    this.sessionId = await expectTarget(targetId)
    await this.#setUp(this)
  }

  /** Sends at once: for the set-up itself. */
  sendNow<T = unknown>(method: string, params: object = {}): Promise<T> {
    return chromium().cdp.send<T>(method, params, this.sessionId)
  }

  async send<T = unknown>(method: string, params: object = {}): Promise<T> {
    await this.up
    return this.sendNow<T>(method, params)
  }

  // The listener names the shape of the event's parameters, which is the protocol's.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  on<T>(method: string, listener: (params: T) => void): void {
    chromium().cdp.events.on(`${this.sessionId}/${method}`, listener)
  }

  once(method: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    chromium().cdp.events.once(`${this.sessionId}/${method}`, () => resolve())
    return promise
  }

  async close(): Promise<void> {
    await this.up
    await chromium().cdp.send('Target.closeTarget', { targetId: this.targetId })
  }
}
