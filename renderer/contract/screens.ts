import type { OwnDetails } from '#domain/model/account.ts'
import type { Review } from '#domain/model/booking.ts'
import type { SessionCopy, FollowUp } from '#domain/model/session-copy.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { HowWeMeet } from '#domain/model/how-we-meet.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { BookingId, Instant, SlotId, UserId } from '#domain/model/primitives.ts'
import type { Role } from '#domain/model/role.ts'
import type { Watch, WatchWish } from '#domain/model/watch.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Reason } from '#domain/model/reasons.ts'
import type { PlannedDate } from '#domain/series/plan-series.ts'
import type { Capability } from '#domain/versions/product-version.ts'
import type { Interval } from '#domain/time/interval.ts'
import type { Draft, DraftForm, FormDraft } from './draft.ts'
import type { HistoryEntry } from './history-entry.ts'
import type { BusyImported, HoursChange, HoursData, HoursPreview } from './hours.ts'

export type { Draft, DraftBases, DraftForm, DraftValues, FormDraft } from './draft.ts'
export type { ChangeKind, ChangeOutcome, HistoryEntry } from './history-entry.ts'

/** An account that has signed in on this device before. */
export interface DeviceAccount {
  /** `<userId>@<serverUrl>` */
  readonly key: string
  readonly serverUrl: string
  readonly userId: UserId
  readonly name: string
  readonly displayName: string
  readonly role: Role
  readonly zone: string
}

/** Why a request of the person was not carried out. Looked up in the catalogue by code. */
export type Refusal =
  | Reason
  | 'offline'
  | 'unreachable'
  | 'not-a-server'
  | 'wrong-password'
  | 'unknown-here'
  | 'too-many-attempts'
  | 'account-disabled'
  | 'client-too-old'
  | 'needs-sign-in'
  | 'wrong-role'
  | 'certificate'
  | 'another-server'
  | 'address-not-listed'
  | 'no-identity'
  | 'same-address'
  | 'account-there-already'
  | 'disk-low'
  | 'key-store-undecided'
  | 'not-exported'
  | 'key-lost'
  | 'other-password'
  | 'data-damaged'
  | 'file-too-large'
  | 'calendar-too-large'
  | 'calendar-unreadable'
  | 'file-unreadable'
  | 'file-foreign'
  | 'file-newer'
  | 'file-of-other-account'
  | 'file-wrong-password'
  | 'item-closed'
  | 'item-unreadable'
  | 'not-fetched'
  | 'session-gone'
  | 'request-waiting'
  | 'storage-full'
  | 'storage-failed'
  | 'invalid-input'
  | 'already-sent'
  | 'move-waiting'
  | 'slot-spoken-for'
  | 'server-older'
  | 'undo-nothing'
  | 'undo-done'
  | 'undo-declined'
  | 'undo-waiting'
  | 'undo-booking'
  | 'undo-told'
  | 'undo-changed'
  | 'undo-outcome'
  | 'undo-reopened'
  | 'server-failed'

/** The slot or session that a refused time met, where there is one. */
export interface Refused {
  readonly ok: false
  readonly refusal: Refusal
  readonly slotId?: SlotId
  /** Which form field is at fault, where one is. */
  readonly field?: string
}
export type Outcome<T = undefined> = { readonly ok: true; readonly value: T } | Refused

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
  readonly kind: 'slot' | 'removal' | 'claim' | 'pencil' | 'request' | 'session' | 'profile' | 'draft' | 'message'
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

export interface SignInActions {
  /** Signs in at the server; where it cannot be reached, unlocks an account that is known here with the same password. */
  readonly signIn: (input: {
    readonly serverUrl: string
    readonly name: string
    readonly password: string
  }) => Promise<Outcome>
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
  readonly saveOwnDetails: (details: OwnDetails) => Promise<Outcome<OwnDetails>>
  readonly changePassword: (input: { readonly current: string; readonly next: string }) => Promise<Outcome>
  /** Straight from the server: online only. Undefined where the server is of a version without such a list. */
  readonly listSignIns: () => Promise<Outcome<readonly SignedInDevice[] | undefined>>
  /** Signs another device out: its next contact with the server asks for the password. */
  readonly endSignIn: (id: string) => Promise<Outcome>
}

export type CollectionName = 'users' | 'slots' | 'calls'

