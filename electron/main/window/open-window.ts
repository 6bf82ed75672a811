import { type BrowserWindow, clipboard, Menu, screen } from 'electron'
import type { Instant } from '#domain/model/primitives.ts'
import type { Settings } from '../files/settings.ts'
import type { StoredSettings, WindowPlace } from '../files/stored-settings.ts'
import { guardClose } from '../life/guard-close.ts'
import type { QuitGuard } from '../life/guard-quit.ts'
import { watchPage } from '../life/watch-page.ts'
import type { Log } from '../log/log.ts'
import { createContextMenuTemplate } from '../menu/create-context-menu-template.ts'
import { pageUrl } from '../page/page-origin.ts'
import { createWindow } from './create-window.ts'
import { readWindowColour } from './follow-theme.ts'
import { placeWindow } from './window-place.ts'

export interface OpeningWindowParts {
  readonly settings: Settings
  readonly log: Log
  readonly now: () => Instant
  readonly quitting: Pick<QuitGuard, 'isQuitting'>
  readonly preload: string
  readonly icon: string
  /** Stores what the window learned; not waited for. */
  readonly remember: (patch: Partial<StoredSettings>) => void
  readonly onPageLoad: () => void
  /** It is loaded again, or its process ended. */
  readonly onPageGone: () => void
}

/** Opens the window where it was last, with all that hangs on it, and loads the page; it shows itself once it has painted. */
export function openWindow(parts: OpeningWindowParts): BrowserWindow {
  const { settings, remember } = parts
  const place = placeWindow(settings.current.window, readWorkAreas())
  const window = createWindow({ place, colour: readWindowColour(), preload: parts.preload, icon: parts.icon })

  rememberPlace(window, next => remember({ window: next }))
  guardClose(window, {
    read: () => ({
      isQuitting: parts.quitting.isQuitting,
      keepRunning: settings.current.keepRunning,
      isExplained: settings.current.isClosingExplained
    }),
    noteExplained: () => remember({ isClosingExplained: true })
  })
  watchPage(window, parts.log, parts.now)
  attachContextMenu(window)

  window.webContents.on('did-navigate', () => {
    parts.onPageGone()
    parts.onPageLoad()
  })
  window.webContents.on('render-process-gone', () => parts.onPageGone())
  window.once('ready-to-show', () => {
    if (place.isMaximized) window.maximize()
    window.show()
  })
  window.loadURL(pageUrl).catch(() => {
    // Logged by watchPage. An empty window says more than none.
    if (!window.isDestroyed()) window.show()
  })
  return window
}

/** The main screen first. */
function readWorkAreas(): readonly Electron.Rectangle[] {
  const { id, workArea } = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(display => display.id !== id)
  return [workArea, ...others.map(display => display.workArea)]
}

/** A window that is dragged moves many times a second; so long after the last move it is saved. */
const settleMs = 500

/** Tells where a window stands whenever it came to rest elsewhere, and at once when it closes. */
function rememberPlace(window: BrowserWindow, save: (place: WindowPlace) => void): void {
  let timer: NodeJS.Timeout | undefined
  const saveNow = (): void => {
    clearTimeout(timer)
    timer = undefined
    // Normal bounds: the size to come back to from a maximized or minimized window.
    save({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  }
  const saveSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(saveNow, settleMs)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('close', saveNow)
  window.on('closed', () => clearTimeout(timer))
}

/** Opens the menu at the pointer where the page asks for one. */
function attachContextMenu(window: BrowserWindow): void {
  const { webContents } = window
  webContents.on('context-menu', (_event, facts) => {
    const template = createContextMenuTemplate(facts, {
      replaceMisspelling: word => webContents.replaceMisspelling(word),
      addToDictionary: word => webContents.session.addWordToSpellCheckerDictionary(word),
      copyText: text => {
        void clipboard.writeText(text)
      }
    })
    if (template.length > 0) Menu.buildFromTemplate([...template]).popup({ window })
  })
}
