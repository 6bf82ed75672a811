import path from 'node:path'
import { app, Menu, nativeImage, Tray } from 'electron'
import type { PartyRole } from '#domain/model/role.ts'
import type { DesktopFacts, DesktopStatus, MenuCommand } from '#electron/contract/desktop-types.ts'
import { words } from '../words.ts'
import { createMenuTemplate, type MenuActions, type MenuFacts } from './create-menu-template.ts'
import { createTrayTemplate, createTrayTooltip, type TrayActions } from './create-tray-template.ts'
import type { StatusBoard } from './status-board.ts'

export interface SystemParts {
  readonly facts: Pick<DesktopFacts, 'version' | 'versions' | 'platform'>
  readonly assets: string
  readonly icon: string
  readonly isDevelopment: boolean
  readonly status: StatusBoard
  readonly open: () => void
  readonly choose: (command: MenuCommand) => void
  readonly openLogs: () => Promise<void>
  readonly checkForUpdates: () => Promise<unknown>
}

/** Menu, tray, badge and About panel: what the system shows of the application, kept as the page last told. */
export function showInSystem(parts: SystemParts): void {
  const { facts, status, open } = parts
  const { platform } = facts
  prepareAbout(facts, parts.icon)
  const updateMenu = keepMenu(
    { platform, isDevelopment: parts.isDevelopment, mayUpdate: app.isPackaged },
    {
      choose: parts.choose,
      openLogs: () => void parts.openLogs(),
      checkForUpdates: () => void parts.checkForUpdates(),
      showAbout: () => app.showAboutPanel()
    }
  )
  const updateTray = showTray(parts.assets, platform, { open, quit: () => app.quit() })
  status.onChange(next => {
    updateMenu(next)
    updateTray(next)
    app.setBadgeCount(next?.needsPerson ?? 0)
  })
}

/** Says once what the About panel shows: the version, and the ones of what the application runs on. */
function prepareAbout({ version, versions }: Pick<DesktopFacts, 'version' | 'versions'>, iconPath: string): void {
  const runtime = words.about.versions(versions)
  app.setAboutPanelOptions({
    applicationName: words.appName,
    applicationVersion: version,
    // macOS shows credits, Windows and Linux the copyright line.
    credits: runtime,
    copyright: runtime,
    iconPath
  })
}

/**
 * Puts the application's menu up, for nobody signed in.
 * @returns suits it to who is signed in; put up anew only where that changes it, for it closes a menu that is open
 */
function keepMenu(facts: Omit<MenuFacts, 'role'>, actions: MenuActions): (status: DesktopStatus | undefined) => void {
  let shownFor: PartyRole | undefined
  const show = (role: PartyRole | undefined): void => {
    Menu.setApplicationMenu(Menu.buildFromTemplate([...createMenuTemplate({ ...facts, role }, actions)]))
    shownFor = role
  }
  show(undefined)
  return status => {
    if (status?.role !== shownFor) show(status?.role)
  }
}

/** @returns shows another status */
function showTray(
  assets: string,
  platform: NodeJS.Platform,
  actions: TrayActions
): (status: DesktopStatus | undefined) => void {
  // macOS tints a template to suit its bar. The variant for dense screens lies beside each and is found by name.
  const file = platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'
  const tray = new Tray(nativeImage.createFromPath(path.join(assets, file)))
  tray.on('click', () => {
    // On macOS the click opens the menu already.
    if (platform !== 'darwin') actions.open()
  })
  const show = (status: DesktopStatus | undefined): void => {
    tray.setToolTip(createTrayTooltip(status))
    // Linux takes no change of a menu that is shown, so that it gets a new one.
    tray.setContextMenu(Menu.buildFromTemplate([...createTrayTemplate(status, actions)]))
  }
  show(undefined)
  return show
}
