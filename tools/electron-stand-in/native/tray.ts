import { StrictEmitter } from '../core/not-simulated.ts'
import { recordRequest } from '../core/os-record.ts'
import type { Menu } from './menu.ts'

/** The icons in the system's tray that are there now. */
export const trays: Tray[] = []

export class Tray extends StrictEmitter {
  /** What the icon shows now; for specs, Electron has no such members. */
  image: unknown
  toolTip = ''
  menu: Menu | null = null
  title = ''
  #isDestroyed = false

  constructor(image: unknown) {
    super([
      'click',
      'right-click',
      'double-click',
      'middle-click',
      'balloon-show',
      'balloon-click',
      'balloon-closed',
      'mouse-enter',
      'mouse-leave'
    ])
    this.image = image
    trays.push(this)
    recordRequest('tray')
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip
  }
  setTitle(title: string): void {
    this.title = title
  }
  getTitle = (): string => this.title
  setImage(image: unknown): void {
    this.image = image
  }
  setPressedImage(): void {}
  setContextMenu(menu: Menu | null): void {
    this.menu = menu
  }
  popUpContextMenu(menu?: Menu): void {
    ;(menu ?? this.menu)?.popup()
  }
  setIgnoreDoubleClickEvents(): void {}
  displayBalloon = (options: object): void => recordRequest('balloon', { options })
  getBounds = (): object => ({ x: 0, y: 0, width: 24, height: 24 })
  destroy(): void {
    this.#isDestroyed = true
    const at = trays.indexOf(this)
    if (at >= 0) trays.splice(at, 1)
  }
  isDestroyed = (): boolean => this.#isDestroyed
}
