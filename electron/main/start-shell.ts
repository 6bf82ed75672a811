import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { app, net, powerMonitor, safeStorage, session, shell } from 'electron'
import type { Instant } from '#domain/model/primitives.ts'
import type { DeepLink } from '../contract/desktop-types.ts'
import { watchDisk } from './disk/watch-disk.ts'
import { createHandlers } from './ipc/create-handlers.ts'
import { describeApp, toKnownPlatform } from './ipc/describe-app.ts'
import { openIpcGate } from './ipc/ipc-gate.ts'
import { countLosses } from './life/count-losses.ts'
import { finishBeforeEnd } from './life/finish-before-end.ts'
import { guardQuit } from './life/guard-quit.ts'
import { createLinkInbox } from './links/link-inbox.ts'
import type { Log } from './log/log.ts'
import { prepareAbout } from './menu/about.ts'
import { keepMenu } from './menu/keep-menu.ts'
import { createAllowedServers } from './page/allowed-servers.ts'
import { checkAndRememberServer } from './page/check-and-remember-server.ts'
import { readBuiltPage } from './page/read-built-page.ts'
import { type DevServer, readDevPage } from './page/read-dev-page.ts'
import { servePages } from './page/serve-pages.ts'
import { savePageAsPdf } from './print/save-page-as-pdf.ts'
import { openRecovery } from './recovery/recovery.ts'
import { openSecrets } from './secrets/secrets.ts'
import { startReminders } from './reminders/reminders.ts'
import { createReminderDisplay } from './reminders/show-reminder.ts'
import { guardPermissions } from './security/guard-permissions.ts'
import { openExternally } from './security/open-externally.ts'
import { openSettings } from './settings/settings.ts'
import type { StoredSettings } from './settings/stored-settings.ts'
import { createStatusBoard } from './status/status-board.ts'
import { applyTheme, followTheme } from './theme/follow-theme.ts'
import { showTray } from './tray/show-tray.ts'
import { createUpdates } from './updates/updates.ts'
import { keepMainWindow } from './window/main-window.ts'
import { openWindow } from './window/open-window.ts'

export interface ShellInputs {
  readonly now: () => Instant
  readonly platform: NodeJS.Platform
  readonly versions: NodeJS.ProcessVersions
  readonly log: Log
  readonly folders: {
    readonly assets: string
    readonly pages: string
    readonly preload: string
    readonly logs: string
    readonly profile: string
  }
  /** Known without having been checked, for this run. */
  readonly offeredServers: readonly string[]
  readonly devServer: DevServer | undefined
}

export interface Shell {
  /** Brings the window in front, and leads it to the link. */
  open(link: DeepLink | undefined): void
}

