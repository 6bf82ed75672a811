import { type BrowserWindow, screen } from 'electron'
import type { Instant } from '#domain/model/primitives.ts'
import type { QuitGuard } from '../life/guard-quit.ts'
import { guardClose } from '../life/guard-close.ts'
import { watchPage } from '../life/watch-page.ts'
import type { Log } from '../log/log.ts'
import { attachContextMenu } from '../menu/attach-context-menu.ts'
import { pageUrl } from '../page/page-origin.ts'
import type { Settings } from '../files/settings.ts'
import type { StoredSettings } from '../files/stored-settings.ts'
import { readWindowColour } from './follow-theme.ts'
import { createWindow } from './create-window.ts'
import { rememberPlace } from './remember-place.ts'
import { placeWindow } from './window-place.ts'

export interface OpeningParts {
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
export function openWindow(parts: OpeningParts): BrowserWindow {
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
