import { app } from './app/app.ts'
import { missingClass, strict } from './core/not-simulated.ts'
import { ipcMain } from './ipc/ipc-main.ts'
import { clipboard } from './native/clipboard.ts'
import { dialog } from './native/dialog.ts'
import { Menu, MenuItem } from './native/menu.ts'
import { nativeImage } from './native/native-image.ts'
import { nativeTheme } from './native/native-theme.ts'
import { Notification } from './native/notification.ts'
import { autoUpdater, crashReporter, globalShortcut, systemPreferences } from './native/others.ts'
import { powerMonitor, powerSaveBlocker } from './native/power.ts'
import { safeStorage } from './native/safe-storage.ts'
import { screen } from './native/screen.ts'
import { shell } from './native/shell.ts'
import { Tray } from './native/tray.ts'
import { net } from './net/net.ts'
import { protocol } from './protocol/protocol.ts'
import { session } from './session/session.ts'
import { BrowserWindow } from './window/browser-window.ts'
import { WebContents } from './window/web-contents.ts'
import { focusedWindow, windowById, windowByTarget } from './window/window-list.ts'

const webContents = strict('webContents', {
  getAllWebContents: () => [...windowById.values()].map(window => window.webContents),
  getFocusedWebContents: () => focusedWindow()?.webContents ?? null,
  fromId: (id: number) => windowById.get(id)?.webContents,
  fromDevToolsTargetId: (id: string) => windowByTarget.get(id)?.webContents
})

/** There, so that they can be imported; each throws as soon as it is used. */
const missing = [
  'BaseWindow',
  'WebContentsView',
  'View',
  'MessageChannelMain',
  'contentTracing',
  'desktopCapturer',
  'netLog',
  'utilityProcess',
  'webFrameMain',
  'inAppPurchase',
  'pushNotifications',
  'ShareMenu',
  'TouchBar',
  'ImageView'
]

/** The `electron` module of the main process. */
export const electron = strict('electron', {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  Tray,
  WebContents,
  webContents,
  ...Object.fromEntries(missing.map(name => [name, missingClass(name)]))
})
