import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { app, clipboard, net, powerMonitor, session, shell } from 'electron'
import type { Instant } from '#domain/model/primitives.ts'
import type { DeepLink } from '../contract/desktop-types.ts'
import type { StoredSettings } from './files/stored-settings.ts'
import { watchDisk } from './files/watch-disk.ts'
import { createHandlers } from './ipc/create-handlers.ts'
import { describeApp, type FixedFacts } from './ipc/describe-app.ts'
import { openIpcGate } from './ipc/ipc-gate.ts'
import { countLosses } from './life/count-losses.ts'
import { finishBeforeEnd, letPageFinish } from './life/finish-before-end.ts'
import { guardQuit } from './life/guard-quit.ts'
import { createUpdates } from './life/updates.ts'
import type { Log } from './log/log.ts'
import { showInSystem } from './menu/show-in-system.ts'
import { createStatusBoard } from './menu/status-board.ts'
import { createAllowedServers } from './page/allowed-servers.ts'
import { checkAndRememberServer } from './page/check-server.ts'
import type { DevServer } from './page/dev-server.ts'
import { guardPermissions } from './page/guard-permissions.ts'
import { openExternally } from './page/open-externally.ts'
import { readBuiltPage } from './page/read-built-page.ts'
import { readDevPage, servePages } from './page/serve-pages.ts'
import { startReminders } from './reminders/reminders.ts'
import { createReminderDisplay } from './reminders/show-reminder.ts'
import { openStores } from './stores.ts'
import { applyTheme, followTheme } from './window/follow-theme.ts'
import { createLinkInbox } from './window/link-inbox.ts'
import { keepMainWindow } from './window/main-window.ts'
import { openWindow } from './window/open-window.ts'
import { printPage, savePageAsPdf } from './window/print.ts'

export interface ShellInputs {
  readonly now: () => Instant
  readonly facts: FixedFacts
  readonly log: Log
  readonly folders: {
    readonly assets: string
    readonly pages: string
    /** The preload's file. */
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
export async function startShell({ now, facts, log, folders, offeredServers, devServer }: ShellInputs): Promise<Shell> {
  const unfinished = finishBeforeEnd()
  const status = createStatusBoard()
  const stores = await openStores(folders.profile, now, log)
  const { settings, secrets, remembered, recovery } = stores
  const remember = (patch: Partial<StoredSettings>): void => {
    unfinished.add(settings.change(patch).catch(error => log.error('settings-not-stored', error)))
  }

  // --- the window and its page ---
  const quitting = guardQuit({
    countLosses: () => countLosses(secrets.state, status.current),
    readWindow: () => mainWindow.window
  })
  const finishing = letPageFinish(() => mainWindow.tell('app:closing', undefined))
  const links = createLinkInbox(link => void mainWindow.tell('link:opened', link))
  const servers = createAllowedServers(offeredServers, () => settings.current.servers)
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
      onPageLoad: () => servers.notePageLoad(),
      onPageGone: () => links.forgetPage()
    })
  )
  const open = (link: DeepLink | undefined): void => {
    if (link !== undefined) links.offer(link)
    mainWindow.show()
  }
  guardPermissions(session.defaultSession)
  servePages({
    source: devServer === undefined ? readBuiltPage(folders.pages) : readDevPage(devServer),
    readServers: () => servers.list(),
    ...(devServer === undefined ? {} : { dev: devServer })
  })
  applyTheme(settings.current.theme)
  followTheme(() => mainWindow.window)

  // --- what works without the window ---
  const disk = watchDisk({
    folder: folders.profile,
    statfs,
    onChange: state => void mainWindow.tell('disk:changed', state),
    log
  })
  const reminders = startReminders({
    folder: path.join(folders.profile, 'reminders'),
    now,
    settings,
    log,
    show: createReminderDisplay({ now, openLink: open, log }),
    timers: globalThis
  })
  status.onChange(next => reminders.update(next))
  const updates = createUpdates({
    isEnabled: settings.current.autoUpdate,
    // A package that was made without a feed has nowhere to ask.
    isPackaged: app.isPackaged && existsSync(path.join(process.resourcesPath, 'app-update.yml')),
    log,
    onChange: state => void mainWindow.tell('updates:changed', state)
  })
  settings.onChange(({ theme, autoUpdate }) => {
    applyTheme(theme)
    updates.setEnabled(autoUpdate)
  })
  powerMonitor.on('resume', () => {
    reminders.rearm()
    mainWindow.tell('power:resumed', undefined)
  })

  // --- what the system shows, and what the page may ask ---
  const openLogs = async (): Promise<void> => void (await shell.openPath(folders.logs))
  showInSystem({
    facts,
    assets: folders.assets,
    icon,
    isDevelopment: devServer !== undefined,
    status,
    open: () => open(undefined),
    choose: command => {
      mainWindow.show()
      mainWindow.tell('menu:chosen', command)
    },
    openLogs,
    checkForUpdates: () => updates.check()
  })
  openIpcGate(
    createHandlers({
      ...stores,
      updates,
      status,
      links,
      log,
      describe: () =>
        describeApp(facts, settings, {
          servers: servers.list(),
          keyStore: secrets.state,
          remembered: remembered.current,
          disk: disk.state,
          update: updates.state
        }),
      checkServer: address =>
        checkAndRememberServer(address, { settings, servers, fetch: (url, init) => net.fetch(url, init) }),
      openExternally,
      openLogs,
      showExports: async () => void (await shell.openPath(recovery.exportFolder)),
      mayEnd: () => finishing.confirm(),
      writeClipboard: text => clipboard.writeText(text),
      print: () => {
        if (mainWindow.window !== undefined) printPage(mainWindow.window.webContents, log)
      },
      savePdf: async suggestedName => {
        const { window } = mainWindow
        if (window === undefined) return { kind: 'failed' }
        return savePageAsPdf({ window, suggestedName, folder: app.getPath('documents'), log })
      },
      installUpdate: async () => updates.state.kind === 'ready' && (await quitting.confirm()) && updates.install()
    }),
    (channel, error) => log.error(`call-failed ${channel}`, error)
  )
  return { open }
}
