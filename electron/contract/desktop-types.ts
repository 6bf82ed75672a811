/** What the page and the main process tell each other. Instants are epoch ms. Types and lists only: the preload has no libraries. */
import type { Instant } from '#domain/model/primitives.ts'
import type { PartyRole } from '#domain/model/role.ts'

/**
 * Who keeps the sign-in token and the data key:
 * - `protected` the operating system's key store
 * - `unavailable` the one that sealed the secrets of this computer does not answer now (it is locked, or was not started). Nothing
 *   is lost: nothing stored is opened, written or removed, and so no account may be opened either
 * - `undecided` there is none, and the person was not asked yet: nothing secret is stored before the answer
 * - `unprotected` there is none, and the person chose to keep them readable for whoever can read this computer's files
 * - `memory` there is none, and the person chose to leave nothing behind: gone when the application ends. `forThisRun`: chosen
 *   while it was `unavailable`; not remembered, and what is stored stays as it is
 */
export type KeyStoreState =
  | { readonly kind: 'protected' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'undecided' }
  | { readonly kind: 'unprotected' }
  | { readonly kind: 'memory'; readonly forThisRun?: true }
export const keyStoreChoices = ['unprotected', 'memory'] as const
export type KeyStoreChoice = (typeof keyStoreChoices)[number]

/** A secret of one account (`<userId>@<serverUrl>`). */
export const secretKinds = ['token', 'data-key'] as const
export type SecretKind = (typeof secretKinds)[number]
/** `unreadable`: there is one, but the key store no longer opens it; or it is `unavailable`, and nothing can be said. */
export type SecretAnswer =
  | { readonly kind: 'found'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }

/** What is remembered outside IndexedDB of an account's local database. */
export interface RecoveryMark {
  /** Changes whenever the database is created anew. */
  readonly databaseToken: string
  /** Changes that the server had not confirmed. */
  readonly unsynced: number
  readonly savedAt: Instant
}
/** The mark and, where it could be read, the last export of what was unsynced (JSON; its shape is the page's own). */
export interface RecoveryRecord extends RecoveryMark {
  readonly contents?: string
}

export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]

export interface ReminderSettings {
  /** How long before a session, minutes, each once; empty: none. */
  readonly beforeMin: readonly number[]
  /** Coaches: ask for feedback when a session has ended. */
  readonly afterSession: boolean
}
/** What a person may choose about the application on this computer. */
export interface DesktopSettings {
  readonly reminders: ReminderSettings
  readonly theme: ThemeChoice
  /** Whether closing the window leaves the application running in the tray. */
  readonly keepRunning: boolean
  readonly autoUpdate: boolean
}

/** Where a link from outside leads. */
export type DeepLink =
  | { readonly kind: 'session'; readonly bookingId: string }
  /** @property date `2026-11-30` */
  | { readonly kind: 'calendar'; readonly date: string }
  /** From a notification only. */
  | { readonly kind: 'feedback'; readonly bookingId: string }

/** Below the limit the application writes nothing more. */
export interface DiskState {
  readonly isLow: boolean
  readonly freeBytes: number
}

export const updateStates = ['off', 'idle', 'checking', 'downloading', 'ready', 'failed'] as const
export interface UpdateState {
  readonly kind: (typeof updateStates)[number]
  /** The version on offer: of `downloading` and `ready`. */
  readonly version?: string
}

/** What the page has to know before it opens anything. */
export interface DesktopFacts {
  readonly version: string
  readonly versions: { readonly electron: string; readonly chrome: string; readonly node: string }
  readonly platform: 'linux' | 'darwin' | 'win32'
  /** Servers that this window may talk to: its security policy names exactly these. Newest first. */
  readonly servers: readonly string[]
  readonly keyStore: KeyStoreState
  readonly settings: DesktopSettings
  /** The settings file could not be read and was set aside under this name. */
  readonly settingsSetAside?: string
  /** Small texts of the page's own, by key: as `remembered:save` left them. */
  readonly remembered: Readonly<Record<string, string>>
  readonly disk: DiskState
  readonly update: UpdateState
}

/** `reload`: the window has to be loaded again before it may talk to the server. */
export type ServerCheck =
  | { readonly kind: 'ok'; readonly serverUrl: string; readonly reload: boolean }
  | {
      readonly kind: 'failed'
      readonly problem: 'invalid-address' | 'unreachable' | 'not-a-server' | 'certificate'
      /** For the curious: the code that the network gave. */
      readonly detail?: string
    }

/** One session, as far as reminding of it needs it. */
export interface PlannedSession {
  readonly bookingId: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** Start and end in words, in the zone of the account: the computer may stand elsewhere. */
  readonly timesText: string
  readonly otherName: string
  /** A coach has not said yet how it went. */
  readonly awaitsFeedback: boolean
}
/** What the tray, the badge and the reminders show. Held in memory only. */
export interface DesktopStatus {
  readonly role: PartyRole
  /** The sync state in words, as the header has it. */
  readonly syncText: string
  /** The next session in words; absent without one. */
  readonly nextText?: string
  /** How many things need the person. */
  readonly needsPerson: number
  /** Changes that the server has not confirmed. */
  readonly unsynced: number
  /** The confirmed ones of yesterday and the days ahead, ascending by start. */
  readonly sessions: readonly PlannedSession[]
}

/** What the menu asks the page to do. */
export const menuCommands = [
  'new-slot',
  'undo',
  'search',
  'sync-now',
  'settings',
  'shortcuts',
  'print',
  'save-pdf'
] as const
export type MenuCommand = (typeof menuCommands)[number]

export type PdfOutcome =
  | { readonly kind: 'saved'; readonly file: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed' }

/** A fault of the page for the log: names and places, never the message, which may quote what a person typed. */
export interface PageFault {
  readonly name: string
  /** `file:line:column`, outermost last. */
  readonly frames: readonly string[]
}
