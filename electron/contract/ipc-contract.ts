/**
 * The one contract between the page and the main process: channel -> signature. Main is generic over it in `main/ipc/`, the
 * preload lets nothing else through, and the page calls it as `Desktop`.
 */
import type {
  DeepLink,
  DesktopFacts,
  DesktopSettings,
  DesktopStatus,
  DiskState,
  KeyStoreChoice,
  KeyStoreState,
  MenuCommand,
  PageFault,
  PdfOutcome,
  RecoveryMark,
  RecoveryRecord,
  SecretAnswer,
  SecretKind,
  ServerCheck,
  UpdateState
} from './desktop-types.ts'

/** Questions and orders of the page; main answers each. `accountKey` is `<userId>@<serverUrl>`. */
export interface CallContract {
  'app:describe': () => DesktopFacts
  /** Answers `app:closing`: what had to be kept is kept. */
  'app:may-end': () => void
  /** Whether something that speaks as our server is there; if so, this computer remembers it. */
  'servers:check': (address: string) => ServerCheck
  'settings:change': (change: Partial<DesktopSettings>) => DesktopSettings
  /** Without effect where it is `protected`; where it is `unavailable`, `memory` holds for this run and `unprotected` is refused. */
  'key-store:choose': (choice: KeyStoreChoice) => KeyStoreState
  /** Where it was `unavailable`: looks again. `protected` as soon as it opens what is stored. */
  'key-store:check': () => KeyStoreState
  'secrets:load': (kind: SecretKind, accountKey: string) => SecretAnswer
  /** Secrets that stood aside for a newer one because the key store did not open them, and that it opens now; the newest first. */
  'secrets:load-former': (kind: SecretKind, accountKey: string) => readonly string[]
  /** False where nothing may be stored (`undecided`, `unavailable`) or the disk refuses. */
  'secrets:save': (kind: SecretKind, accountKey: string, value: string) => boolean
  'secrets:remove': (kind: SecretKind, accountKey: string) => void
  /** Keeps a small text over restarts; null forgets it. True once it is on the disk, false where nothing may be stored. */
  'remembered:save': (key: string, value: string | null) => boolean
  'recovery:load': (accountKey: string) => RecoveryRecord | undefined
  /** Replaces mark and contents in one step; sealed as the secrets are. */
  'recovery:save': (accountKey: string, mark: RecoveryMark, contents: string) => boolean
  /** Writes what could not be applied or read to a file that the person may keep; answers its name. */
  'recovery:export': (accountKey: string, contents: string) => string | undefined
  /** Opens the folder of these files. */
  'recovery:show-exports': () => void
  'status:publish': (status: DesktopStatus | undefined) => void
  /** The link that started the application or came while no page listened; once. */
  'link:take': () => DeepLink | undefined
  /** Only https and tel addresses are opened. */
  'shell:open-external': (address: string) => boolean
  'shell:open-logs': () => void
  /** The page itself is not let near the clipboard. */
  'clipboard:write': (text: string) => void
  'page:print': () => void
  'page:save-pdf': (suggestedName: string) => PdfOutcome
  'updates:check': () => UpdateState
  /** Restarts into the version that is ready. */
  'updates:install': () => boolean
  'log:page-fault': (fault: PageFault) => void
}

/** What main tells the page unasked. */
export interface EventContract {
  /** The application is about to end; it waits a moment for `app:may-end`. */
  'app:closing': undefined
  'link:opened': DeepLink
  'menu:chosen': MenuCommand
  'disk:changed': DiskState
  'updates:changed': UpdateState
  /** The computer woke up: feeds are stale. */
  'power:resumed': undefined
}

export type CallChannel = keyof CallContract
export type EventChannel = keyof EventContract

/** The lists that the preload checks against; the types below see that none is missing. */
export const callChannels = [
  'app:describe',
  'app:may-end',
  'servers:check',
  'settings:change',
  'key-store:choose',
  'key-store:check',
  'secrets:load',
  'secrets:load-former',
  'secrets:save',
  'secrets:remove',
  'remembered:save',
  'recovery:load',
  'recovery:save',
  'recovery:export',
  'recovery:show-exports',
  'status:publish',
  'link:take',
  'shell:open-external',
  'shell:open-logs',
  'clipboard:write',
  'page:print',
  'page:save-pdf',
  'updates:check',
  'updates:install',
  'log:page-fault'
] as const satisfies readonly CallChannel[]
export const eventChannels = [
  'app:closing',
  'link:opened',
  'menu:chosen',
  'disk:changed',
  'updates:changed',
  'power:resumed'
] as const satisfies readonly EventChannel[]

type Listed = (typeof callChannels)[number] | (typeof eventChannels)[number]
type Missing = Exclude<CallChannel | EventChannel, Listed>
/**
 * Fails to compile where a channel stands in the contract but in no list.
 * @public
 */
export const isEveryChannelListed: [Missing] extends [never] ? true : Missing = true

/** The bridge: `window.desktop`, frozen, absent in the web edition. */
export interface Desktop {
  /** Rejects for a channel outside the contract and where main's own code failed. */
  readonly call: <C extends CallChannel>(
    channel: C,
    ...args: Parameters<CallContract[C]>
  ) => Promise<ReturnType<CallContract[C]>>
  /** Returns how to stop. */
  readonly on: <C extends EventChannel>(channel: C, listener: (value: EventContract[C]) => void) => () => void
}