/** One collection's part of the sync panel. */
export interface CollectionSync {
  readonly collection: CollectionName
  /** Changes of this device that the server has not answered yet. */
  readonly waiting: number
  readonly lastSuccessAt?: Instant
  readonly lastError?: { readonly at: Instant; readonly refusal: Refusal; readonly detail: string }
  /** The first sync: documents received of those expected. */
  readonly progress?: { readonly done: number; readonly total: number }
}

/** The whole connection, in the order of what the person should know first. */
export type SyncState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'needs-sign-in'; readonly waiting: number }
  | { readonly kind: 'account-disabled'; readonly waiting: number }
  /** The server does not sync with this version of CoachDesk any more (VE8). */
  | { readonly kind: 'needs-update'; readonly waiting: number }
  | { readonly kind: 'offline'; readonly since: Instant; readonly waiting: number }
  /** The server answers, and cannot do its work: its disk is full, or it has a fault. It is asked again by itself. */
  | { readonly kind: 'server-failing'; readonly waiting: number }
  | { readonly kind: 'syncing'; readonly waiting: number }
  | { readonly kind: 'synced'; readonly at: Instant }

/** `saved-here` not sent yet; `sent` on its way; `confirmed` the server has it; `needs-you` a notice is about it. */
export type RecordSync = 'saved-here' | 'sent' | 'confirmed' | 'needs-you'

/** The words of a wrap-up as they are recorded. */
export type WrapUpWords = { readonly [F in 'satisfaction' | 'notes' | 'followUps']?: SessionCopy[F] | undefined }
export interface ReviewBase {
  readonly review?: Review | undefined
}

/** The local data of the opened account, kept current by live queries. */
export interface WorkspaceData extends HoursData {
  readonly ready: boolean
  /** Whether the slots of all coaches are in `slots`. Until then, right after a coach's start, only the own ones are. */
  readonly hasAllSlots: boolean
  /** Ascending by start; slots that a waiting move replaces are left out. */
  readonly slots: readonly Slot[]
  readonly coaches: readonly CoachProfile[]
  /** Ascending by start. Lost claims included, with status `declined`. */
  readonly calls: readonly SessionCopy[]
  /** Newest first; the server's and this device's own, each once; dismissed ones are included and marked. */
  readonly notices: readonly Notice[]
  /** As they are typed at this moment. */
  readonly drafts: readonly Draft[]
  /** Ids of drafts that are typed further than they are stored, each with the reason why the last write failed, if it did. */
  readonly unkeptDrafts: ReadonlyMap<string, Refusal | undefined>
  /** What was done on this device, newest first. */
  readonly journal: readonly HistoryEntry[]
  /** Only documents that are not `confirmed`. Key: document id. */
  readonly syncByRecord: ReadonlyMap<string, Exclude<RecordSync, 'confirmed'>>
  readonly sync: SyncState
  readonly collections: readonly CollectionSync[]
  /** What the server can do, by the last list that it gave, also without a network (VE9); undefined while there has been none. */
  readonly capabilities: readonly string[] | undefined
  /** How many documents on this device only a newer version of CoachDesk can read (VE4): they are in no list. */
  readonly setAside: number
  /** Of a coach: the students whom the coach has blocked (BL3). */
  readonly blocked: ReadonlySet<UserId>
  /** Of a coach: how sessions take place, as the coach has said (HM1). */
  readonly howWeMeet: HowWeMeet | undefined
  /** What this student waits for, the oldest first; ended ones too (WL). */
  readonly watches: readonly Watch[]
  /** Server's clock minus this device's, ms; undefined until it was measured. */
  readonly clockOffsetMs: number | undefined
  /** Why local data cannot be written (for example a full disk), or undefined. */
  readonly storageProblem: Refusal | undefined
  /** What happened to the local data since the last time, until the person has read it. */
  readonly recoveryReport: RecoveryReport | undefined
}

/**
 * The local database was found emptied, its key lost, or single documents of it damaged, and this is what became of what had not
 * reached the server.
 */
export interface RecoveryReport {
  readonly kind: 'database-emptied' | 'key-lost' | 'data-damaged'
  readonly at: Instant
  /** Changes that are in place again and wait to be sent. */
  readonly restored: number
  /** Changes that could not be put back. What was readable of them is in the file. */
  readonly notRestored: number
  /** Name of the file with all that was exported, where something was. */
  readonly exportedTo?: string
}

