import type { MenuItemConstructorOptions } from 'electron'
import { StrictEmitter } from '../core/not-simulated.ts'
import { createEvent } from '../core/event.ts'
import { recordRequest } from '../core/os-record.ts'
import { focusedWindow } from '../window/window-list.ts'
import { menuRoles, runRole } from './menu-roles.ts'

type ClickHandler = (item: MenuItem, window: unknown, event: object) => void

let lastCommandId = 0

/** One line of a menu, as data; `click()` does what a click of the person would. */
export class MenuItem {
  readonly commandId = ++lastCommandId
  readonly id: string
  readonly type: string
  readonly role: string | undefined
  readonly accelerator: string | undefined
  readonly icon: unknown
  readonly submenu: Menu | undefined
  readonly registerAccelerator: boolean
  label: string
  sublabel: string
  toolTip: string
  enabled: boolean
  visible: boolean
  checked: boolean
  menu: Menu | undefined
  readonly #onClick: ClickHandler | undefined

  constructor(options: MenuItemConstructorOptions) {
    const role = options.role?.toLowerCase()
    const known = role === undefined ? undefined : menuRoles[role]
    if (role !== undefined && known === undefined) throw new Error(`Unknown menu role ${role}`)
    const submenu = options.submenu ?? (known?.submenu === undefined ? undefined : [...known.submenu])
    const type = options.type ?? (submenu === undefined ? 'normal' : 'submenu')
    if (type !== 'separator' && options.label === undefined && known === undefined && options.sublabel === undefined) {
      throw new TypeError('Required "label", "role" or "type" is missing')
    }
    this.id = options.id ?? ''
    this.type = type
    this.role = role
    this.label = options.label ?? known?.label ?? ''
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.accelerator = options.accelerator ?? known?.accelerator
    this.icon = options.icon
    this.registerAccelerator = options.registerAccelerator ?? true
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as Menu | undefined)
    this.#onClick = options.click as ClickHandler | undefined
  }

  /** A line that is greyed out does nothing. */
  click(): void {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') this.menu?.choose(this)
    recordRequest('menu-click', { id: this.id, label: this.label })
    if (this.role !== undefined && this.#onClick === undefined) runRole(this.role)
    this.#onClick?.(this, focusedWindow(), { triggeredByAccelerator: false })
  }
}

let applicationMenu: Menu | null = null

/** The menus that the app popped up, newest last. */
export const poppedMenus: Menu[] = []

export class Menu extends StrictEmitter {
  readonly items: MenuItem[] = []

  static buildFromTemplate = (template: readonly (MenuItem | MenuItemConstructorOptions)[]): Menu => {
    const menu = new Menu()
    for (const line of template) menu.append(line instanceof MenuItem ? line : new MenuItem(line))
    return menu
  }
  static setApplicationMenu = (menu: Menu | null): void => {
    applicationMenu = menu
  }
  static getApplicationMenu = (): Menu | null => applicationMenu
  static sendActionToFirstResponder(): void {}

  append(item: MenuItem): void {
    this.insert(this.items.length, item)
  }
  insert(position: number, item: MenuItem): void {
    item.menu = this
    this.items.splice(position, 0, item)
  }
  /** Of the radio lines between two separators one is chosen. */
  choose(chosen: MenuItem): void {
    for (const item of this.items) if (item.type === 'radio') item.checked = item === chosen
  }
  popup({ callback, ...options }: { readonly callback?: () => void; readonly x?: number; readonly y?: number } = {}) {
    poppedMenus.push(this)
    recordRequest('menu-popup', { labels: this.items.map(item => item.label), x: options.x, y: options.y })
    this.emit('menu-will-show', createEvent())
    setImmediate(() => callback?.())
  }
  closePopup(): void {
    this.emit('menu-will-close', createEvent())
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}
