import type { DesktopFacts, KeyStoreState, PdfOutcome, ServerCheck } from '#electron/contract/desktop-types.ts'
import type { LinkInbox } from '../window/link-inbox.ts'
import type { Log } from '../log/log.ts'
import type { StatusBoard } from '../menu/status-board.ts'
import type { Stores } from '../stores.ts'
import type { Updates } from '../life/updates.ts'
import { toDesktopSettings } from './describe-app.ts'
import type { CallHandlers } from './ipc-gate.ts'

/** What the calls of the page are answered with. */
export interface ShellParts extends Stores {
  readonly updates: Updates
  readonly status: StatusBoard
  readonly links: LinkInbox
  readonly log: Log
  readonly describe: () => DesktopFacts
  readonly checkServer: (address: string) => Promise<ServerCheck>
  readonly openExternally: (address: string) => Promise<boolean>
  readonly openLogs: () => Promise<void>
  readonly showExports: () => Promise<void>
  readonly mayEnd: () => void
  readonly writeClipboard: (text: string) => Promise<void>
  readonly print: () => void
  readonly savePdf: (suggestedName: string) => Promise<PdfOutcome>
  readonly installUpdate: () => Promise<boolean>
}

/** Channel by channel: which part answers it. */
export function createHandlers(parts: ShellParts): CallHandlers {
  const { settings, secrets, remembered, recovery, updates, status, links, log } = parts
  return {
    'app:describe': parts.describe,
    'app:may-end': parts.mayEnd,
    'servers:check': parts.checkServer,
    'settings:change': async change => toDesktopSettings(await settings.change(change)),
    'key-store:choose': choice => secrets.choose(choice),
    'key-store:check': () => secrets.check(),
    'secrets:load': (kind, accountKey) => secrets.load(kind, accountKey),
    'secrets:load-former': (kind, accountKey) => secrets.loadFormer(kind, accountKey),
    'secrets:save': (kind, accountKey, value) => secrets.save(kind, accountKey, value),
    'secrets:remove': (kind, accountKey) => secrets.remove(kind, accountKey),
    // Whoever chose to leave nothing behind, or was not asked yet, leaves no account's name either.
    'remembered:save': (key, value) => mayRemember(secrets.state) && remembered.save(key, value),
    'recovery:load': accountKey => recovery.load(accountKey),
    'recovery:save': (accountKey, mark, contents) => recovery.save(accountKey, mark, contents),
    'recovery:export': (accountKey, contents) => recovery.export(accountKey, contents),
    'recovery:show-exports': parts.showExports,
    'status:publish': published => status.publish(published),
    'link:take': () => links.take(),
    'shell:open-external': parts.openExternally,
    'shell:open-logs': parts.openLogs,
    'clipboard:write': parts.writeClipboard,
    'page:print': parts.print,
    'page:save-pdf': parts.savePdf,
    'updates:check': () => updates.check(),
    'updates:install': parts.installUpdate,
    'log:page-fault': fault => log.error('page-fault', fault)
  }
}

function mayRemember({ kind }: KeyStoreState): boolean {
  return kind === 'protected' || kind === 'unprotected'
}
