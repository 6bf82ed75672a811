import type { BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { createEvent } from '../core/event.ts'
import { displayMatching, primaryDisplay } from '../native/screen.ts'
import type { PageTarget } from './page-target.ts'
import { WindowDecoration } from './window-decoration.ts'

const centered = (width: number, height: number, area: Rectangle): Rectangle => ({
  x: Math.round(area.x + (area.width - width) / 2),
  y: Math.round(area.y + (area.height - height) / 2),
  width,
  height
})

const firstBounds = (options: BrowserWindowConstructorOptions): Rectangle => {
  const { width = 800, height = 600, x, y } = options
  const middle = centered(width, height, primaryDisplay().workArea)
  return x === undefined || y === undefined ? middle : { x, y, width, height }
}

type Mode = 'normal' | 'maximized' | 'full-screen'

/** A window's place, size and state, with the events of each change; the page gets the window's size for real. */
export class WindowGeometry extends WindowDecoration {
  #bounds: Rectangle
  #normal: Rectangle
  #mode: Mode = 'normal'
  #isMinimized = false
  #minimum: readonly [number, number]
  #page: PageTarget | undefined

  constructor(options: BrowserWindowConstructorOptions) {
    super(options)
    this.#bounds = firstBounds(options)
    this.#normal = this.#bounds
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    if (options.fullscreen === true) this.#mode = 'full-screen'
  }

  /** From when Chromium's page is there, it follows the window's size. */
  meetPage(page: PageTarget): void {
    this.#page = page
    void this.#resizePage()
  }
  async #resizePage(): Promise<void> {
    const page = this.#page
    if (page === undefined) return
    const { width, height } = this.#bounds
    const found = await page.sendNow<{ windowId: number }>('Browser.getWindowForTarget').catch(() => undefined)
    if (found === undefined) return
    await page.sendNow('Browser.setWindowBounds', { ...found, bounds: { width, height } }).catch(() => {})
  }

  #place(bounds: Rectangle): void {
    const before = this.#bounds
    this.#bounds = {
      x: Math.round(bounds.x),
      y: Math.round(bounds.y),
      width: Math.max(Math.round(bounds.width), this.#minimum[0]),
      height: Math.max(Math.round(bounds.height), this.#minimum[1])
    }
    const { x, y, width, height } = this.#bounds
    if (width !== before.width || height !== before.height) {
      void this.#resizePage()
      this.emit('resize', createEvent())
      this.emit('resized', createEvent())
    }
    if (x !== before.x || y !== before.y) {
      this.emit('move', createEvent())
      this.emit('moved', createEvent())
    }
  }
  #enter(mode: Mode): void {
    if (this.#mode === 'normal') this.#normal = this.#bounds
    this.#mode = mode
    const display = displayMatching(this.#normal)
    if (mode === 'normal') this.#place(this.#normal)
    else this.#place(mode === 'maximized' ? display.workArea : display.bounds)
  }

  getBounds = (): Rectangle => ({ ...this.#bounds })
  getNormalBounds = (): Rectangle => ({ ...(this.#mode === 'normal' ? this.#bounds : this.#normal) })
  getContentBounds = (): Rectangle => this.getBounds()
  setBounds(bounds: Partial<Rectangle>): void {
    this.#place({ ...this.#bounds, ...bounds })
  }
  getSize = (): number[] => [this.#bounds.width, this.#bounds.height]
  getContentSize = (): number[] => this.getSize()
  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }
  getPosition = (): number[] => [this.#bounds.x, this.#bounds.y]
  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }
  center(): void {
    const { width, height } = this.#bounds
    this.setBounds(centered(width, height, displayMatching(this.#bounds).workArea))
  }
  setMinimumSize(width: number, height: number): void {
    this.#minimum = [width, height]
  }
  getMinimumSize = (): number[] => [...this.#minimum]

  isNormal = (): boolean => this.#mode === 'normal' && !this.#isMinimized
  isMaximized = (): boolean => this.#mode === 'maximized'
  maximize(): void {
    if (this.isMaximized()) return
    this.#enter('maximized')
    this.emit('maximize', createEvent())
  }
  unmaximize(): void {
    if (!this.isMaximized()) return
    this.#enter('normal')
    this.emit('unmaximize', createEvent())
  }
  isFullScreen = (): boolean => this.#mode === 'full-screen'
  get fullScreen(): boolean {
    return this.isFullScreen()
  }
  set fullScreen(isFull: boolean) {
    this.setFullScreen(isFull)
  }
  setFullScreen(isFull: boolean): void {
    if (isFull === this.isFullScreen()) return
    this.#enter(isFull ? 'full-screen' : 'normal')
    this.emit(isFull ? 'enter-full-screen' : 'leave-full-screen', createEvent())
  }
  isMinimized = (): boolean => this.#isMinimized
  minimize(): void {
    this.#isMinimized = true
    this.emit('minimize', createEvent())
  }
  restore(): void {
    if (this.#isMinimized) {
      this.#isMinimized = false
      this.emit('restore', createEvent())
    } else this.unmaximize()
  }
}