export interface Reschedule {
  /** An open slot of the same coach. */
  readonly toSlotId: SlotId
  readonly reason: string
  /** Whether the hours that the session leaves are open again; from a student always. */
  readonly reopenSlot?: boolean
  /** From a coach: where there is no such slot it is made, and open ones that it overlaps go (RS12). */
  readonly makesSlot?: true
  /** Slots that gave way to a move before, to be open again where their hours are free (RS15). */
  readonly restores?: readonly SlotId[]
}

/** What a move to any time would come to, as far as this device knows. */
export interface MovePreview {
  readonly ok: true
  /** Open slots that the new hours overlap: they are withdrawn. */
  readonly givingWay: readonly Slot[]
  /** Whether the hours that the session leaves are open again where its coach says nothing. */
  readonly reopens: boolean
  /** Whether they can be: not where the new hours overlap them. */
  readonly mayReopen: boolean
  /** Of the slots that are to be restored those that are open again, or taken by this session. */
  readonly restored: readonly SlotId[]
}

export interface SlotsCreated {
  readonly created: readonly SlotId[]
  readonly refused: readonly (Refused & { readonly startsAt: Instant })[]
}

export interface WrapUp {
  readonly outcome: 'completed' | 'no-show'
  readonly satisfaction?: number
  readonly notes?: string
  readonly followUps?: readonly FollowUp[]
}

/** What a coach says of how sessions take place. */
export type HowWeMeetFields = Omit<HowWeMeet, 'id' | 'kind'>

/** What taking back a change came to. */
export interface Undone {
  readonly entry: HistoryEntry
  /** A word on what could not be taken back beside it. */
  readonly stands?: 'outcome'
  /** Of hours: slots that they had made and that were booked meanwhile. The bookings stand. */
  readonly booked?: readonly Slot[]
  /** Of a day that was cancelled: who has been told. Those cancellations stand (JN7). */
  readonly told?: readonly string[]
  /** Slots that had given way and stay withdrawn: their hours are taken by now (RS15). */
  readonly notRestored?: readonly SlotId[]
}

/** A session of a day that is to be cancelled, or was. */
export interface DaySession {
  readonly call: SessionCopy
  /**
   * `ahead` it will be cancelled; `left` it cannot be, or was not; `waiting` the server has not answered, and nobody is told; `told` it is
   * cancelled, and its student is told.
   */
  readonly state: { readonly kind: 'ahead' | 'waiting' | 'told' } | { readonly kind: 'left'; readonly refusal: Refusal }
  /** It was moved to another day meanwhile. */
  readonly isElsewhere: boolean
}

export interface DayPlan {
  readonly sessions: readonly DaySession[]
  /** Open slots that are withdrawn. */
  readonly slots: readonly Slot[]
}

/** What a coach can do about a day on which nothing can take place. */
export interface DayActions {
  readonly planDay: (day: Interval) => DayPlan
  /** Cancels all sessions that can be and withdraws the open slots, also offline: one change, to be undone as one (JN9). */
  readonly cancelDay: (day: Interval, reason: string) => Promise<Outcome<DayCancelled>>
}

export interface DayCancelled {
  readonly cancelled: number
  readonly withdrawn: readonly SlotId[]
  /** Why some of it could not be kept on this device; the day goes on naming that. */
  readonly failed?: Refusal
}

/** What a coach can do about the own weekly hours. */
export interface HoursActions {
  /** What a change would do, without storing anything. */
  readonly previewHours: (change: HoursChange) => HoursPreview<SessionCopy>
  /**
   * Saves the hours, also offline: the server fills the calendar when they arrive. One change, to be undone as one; undo says which slots
   * were booked meanwhile (`Undone.booked`). Refused with `invalid-input` and the field (`weekly`, `dates`, `weeksAhead`, `gapMin`), or
   * `unknown-zone`.
   */
  readonly saveHours: (change: HoursChange) => Promise<Outcome>
  /** Takes one planned slot away before it is made. */
  readonly skipPlanned: (startsAt: Instant) => Promise<Outcome>
  /**
   * Reads an .ics file on this device: its times are kept without a word of what they are, in the place of those of an earlier file, and hours
   * are filled around them. Refused with `calendar-too-large` or `calendar-unreadable`.
   */
  readonly importBusyTimes: (file: Pick<File, 'name' | 'size' | 'text'>) => Promise<Outcome<BusyImported>>
  readonly removeBusyTimes: () => Promise<Outcome>
}

