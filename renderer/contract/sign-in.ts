import type { OwnDetails } from '#domain/model/account.ts'
import type { Instant, UserId } from '#domain/model/primitives.ts'
import type { Role } from '#domain/model/role.ts'
import type { LinkFacts } from '#domain/wire/links.ts'
import type { DemoOffer } from '#domain/wire/welcome.ts'
import type { ChosenMail, OwnMail } from '#domain/wire/account.ts'
import type { AdminActions } from './administration.ts'
import type { InvitationActions } from './invitations.ts'
import type { Outcome, Refusal } from './refusal.ts'

/** An account that has signed in on this device before. */
export interface DeviceAccount {
  /** `<userId>@<serverUrl>` */
  readonly key: string
  readonly serverUrl: string
  readonly userId: UserId
  readonly name: string
  readonly displayName: string
  readonly role: Role
  /** The right to administer, as the server said it last. */
  readonly isAdmin?: boolean
  readonly zone: string
  /** It is new on this device, and its person has not read what CoachDesk is for. */
  readonly isFirstVisit?: boolean
}

/** Who uses the application in this window. */
export type SignInState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signed-out'; readonly accounts: readonly DeviceAccount[] }
  | { readonly kind: 'opening'; readonly account: DeviceAccount }
  | { readonly kind: 'open'; readonly account: DeviceAccount; readonly accounts: readonly DeviceAccount[] }
  | {
      readonly kind: 'failed'
      readonly account: DeviceAccount
      readonly refusal: Refusal
      /** Given where data on this device does not open; nothing of it has been removed. */
      readonly kept?: KeptSealed
    }

/** What lies on this device, is not at the server, and does not open. */
export interface KeptSealed {
  readonly changes: number
  readonly drafts: number
  readonly notices: number
}

/** What opens the sealed part of a file of what was given up: nothing more is needed, its password, or a key that is not here. */
export type KeptFileLock = 'none' | 'password' | 'key'

/** A file that was written when a device went on without what no key opened. Nothing of it has been brought back yet. */
export interface KeptFileFacts {
  /** When it was written, by the clock of the device that wrote it. */
  readonly at: Instant
  readonly lock: KeptFileLock
  /** What anybody can read in the file. */
  readonly readable: KeptSealed
  /** What is sealed in it. */
  readonly sealed: KeptSealed
}

/** Something of a file that did not come back, by its name. */
export interface NotBroughtBack {
  readonly kind:
    | 'slot'
    | 'removal'
    | 'claim'
    | 'pencil'
    | 'request'
    | 'session'
    | 'own'
    | 'watch'
    | 'profile'
    | 'draft'
    | 'message'
  readonly refusal: Refusal
  readonly startsAt?: Instant
  readonly otherName?: string
}

export interface BroughtBack {
  /** What is a change, a draft or a message of this device again. */
  readonly back: KeptSealed
  /** What was here already, or is settled since. */
  readonly same: number
  readonly left: readonly NotBroughtBack[]
}

/** A device on which an account is signed in, as its server knows it. */
export interface SignedInDevice {
  readonly id: string
  readonly createdAt: Instant
  /** Within the last hour for a device in use. */
  readonly usedAt: Instant
  /** What the program on the device calls itself (a browser's user agent); empty where it was not recorded. */
  readonly agent: string
  readonly isThisDevice: boolean
}

/** The private link to the own sessions, for calendars of other programs (CA3). */
export interface FeedLink {
  /** In full, to be given to a calendar. Only right after it was made: the server does not know it any more. */
  readonly address?: string
  readonly madeAt: Instant
}

/** What somebody types who makes an account by a link. The zone is the device's. */
export interface TypedAccount {
  readonly name: string
  readonly displayName: string
  /** E.164 */
  readonly phone: string
  readonly email: string
  readonly password: string
}

export interface SetUpInput {
  readonly token: string
  readonly organisation: string
  readonly role: 'coach' | 'none'
  readonly isAdmin: boolean
  readonly account: TypedAccount
}

/** A new password by a link. */
export interface ResetInput {
  readonly token: string
  readonly password: string
}

/** Who gives somebody a link to a new password: the server mails it, or an administrator hands it over. */
export type ResetWay = 'mail' | 'administrator'

export interface JoinInput {
  readonly token: string
  readonly account: TypedAccount
}

/** Links of the page's own server, each with the account that it let in. */
export interface LinkActions {
  readonly look: (token: string) => Promise<Outcome<LinkFacts>>
  readonly setUp: (input: SetUpInput) => Promise<Outcome<DeviceAccount>>
  readonly reset: (input: ResetInput) => Promise<Outcome<DeviceAccount>>
  readonly join: (input: JoinInput) => Promise<Outcome<DeviceAccount>>
}

