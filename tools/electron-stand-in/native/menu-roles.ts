import type { MenuItemConstructorOptions } from 'electron'
import { app } from '../app/app.ts'
import { recordRequest } from '../core/os-record.ts'
import type { BrowserWindow } from '../window/browser-window.ts'
import { focusedWindow } from '../window/window-list.ts'

interface Role {
  readonly label: string
  readonly accelerator?: string
  readonly submenu?: readonly MenuItemConstructorOptions[]
  /** What a click does; a role without it is recorded. */
  readonly run?: (window: BrowserWindow | undefined) => void
}

const separator: MenuItemConstructorOptions = { type: 'separator' }
const roles = (...names: readonly (string | undefined)[]): MenuItemConstructorOptions[] =>
  names.map(name => (name === undefined ? separator : ({ role: name } as MenuItemConstructorOptions)))

/** Electron's roles by their lower-case names. */
export const menuRoles: Readonly<Record<string, Role>> = {
  undo: { label: 'Undo', accelerator: 'CommandOrControl+Z', run: window => window?.webContents.undo() },
  redo: { label: 'Redo', accelerator: 'Shift+CommandOrControl+Z', run: window => window?.webContents.redo() },
  cut: { label: 'Cut', accelerator: 'CommandOrControl+X', run: window => window?.webContents.cut() },
  copy: { label: 'Copy', accelerator: 'CommandOrControl+C', run: window => window?.webContents.copy() },
  paste: { label: 'Paste', accelerator: 'CommandOrControl+V', run: window => window?.webContents.paste() },
  pasteandmatchstyle: {
    label: 'Paste and Match Style',
    accelerator: 'Shift+CommandOrControl+V',
    run: window => window?.webContents.pasteAndMatchStyle()
  },
  delete: { label: 'Delete', run: window => window?.webContents.delete() },
  selectall: {
    label: 'Select All',
    accelerator: 'CommandOrControl+A',
    run: window => window?.webContents.selectAll()
  },
  minimize: { label: 'Minimize', accelerator: 'CommandOrControl+M', run: window => window?.minimize() },
  zoom: { label: 'Zoom' },
  close: { label: 'Close Window', accelerator: 'CommandOrControl+W', run: window => window?.close() },
  quit: { label: 'Quit', accelerator: 'CommandOrControl+Q', run: () => app.quit() },
  about: { label: 'About', run: () => app.showAboutPanel() },
  reload: { label: 'Reload', accelerator: 'CmdOrCtrl+R', run: window => window?.reload() },
  forcereload: {
    label: 'Force Reload',
    accelerator: 'Shift+CmdOrCtrl+R',
    run: window => window?.webContents.reloadIgnoringCache()
  },
  toggledevtools: {
    label: 'Toggle Developer Tools',
    accelerator: 'Ctrl+Shift+I',
    run: window => window?.webContents.toggleDevTools()
  },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: 'F11',
    run: window => window?.setFullScreen(!window.isFullScreen())
  },
  resetzoom: {
    label: 'Actual Size',
    accelerator: 'CommandOrControl+0',
    run: window => window?.webContents.setZoomLevel(0)
  },
  zoomin: {
    label: 'Zoom In',
    accelerator: 'CommandOrControl+Plus',
    run: window => window?.webContents.setZoomLevel(window.webContents.zoomLevel + 0.5)
  },
  zoomout: {
    label: 'Zoom Out',
    accelerator: 'CommandOrControl+-',
    run: window => window?.webContents.setZoomLevel(window.webContents.zoomLevel - 0.5)
  },
  togglespellchecker: { label: 'Check Spelling While Typing' },
  hide: { label: 'Hide' },
  hideothers: { label: 'Hide Others' },
  unhide: { label: 'Show All' },
  front: { label: 'Bring All to Front' },
  window: { label: 'Window' },
  help: { label: 'Help' },
  services: { label: 'Services', submenu: [] },
  recentdocuments: { label: 'Open Recent', submenu: [] },
  clearrecentdocuments: { label: 'Clear Menu' },
  startspeaking: { label: 'Start Speaking' },
  stopspeaking: { label: 'Stop Speaking' },
  sharemenu: { label: 'Share', submenu: [] },
  appmenu: { label: 'App', submenu: roles('about', undefined, 'services', undefined, 'hide', undefined, 'quit') },
  filemenu: { label: 'File', submenu: roles('quit') },
  editmenu: {
    label: 'Edit',
    submenu: roles('undo', 'redo', undefined, 'cut', 'copy', 'paste', 'delete', undefined, 'selectAll')
  },
  viewmenu: {
    label: 'View',
    submenu: roles(
      'reload',
      'forceReload',
      'toggleDevTools',
      undefined,
      'resetZoom',
      'zoomIn',
      'zoomOut',
      undefined,
      'togglefullscreen'
    )
  },
  windowmenu: { label: 'Window', submenu: roles('minimize', 'zoom', 'close') }
}

export const runRole = (name: string): void => {
  recordRequest('menu-role', { role: name })
  menuRoles[name.toLowerCase()]?.run?.(focusedWindow())
}