/** The first date, and how many there are to be. */
export interface SeriesWanted {
  readonly coachId: UserId
  readonly firstStartsAt: Instant
  readonly count: number
  /** For whom a coach pencils; left out where a student asks. */
  readonly studentId?: UserId | undefined
}

/** A date that was sent, or why it was not. */
export type AskedDate =
  | { readonly kind: 'asked'; readonly slotId: SlotId; readonly startsAt: Instant; readonly bookingId: BookingId }
  | { readonly kind: 'refused'; readonly slotId: SlotId; readonly startsAt: Instant; readonly refusal: Refusal }

/** A session that "this and all following" may take in. */
export interface FollowingSession {
  readonly call: SessionCopy
  /** It stays as it is unless its person says otherwise (SR7). */
  readonly isMovedSingly: boolean
  readonly refusal: Refusal | undefined
}

/** What a person can do with a series. It is loaded when it is first asked for. */
export interface SeriesActions {
  /** What can be said of each date before anything is sent (SR6). */
  readonly plan: (wanted: SeriesWanted) => readonly PlannedDate[]
  /** A student's claims, one for each date, all with one time limit (SR2); needs the connection like any claim. */
  readonly claim: (coachId: UserId, dates: readonly PlannedDate[]) => Promise<Outcome<readonly AskedDate[]>>
  /** A session and those of its series that follow it, each with why it could not be called off now (SR7). Itself first. */
  readonly listFollowing: (bookingId: BookingId) => readonly FollowingSession[]
  /** Calls several sessions of a series off, each by a request of its own; also offline. Those that are refused early are named. */
  readonly cancelEach: (
    bookingIds: readonly BookingId[],
    input: { readonly reason: string; readonly reopenSlot: boolean }
  ) => Promise<Outcome<readonly AskedDate[]>>
  /** A coach's pencils, one for each date; slots that are not there are made before (SR6). Also offline. */
  readonly pencil: (studentId: UserId, dates: readonly PlannedDate[]) => Promise<Outcome<readonly AskedDate[]>>
}

