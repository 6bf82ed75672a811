/**
 * What the composition root hands to the data layer and gets back. `create-application.ts` implements it;
 * `browser-parts.ts` gives the parts of a browser window.
 */
import type { RxStorage } from 'rxdb'
import type { Observable } from 'rxjs'
import type { StoreApi } from 'zustand'
import type { Instant } from '#domain/model/primitives.ts'
import type { SignInStoreState, StoragePersistence, WorkspaceStoreState } from './screens.ts'

/** Small texts that survive a restart; shaped like `localStorage`. */
export interface KeyValueStore {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
  /** Resolves when all that was written so far is on the disk. Left out: nobody can tell when that is. */
  flush?(): Promise<void>
}

/** Where sign-in tokens are kept. The web edition uses the key-value store, the desktop the system's key store. */
export interface TokenVault {
  /** @param accountKey `<userId>@<serverUrl>` */
  load(accountKey: string): Promise<string | undefined>
  save(accountKey: string, secret: string): Promise<void>
  remove(accountKey: string): Promise<void>
}

/** The data key of one account, wrapped: by the password for good, by this browser's own key while the account is signed in. */
export interface WrappedKey {
  readonly byPassword?: { readonly rounds: number; readonly salt: string; readonly wrapped: string } | undefined
  readonly byDevice?: string | undefined
}

/**
 * Where the keys are kept that seal private fields, one for each account: AES-256-GCM, not extractable (`importDataKey` makes
 * one of 32 random bytes). The desktop keeps the bytes in the system's key store, the web edition wraps them with the password.
 */
export interface DataKeyVault {
  /** `locked`: it takes the password. `unreadable`: there is a key, but whoever keeps it no longer gives it. */
  load(accountKey: string): Promise<DataKeyAnswer>
  /** Makes a fresh key and keeps it in the place of what was there. Undefined where it cannot be kept. */
  create(accountKey: string): Promise<CryptoKey | undefined>
  /** The person has just signed in with this password, with or without the network. Called before `load`. */
  unlock?(accountKey: string, password: string): Promise<void>
  /** Opens what was kept under a password of before, for the password of today. False where that one opens nothing either. */
  unlockWithFormer?(accountKey: string, password: string): Promise<boolean>
  /** The key as it is kept, itself sealed: with the former password it opens an export. */
  describeWrapping?(accountKey: string): string | undefined
  /**
   * Keys of before that this device still has: those that the system's key store opens and that were put beside for a new one, or
   * the one in an export that this browser's own key unwraps.
   */
  findFormer?(accountKey: string, wrapping: WrappedKey | undefined): Promise<readonly CryptoKey[]>
  /** The password of an account that is unlocked was changed. */
  changePassword?(accountKey: string, next: string): Promise<void>
  /** The person signed out: from now on `load` needs `unlock`. */
  lock?(accountKey: string): Promise<void>
}
export type DataKeyAnswer =
  | { readonly kind: 'found'; readonly key: CryptoKey }
  | { readonly kind: 'none' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'unreadable' }

/** What a place outside the local database remembers of it: that it existed, and what had not reached the server. */
export interface KeptMark {
  /** Changes whenever the database is created anew. */
  readonly databaseToken: string
  readonly unsynced: number
  readonly savedAt: Instant
}
export interface RecoveryVault {
  load(accountKey: string): Promise<(KeptMark & { readonly contents?: string }) | undefined>
  /** @param contents JSON of the unsynced changes; kept sealed. False where it could not be stored. */
  save(accountKey: string, mark: KeptMark, contents: string): Promise<boolean>
  /** Writes a file for the person; answers its name, or undefined where it could not be written. */
  export(accountKey: string, contents: string): Promise<string | undefined>
}

/** Time, as far as waiting goes. */
export interface Timers {
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted before. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** What tells the windows of one browser about each other. */
export interface WindowTies {
  /** Small texts of this window alone; they survive a reload. */
  readonly own: KeyValueStore
  /** Calls the listener when another window has changed the key-value store. Returns how to stop. */
  readonly onChange: (listener: () => void) => () => void
}

export interface ApplicationParts {
  /** Dexie in the browser, memory for a shared computer and in tests. A function loads it when the first account is opened. */
  readonly storage: RxStorage<unknown, unknown> | (() => Promise<RxStorage<unknown, unknown>>)
  readonly fetch: typeof globalThis.fetch
  /** This device's clock, epoch ms. */
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>
  readonly keyValueStore: KeyValueStore
  /** Left out: the key-value store keeps the tokens. */
  readonly tokenVault?: TokenVault
  /** Left out: private fields are stored as they are, which only a storage that forgets everything may do. */
  readonly dataKeyVault?: DataKeyVault
  /** Left out: nothing outside the local database remembers it. */
  readonly recoveryVault?: RecoveryVault
  /** Whether the disk is so full that nothing more may be written, now and at each change. Left out: never. */
  readonly isDiskLow$?: Observable<boolean>
  /** Whether the browser keeps what is stored here. Left out: nothing clears it by itself. */
  readonly persistence?: StoragePersistence
  readonly timers: Timers
  /** Offered on the sign-in screen and used where the person names no server. */
  readonly defaultServerUrl: string
  /** Calls the listener when the network came or went, or the computer woke up: what is connected may be dead. Returns how to stop. */
  readonly onWake: (listener: () => void) => () => void
  /** Calls the listener when the window may be about to go: hidden, left, or reloaded. Left out: it never is. Returns how to stop. */
  readonly onLeave?: (listener: () => void) => () => void
  /** Whether other windows may have the same account open: one of them holds the connection for all. */
  readonly multiInstance: boolean
  /** Left out: this is the only window. */
  readonly windows?: WindowTies
  /**
   * The screens say when a page of an account is shown (`noteShown`). What that page does not need waits for it, but no longer than this,
   * ms. Left out: nobody says it, and nothing waits.
   */
  readonly longestUnshownMs?: number
  /** How long a request may be without a sign of life, ms. Left out: half a minute. */
  readonly silenceMs?: number
  /** PBKDF2 rounds of the offline check of a password. */
  readonly passwordRounds?: number
}

/** What an account is opened with: by then the storage is loaded. */
export interface OpeningParts extends ApplicationParts {
  readonly storage: RxStorage<unknown, unknown>
}

export interface OpenWorkspace {
  /** The data of the open account; undefined while none is open. */
  readonly store: StoreApi<WorkspaceStoreState> | undefined
}

export interface Application {
  readonly sessionStore: StoreApi<SignInStoreState>
  /** A store, so that the screens can follow which account is open (`useStore(application.workspace, s => s.store)`). */
  readonly workspace: StoreApi<OpenWorkspace>
  /** Ends replication and closes the local database; nothing is lost by not calling it. */
  readonly stop: () => Promise<void>
  /** Before the window goes without `stop`: keeps outside the local database what has not reached the server. */
  readonly flush: () => Promise<void>
}

/** Starts with what the device remembers: the account that was open last is opened again without the network. */
export type CreateApplication = (parts: ApplicationParts) => Application
