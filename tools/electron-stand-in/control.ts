import { createEvent } from './core/event.ts'
import { type OsRequest, osRecord } from './core/os-record.ts'
import type { electron } from './electron.ts'
import { dialogAnswers } from './native/dialog.ts'
import { type Menu, poppedMenus } from './native/menu.ts'
import { setSystemTheme, type Theme } from './native/native-theme.ts'
import { type Notification, notificationCentre, shownNotifications } from './native/notification.ts'
import { replaceKey } from './native/safe-storage.ts'
import { setDisplays, type SimulatedDisplay } from './native/screen.ts'
import { type Tray, trays } from './native/tray.ts'
import { printing } from './window/page-commands.ts'
import { windowById } from './window/window-list.ts'

/**
 * The part of the operating system and of its person, for specs: `electronApp.evaluate(() => globalThis.__electronSim...)`.
 * It exists in the stand-in only.
 */
export interface ElectronSim {
  readonly electron: typeof electron
  /** What the app asked of the system, oldest first. */
  readonly log: readonly OsRequest[]
  readonly notifications: readonly Notification[]
  readonly notificationCentre: { isSupported: boolean; failure: string | undefined }
  readonly trays: readonly Tray[]
  readonly poppedMenus: readonly Menu[]
  /** How the person answers the next dialogs of each kind. */
  readonly dialogAnswers: Record<'open' | 'save' | 'message', object[]>
  /** How prints end. */
  readonly printing: { success: boolean; failureReason: string }
  setDisplays(displays: readonly SimulatedDisplay[]): void
  setSystemTheme(theme: Theme): void
  /** Loses the key of the key store. */
  loseKey(): void
  /** The person presses the right button over something in the first window. */
  openContextMenu(params: object): void
}

const editing = { canUndo: true, canRedo: true, canCut: true, canCopy: true, canPaste: true, canSelectAll: true }

const openContextMenu = (params: object): void => {
  const [window] = windowById.values()
  if (window === undefined) throw new Error('electron stand-in: no window is open')
  const complete = {
    x: 0,
    y: 0,
    linkURL: '',
    selectionText: '',
    isEditable: false,
    misspelledWord: '',
    dictionarySuggestions: [],
    mediaType: 'none',
    editFlags: { ...editing, canDelete: true, canEditRichly: false },
    ...params
  }
  window.webContents.emit('context-menu', createEvent(), complete)
}

export const createControl = (module: typeof electron): ElectronSim => ({
  electron: module,
  log: osRecord,
  notifications: shownNotifications,
  notificationCentre,
  trays,
  poppedMenus,
  dialogAnswers,
  printing,
  setDisplays,
  setSystemTheme,
  loseKey: () => void replaceKey(),
  openContextMenu
})

declare global {
  var __electronSim: ElectronSim
}