/** What the person can do. Every action asks the domain for an early opinion, then writes locally; none waits for the network but `claimSlot`'s connection check. */
export interface WorkspaceActions extends HoursActions, DayActions {
  readonly createSlot: (startsAt: Instant) => Promise<Outcome<SlotId>>
  /** Several at once, each judged with those before it in place; one change, to be undone as one. */
  readonly createSlots: (starts: readonly Instant[]) => Promise<SlotsCreated>
  /** One write: a new slot that names the old one. */
  readonly moveSlot: (slotId: SlotId, startsAt: Instant) => Promise<Outcome<SlotId>>
  readonly removeSlot: (slotId: SlotId) => Promise<Outcome>
  /** Sets a declined slot to open again, to be judged anew. */
  readonly reopenSlot: (slotId: SlotId) => Promise<Outcome>
  /** Early opinion on a time for this coach, without writing: undefined where it is fine. `movesFrom` is left out of account. */
  readonly findSlotRefusal: (startsAt: Instant, movesFrom?: SlotId) => Refused | undefined
  /** Writes the claim and sends it at once; refused with `offline` where there is no connection. The verdict shows in `slots` and `calls`. A message is for the coach alone (BK23). */
  readonly claimSlot: (slotId: SlotId, message?: string) => Promise<Outcome<BookingId>>
  /**
   * Books a student whom the coach has met into an own open slot; also offline. Until the server has judged it the copy is
   * `pencilled`, and the slot is offered to nobody here.
   */
  readonly pencilIn: (slotId: SlotId, studentId: UserId) => Promise<Outcome<BookingId>>
  /** Loads what can be done with a series; rejects where that part of the program cannot be fetched. */
  readonly loadSeriesActions: () => Promise<SeriesActions>
  /** Books a session again that the server has forgotten, in the same hours, which are opened where they are not (SB5). */
  readonly bookAgain: (notice: Notice) => Promise<Outcome<BookingId>>
  /** Early opinion on it, without writing. */
  readonly findPencilRefusal: (slotId: SlotId, studentId: UserId) => Refused | undefined
  /** Asks for the session to be moved; also offline. Until the answer has come the session stays where it is. */
  readonly rescheduleSession: (bookingId: BookingId, input: Reschedule) => Promise<Outcome>
  /** Early opinion on it, without writing; without a slot on whether the session may be moved at all. */
  readonly findRescheduleRefusal: (bookingId: BookingId, toSlotId?: SlotId, makesSlot?: true) => Refused | undefined
  /** Early opinion on a coach's move to any time, without writing, with what it does to other slots (RS12, RS13, RS15). */
  readonly previewMove: (bookingId: BookingId, startsAt: Instant, restores?: readonly SlotId[]) => MovePreview | Refused
  /** Takes back a request about a session, or a pencilled one, that has not left this device; `already-sent` where it has. */
  readonly withdrawUnsent: (bookingId: BookingId) => Promise<Outcome>
  readonly cancelSession: (
    bookingId: BookingId,
    input: { readonly reason: string; readonly reopenSlot: boolean }
  ) => Promise<Outcome>
  /** @param base what was recorded when the typing began: what came from another device since then is kept beside it (MG6) */
  readonly wrapUp: (bookingId: BookingId, input: WrapUp, base?: WrapUpWords) => Promise<Outcome>
  /** @param base what was recorded when the typing began, as for a wrap-up (MG6) */
  readonly saveReview: (bookingId: BookingId, review: Review, base?: ReviewBase) => Promise<Outcome>
  /** Keeps what is typed into a form, from the first letter on; it is in `drafts` at once. Resolves when it is stored, or could not be. */
  readonly saveDraft: <F extends DraftForm>(draft: Omit<FormDraft<F>, 'savedAt'>) => Promise<Outcome>
  /** Stores at once what is not stored yet; resolves when that is done, or has failed. */
  readonly flushDrafts: () => Promise<void>
  readonly discardDraft: (form: DraftForm, subjectId: string) => Promise<Outcome>
  /** @param base what was stored when the typing began: what another device saved since then is kept beside it */
  readonly saveProfile: (profile: Omit<CoachProfile, 'id'>, base?: Omit<CoachProfile, 'id'>) => Promise<Outcome>
  /** Of a coach; also offline. Nobody is told (BL3). */
  readonly setBlocked: (student: { readonly id: UserId; readonly name: string }, isBlocked: boolean) => Promise<Outcome>
  /** @param base what was stored when the typing began: what another device saved since then is kept beside it */
  readonly saveHowWeMeet: (fields: HowWeMeetFields, base?: HowWeMeetFields) => Promise<Outcome>
  /** Waits for slots to open, also offline; refused with `too-many-watches` (WL2). Ended ones make room. */
  readonly saveWatch: (wish: WatchWish) => Promise<Outcome<string>>
  readonly removeWatch: (id: string) => Promise<Outcome>
  readonly setNoticeDismissed: (noticeId: string, dismissed: boolean) => Promise<Outcome>
  /** Takes back one change of this device's, or the last one of this hour, while that is still lawful. */
  readonly undo: (entryId?: string) => Promise<Outcome<Undone>>
  /** Why a change cannot be taken back now; undefined where it can. */
  readonly findUndoRefusal: (entry: HistoryEntry) => Refusal | undefined
  /** The newest change that was made in this window. */
  readonly findLastChange: () => HistoryEntry | undefined
  readonly closeRecoveryReport: () => void
  /** Looks into a file of what was given up (PW5); changes nothing. */
  readonly readKeptFile: (file: Pick<Blob, 'size' | 'text'>) => Promise<Outcome<KeptFileFacts>>
  /**
   * Brings back what the file holds, as changes of this device (PW8). Doing it twice changes nothing.
   * @param password that the file was sealed with; left out: only what opens without one comes back
   */
  readonly bringBack: (file: Pick<Blob, 'size' | 'text'>, password?: string) => Promise<Outcome<BroughtBack>>
  /** A page is on the screen: what was put off for its sake may begin. Only the first time counts. */
  readonly noteShown: () => void
  readonly syncNow: () => Promise<void>
  /** Whether the server can do something, by the last list that it gave, also without a network (VE9). */
  readonly hasCapability: (name: Capability) => boolean
  /** The time by the server's clock as well as this device can tell, epoch ms. */
  readonly now: () => Instant
}

/** What a browser says of the data that a page has stored. `unknown`: it does not say. */
export type StorageKept = 'kept' | 'may-be-cleared' | 'unknown'

export interface StoragePersistence {
  readonly read: () => Promise<StorageKept>
  /** Asks the browser to keep it; some ask the person, some decide by themselves. */
  readonly ask: () => Promise<StorageKept>
}

export type SignInStoreState = SignInActions & { readonly session: SignInState }
export type WorkspaceStoreState = WorkspaceData & WorkspaceActions
