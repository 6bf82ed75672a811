import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '#electron/contract/desktop-types.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { words } from '../words.ts'

export interface MenuFacts {
  readonly platform: NodeJS.Platform
  /** Of who is signed in: only coaches make slots. */
  readonly role: PartyRole | undefined
  /** Adds what only who works on the program needs. */
  readonly isDevelopment: boolean
  readonly mayUpdate: boolean
}
export interface MenuActions {
  readonly choose: (command: MenuCommand) => void
  readonly openLogs: () => void
  readonly checkForUpdates: () => void
  readonly showAbout: () => void
}
type Item = MenuItemConstructorOptions
const separator: Item = { type: 'separator' }
const text = words.menu

/** The native menu: the system's own roles and keys, and what of the page is reached from everywhere. */
export function createMenuTemplate(facts: MenuFacts, actions: MenuActions): readonly Item[] {
  const isMac = facts.platform === 'darwin'
  return [
    ...(isMac ? [appMenu(actions)] : []),
    fileMenu(facts, actions),
    editMenu(facts, actions),
    viewMenu(facts, actions),
    windowMenu(isMac),
    helpMenu(facts, actions)
  ]
}

/** macOS keeps an application's own matters in a menu of its name. */
function appMenu({ choose, showAbout }: MenuActions): Item {
  return {
    id: 'app',
    label: words.appName,
    submenu: [
      { id: 'about', label: text.about, click: showAbout },
      separator,
      { id: 'settings', label: text.settings, accelerator: 'Command+,', click: () => choose('settings') },
      separator,
      { id: 'services', role: 'services', label: text.services },
      separator,
      { id: 'hide', role: 'hide', label: text.hide },
      { id: 'hide-others', role: 'hideOthers', label: text.hideOthers },
      { id: 'show-all', role: 'unhide', label: text.showAll },
      separator,
      { id: 'quit', role: 'quit', label: text.quit }
    ]
  }
}

function fileMenu({ platform, role }: MenuFacts, { choose }: MenuActions): Item {
  const isMac = platform === 'darwin'
  return {
    id: 'file',
    label: text.file,
    submenu: [
      {
        id: 'new-slot',
        label: text.newSlot,
        accelerator: 'CommandOrControl+N',
        enabled: role === 'coach',
        click: () => choose('new-slot')
      },
      separator,
      { id: 'print', label: text.print, accelerator: 'CommandOrControl+P', click: () => choose('print') },
      { id: 'save-pdf', label: text.savePdf, click: () => choose('save-pdf') },
      separator,
      ...(isMac
        ? []
        : [
            { id: 'settings', label: text.settings, accelerator: 'Control+,', click: () => choose('settings') },
            separator
          ]),
      { id: 'close', role: 'close', label: text.closeWindow },
      ...(isMac ? [] : [{ id: 'quit', role: 'quit' as const, label: text.quit, accelerator: 'Control+Q' }])
    ]
  }
}

function editMenu({ role }: MenuFacts, { choose }: MenuActions): Item {
  return {
    id: 'edit',
    label: text.edit,
    submenu: [
      {
        id: 'undo',
        label: text.undo,
        accelerator: 'CommandOrControl+Z',
        // The page decides between the field that somebody types in and the last change: the system's role knows fields
        // alone. No window has the focus while a dialog of the system has it, and that dialog's field is none of ours.
        click: (_item, window) => {
          if (window !== undefined) choose('undo')
        }
      },
      { id: 'redo', role: 'redo', label: text.redo },
      separator,
      { id: 'cut', role: 'cut', label: text.cut },
      { id: 'copy', role: 'copy', label: text.copy },
      { id: 'paste', role: 'paste', label: text.paste },
      { id: 'paste-as-text', role: 'pasteAndMatchStyle', label: text.pasteAsText },
      { id: 'select-all', role: 'selectAll', label: text.selectAll },
      separator,
      {
        id: 'search',
        label: text.search,
        accelerator: 'CommandOrControl+K',
        // What is searched is an account's.
        enabled: role !== undefined,
        click: () => choose('search')
      }
    ]
  }
}

function viewMenu({ isDevelopment }: MenuFacts, { choose }: MenuActions): Item {
  return {
    id: 'view',
    label: text.view,
    submenu: [
      { id: 'sync-now', label: text.syncNow, accelerator: 'CommandOrControl+Shift+S', click: () => choose('sync-now') },
      separator,
      { id: 'actual-size', role: 'resetZoom', label: text.actualSize },
      { id: 'zoom-in', role: 'zoomIn', label: text.zoomIn },
      { id: 'zoom-out', role: 'zoomOut', label: text.zoomOut },
      separator,
      { id: 'full-screen', role: 'togglefullscreen', label: text.fullScreen },
      // Not for everybody: loading the page again throws away what is half typed.
      ...(isDevelopment
        ? [
            separator,
            { id: 'reload', role: 'reload' as const, label: text.reload },
            { id: 'dev-tools', role: 'toggleDevTools' as const, label: text.devTools }
          ]
        : [])
    ]
  }
}

function windowMenu(isMac: boolean): Item {
  return {
    id: 'window',
    role: 'windowMenu',
    label: text.window,
    submenu: [
      { id: 'minimize', role: 'minimize', label: text.minimize },
      ...(isMac
        ? [
            { id: 'zoom', role: 'zoom' as const, label: text.zoom },
            separator,
            { id: 'all-to-front', role: 'front' as const, label: text.allToFront }
          ]
        : [])
    ]
  }
}

function helpMenu({ platform, mayUpdate }: MenuFacts, actions: MenuActions): Item {
  return {
    id: 'help',
    role: 'help',
    label: text.help,
    submenu: [
      { id: 'shortcuts', label: text.shortcuts, click: () => actions.choose('shortcuts') },
      { id: 'open-logs', label: text.openLogs, click: actions.openLogs },
      separator,
      { id: 'check-updates', label: text.checkForUpdates, enabled: mayUpdate, click: actions.checkForUpdates },
      ...(platform === 'darwin' ? [] : [separator, { id: 'about', label: text.about, click: actions.showAbout }])
    ]
  }
}
