/** The main process of the desktop application. Clock and environment are read here alone. */
import path from 'node:path'
import { app, dialog } from 'electron'
import { z } from 'zod'
import type { DeepLink } from '../contract/desktop-types.ts'
import { toKnownPlatform } from './ipc/describe-app.ts'
import { switchOnSqlite } from './life/switch-on-sqlite.ts'
import type { Log } from './log/log.ts'
import { openLog } from './log/open-log.ts'
import { parseDevServer } from './page/dev-server.ts'
import { guardContents } from './page/guard-contents.ts'
import { registerPageScheme } from './page/serve-pages.ts'
import { startShell } from './start-shell.ts'
import { findDeepLink, linkScheme, parseDeepLink } from './window/parse-deep-link.ts'
import { words } from './words.ts'

/** The installer's, by which Windows knows whose notifications and task bar icons these are. */
const appId = 'app.coachdesk.desktop'

// zod interprets its schemas instead of compiling them: the main process makes no code from text.
z.config({ jitless: true })
switchOnSqlite(app.commandLine)
app.enableSandbox()
app.setAppUserModelId(appId)
registerPageScheme()
guardContents()

// A second start hands its command line to the first, which shows itself.
if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  const { COACHDESK_SERVER_URL: offeredServer, ELECTRON_RENDERER_URL: devAddress } = app.isPackaged ? {} : process.env
  const out = path.dirname(import.meta.dirname)
  const logs = app.getPath('logs')
  const log = openLog({ folder: logs })
  log.info('started', { version: app.getVersion() })
  const end = endOnFault(log)
  if (!claimLinkScheme()) log.warn('link-scheme-not-claimed')

  const starting = app.whenReady().then(() =>
    startShell({
      now: Date.now,
      facts: {
        version: app.getVersion(),
        versions: pickVersions(process.versions),
        platform: toKnownPlatform(process.platform)
      },
      log,
      folders: {
        assets: path.join(import.meta.dirname, 'assets'),
        pages: path.join(out, 'renderer'),
        preload: path.join(out, 'preload', 'index.cjs'),
        logs,
        profile: app.getPath('userData')
      },
      offeredServers: offeredServer === undefined ? [] : [offeredServer],
      devServer: parseDevServer(devAddress)
    })
  )
  const open = (link: DeepLink | undefined): void => {
    starting.then(shell => shell.open(link)).catch(end)
  }
  app.on('second-instance', (_event, argv) => open(findDeepLink(argv)))
  app.on('activate', () => open(undefined))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    open(parseDeepLink(url))
  })
  open(findDeepLink(process.argv))
}

function pickVersions({ electron, chrome, node }: NodeJS.ProcessVersions) {
  return { electron, chrome, node }
}

/**
 * A fault that nobody expected leaves the application in a state that nobody knows: it is written down, said, and the end. A
 * rejection that nobody awaited concerns one task: it is written down.
 * @returns the end, for a start that failed
 */
function endOnFault(log: Log): (error: unknown) => void {
  const end = (error: unknown): void => {
    log.error('fault', error)
    dialog.showErrorBox(words.fault.title, words.fault.text)
    app.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', error => log.error('unhandled-rejection', error))
  return end
}

/**
 * Makes this application the one that opens `coachdesk://` links. An installed one needs no arguments; one that runs from
 * its sources has to name them, or the system would start a bare Electron.
 */
function claimLinkScheme(): boolean {
  if (app.isPackaged) return app.setAsDefaultProtocolClient(linkScheme)
  return app.setAsDefaultProtocolClient(linkScheme, process.execPath, [app.getAppPath()])
}