/** Puts the application's parts together. After `ready`; the window opens with the first `open`. */
export async function startShell(inputs: ShellInputs): Promise<Shell> {
  const { now, log, platform, folders } = inputs
  const profile = (name: string): string => path.join(folders.profile, name)
  const unfinished = finishBeforeEnd()
  const status = createStatusBoard()

  // --- what is kept on this computer ---
  const settings = await openSettings({ folder: folders.profile, now, log })
  const remember = (patch: Partial<StoredSettings>): void => {
    unfinished.add(settings.change(patch).catch(error => log.error('settings-not-stored', error)))
  }
  const secrets = await openSecrets({
    folder: profile('secrets'),
    safeStorage,
    readChoice: () => settings.current.keyStoreChoice,
    saveChoice: keyStoreChoice => settings.change({ keyStoreChoice }),
    log
  })
  const recovery = openRecovery({ folder: profile('recovery'), secrets, now, log })
  const disk = watchDisk({
    folder: folders.profile,
    statfs,
    onChange: state => mainWindow.tell('disk:changed', state),
    log
  })

  // --- the window and its page ---
  const quitting = guardQuit({
    countLosses: () => countLosses(secrets.state, status.current),
    readWindow: () => mainWindow.window
  })
  const links = createLinkInbox(link => mainWindow.tell('link:opened', link))
  const servers = createAllowedServers(inputs.offeredServers, () => settings.current.servers)
  const icon = path.join(folders.assets, 'icon.png')
  const mainWindow = keepMainWindow(() =>
    openWindow({
      settings,
      log,
      now,
      quitting,
      preload: folders.preload,
      icon,
      remember,
      onPageLoad: () => {
        servers.notePageLoad()
        links.forgetPage()
      }
    })
  )
  const open = (link: DeepLink | undefined): void => {
    if (link !== undefined) links.offer(link)
    mainWindow.show()
  }
  const { devServer } = inputs
  guardPermissions(session.defaultSession)
  servePages({
    source: devServer === undefined ? readBuiltPage(folders.pages) : readDevPage(devServer),
    readServers: () => servers.list(),
    ...(devServer === undefined ? {} : { dev: devServer })
  })
  applyTheme(settings.current.theme)
  followTheme(() => mainWindow.window)

  // --- what works without the window ---
  const reminders = startReminders({
    folder: profile('reminders'),
    now,
    settings,
    log,
    show: createReminderDisplay({ now, openLink: open, log }),
    timers: globalThis
  })
  const updates = createUpdates({
    isEnabled: settings.current.autoUpdate,
    isPackaged: app.isPackaged,
    log,
    onChange: state => mainWindow.tell('updates:changed', state)
  })
  powerMonitor.on('resume', () => {
    reminders.rearm()
    mainWindow.tell('power:resumed', undefined)
  })
  settings.onChange(({ theme, autoUpdate }) => {
    applyTheme(theme)
    updates.setEnabled(autoUpdate)
  })

  // --- what the system shows of it ---
  const fixed = {
    version: app.getVersion(),
    versions: pickVersions(inputs.versions),
    platform: toKnownPlatform(platform)
  }
  prepareAbout(fixed, icon)
  const openLogs = async (): Promise<void> => void (await shell.openPath(folders.logs))
  const updateMenu = keepMenu(
    { platform, isDevelopment: devServer !== undefined, mayUpdate: app.isPackaged },
    {
      choose: command => {
        mainWindow.show()
        mainWindow.tell('menu:chosen', command)
      },
      openLogs: () => void openLogs(),
      checkForUpdates: () => void updates.check(),
      showAbout: () => app.showAboutPanel()
    }
  )
  const updateTray = showTray(folders.assets, platform, { open: () => open(undefined), quit: () => app.quit() })
  status.onChange(next => {
    reminders.update(next)
    updateMenu(next)
    updateTray(next)
    app.setBadgeCount(next?.needsPerson ?? 0)
  })

  // --- what the page may ask ---
  openIpcGate(
    createHandlers({
      settings,
      secrets,
      recovery,
      updates,
      status,
      links,
      log,
      describe: () =>
        describeApp(fixed, settings, {
          servers: servers.list(),
          keyStore: secrets.state,
          disk: disk.state,
          update: updates.state
        }),
      checkServer: address =>
        checkAndRememberServer(address, { settings, servers, fetch: (url, init) => net.fetch(url, init) }),
      openExternally,
      openLogs,
      showExports: async () => void (await shell.openPath(recovery.exportFolder)),
      print: () => mainWindow.window?.webContents.print(),
      savePdf: async suggestedName => {
        const { window } = mainWindow
        if (window === undefined) return { kind: 'failed' }
        return savePageAsPdf({ window, suggestedName, folder: app.getPath('documents') })
      },
      installUpdate: async () => updates.state.kind === 'ready' && (await quitting.confirm()) && updates.install()
    }),
    (channel, error) => log.error(`call-failed ${channel}`, error)
  )
  return { open }
}

function pickVersions({ electron = '', chrome = '', node }: NodeJS.ProcessVersions) {
  return { electron, chrome, node }
}