export interface SignInActions {
  /** The people of a server that is a demo; undefined of any other, and where it cannot be asked. */
  readonly findDemo: (serverUrl: string) => Promise<DemoOffer | undefined>
  /** The open account's person has read what CoachDesk is for. */
  readonly endFirstVisit: () => void
  /** What a link of the page's own server is for; nothing is spent by it. */
  readonly lookAtLink: (token: string) => Promise<Outcome<LinkFacts>>
  /** Makes the first account of a server and opens it. */
  readonly setUp: (input: SetUpInput) => Promise<Outcome>
  /** Sets the password by a link, and opens the account. */
  readonly resetPassword: (input: ResetInput) => Promise<Outcome>
  /** How somebody who forgot the password gets a new one at this server. */
  readonly findResetWay: (serverUrl: string) => Promise<Outcome<ResetWay>>
  /** Has a link mailed. The answer says nothing of whether there is such an account. @param login a name or an e-mail address */
  readonly askForReset: (serverUrl: string, login: string) => Promise<Outcome>
  /** Of a link that was mailed to an address that was replaced: it is put back, and every sign-in ends. */
  readonly revertAddress: (token: string) => Promise<Outcome>
  /** Makes an account by an invitation and opens it. */
  readonly join: (input: JoinInput) => Promise<Outcome>

  /** Signs in at the server; where it cannot be reached, unlocks an account that is known here with the same password. */
  readonly signIn: (input: {
    readonly serverUrl: string
    readonly name: string
    readonly password: string
  }) => Promise<Outcome>
  /** Of a link that was mailed to an address, on the page of its server: the address counts from then on (`link-not-valid` otherwise, or `address-taken`). */
  readonly confirmAddress: (token: string) => Promise<Outcome>
  /** Opens another account of this device; one that was signed out asks for its password first (`needs-sign-in`). */
  readonly switchTo: (key: string) => Promise<Outcome>
  readonly signOut: () => Promise<void>
  /** Of an account that did not open (`other-password`): tries a password that was used here before. */
  readonly unlockWithFormer: (password: string) => Promise<Outcome>
  /** Of an account with data that does not open: writes it to a file, removes it here, and opens the account without it. */
  readonly setAside: () => Promise<Outcome>
  /**
   * Whether an account's server is at this address, too; nothing of the account is sent there. Answers the address in full.
   * @param key of an account of this device; left out: the open one
   */
  readonly checkAddress: (address: string, key?: string) => Promise<Outcome<string>>
  /**
   * From now on the account's server is reached at this address, once it has proven again that it is the same. One that was
   * signed out stays so.
   */
  readonly moveToAddress: (address: string, key?: string) => Promise<Outcome>
  /** Undefined where nothing clears data by itself. */
  readonly persistence: StoragePersistence | undefined
  /** Own phone, e-mail, name, zone, straight from the server: online only. */
  readonly loadOwnDetails: () => Promise<Outcome<OwnDetails>>
  /** @param currentPassword for another e-mail address, or none (`wrong-password`) */
  readonly saveOwnDetails: (details: OwnDetails, currentPassword?: string) => Promise<Outcome<OwnDetails>>
  readonly changePassword: (input: { readonly current: string; readonly next: string }) => Promise<Outcome>
  /** Straight from the server: online only. Undefined where the server is of a version without such a list. */
  readonly listSignIns: () => Promise<Outcome<readonly SignedInDevice[] | undefined>>
  /** Signs another device out: its next contact with the server asks for the password. */
  readonly endSignIn: (id: string) => Promise<Outcome>
  /** Straight from the server: online only. Undefined where no link works. */
  readonly findCalendarLink: () => Promise<Outcome<FeedLink | undefined>>
  /** The former one, where there is one, ends. */
  readonly makeCalendarLink: () => Promise<Outcome<FeedLink>>
  readonly endCalendarLink: () => Promise<Outcome>
  /** Where mail goes, and which: straight from the server, online only. */
  readonly loadMail: () => Promise<Outcome<OwnMail>>
  readonly saveMail: (chosen: ChosenMail) => Promise<Outcome<OwnMail>>
  /** Has the link that confirms the own address mailed once more. */
  readonly askForAddress: () => Promise<Outcome>
  /** What an administrator may ask; undefined while no account is open. Rejects where its part of the program cannot be fetched. */
  readonly loadAdministration: () => Promise<AdminActions | undefined>
  /** What is asked of invitations; undefined while no account is open. Rejects where its part of the program cannot be fetched. */
  readonly loadInvitations: () => Promise<InvitationActions | undefined>
}

/** What the owner of the open account asks of its server. */
export type OwnAccountActions = Pick<
  SignInActions,
  | 'loadOwnDetails'
  | 'saveOwnDetails'
  | 'changePassword'
  | 'listSignIns'
  | 'endSignIn'
  | 'findCalendarLink'
  | 'makeCalendarLink'
  | 'endCalendarLink'
  | 'loadMail'
  | 'saveMail'
  | 'askForAddress'
> & {
  readonly loadAdministration: () => Promise<AdminActions>
  readonly loadInvitations: () => Promise<InvitationActions>
}

/** What a browser says of the data that a page has stored. `unknown`: it does not say. */
export type StorageKept = 'kept' | 'may-be-cleared' | 'unknown'

export interface StoragePersistence {
  readonly read: () => Promise<StorageKept>
  /** Asks the browser to keep it; some ask the person, some decide by themselves. */
  readonly ask: () => Promise<StorageKept>
}

export type SignInStoreState = SignInActions & { readonly session: SignInState }
