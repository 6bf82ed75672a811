import type { EditedAction } from '#domain/actions/plan-actions.ts'
import type { ActionId } from '#domain/model/action.ts'
import type { Review } from '#domain/model/booking.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Dossier } from '#domain/model/dossier.ts'
import type { DossierWords } from '#domain/merge/join-dossier.ts'
import type { HowWeMeet } from '#domain/model/how-we-meet.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { OfferedMonth } from '#domain/model/offered.ts'
import type { BookingId, Instant, SlotId, UserId } from '#domain/model/primitives.ts'
import type { CoachWordField, FollowUp, SessionCopy } from '#domain/model/session-copy.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Relation } from '#domain/model/relation.ts'
import type { Watch, WatchWish } from '#domain/model/watch.ts'
import type { Capability } from '#domain/versions/product-version.ts'
import type { DayActions } from './day.ts'
import type { Draft, DraftForm, FormDraft } from './draft.ts'
import type { HistoryEntry } from './history-entry.ts'
import type { HoursKeep, HoursActions, HoursData } from './hours.ts'
import type { Outcome, Refusal, Refused } from './refusal.ts'
import type { SeriesActions } from './series.ts'
import type { BroughtBack, KeptFileFacts } from './sign-in.ts'
import type { CollectionSync, RecordSync, SyncState } from './sync.ts'

export type { Draft, DraftBases, DraftForm, DraftValues, FormDraft } from './draft.ts'
export type { ChangeKind, ChangeOutcome, HistoryEntry } from './history-entry.ts'
export type { DayActions, DayPlan, DaySession } from './day.ts'
export type { HoursActions } from './hours.ts'
export type { InvitationActions, InvitationRefusal, NewInvitation } from './invitations.ts'
export type { Outcome, Refusal, Refused } from './refusal.ts'
export type { AskedDate, FollowingSession, PlannedFollowing, SeriesActions, SeriesMove } from './series.ts'
export type {
  BroughtBack,
  FeedLink,
  DeviceAccount,
  KeptFileFacts,
  KeptFileLock,
  KeptSealed,
  NotBroughtBack,
  LinkActions,
  OwnAccountActions,
  ResetInput,
  ResetWay,
  SignInState,
  SignInStoreState,
  SignedInDevice,
  StorageKept,
  StoragePersistence,
  TypedAccount
} from './sign-in.ts'
export type { CollectionName, CollectionSync, RecordSync, SyncState } from './sync.ts'

/** The words of a wrap-up as they are recorded. */
export type WrapUpWords = { readonly [F in CoachWordField]?: SessionCopy[F] | undefined }

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
  /** Of a coach: what the coach keeps of students, by the student (DO1). */
  readonly dossiers: ReadonlyMap<UserId, Dossier>
  /** What this student waits for, the oldest first; ended ones too (WL). */
  readonly watches: readonly Watch[]
  /** A coach's: what the server has recorded of slots that have begun (IN7). */
  readonly offered: readonly OfferedMonth[]
  /** What came of invitations, also what was ended, by the other's name (RL1). */
  readonly relations: readonly Relation[]
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
  /** Where the session has to be for this to hold, as far as the server can look there (SE12). */
  readonly onlyFrom?: SlotId
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
  /** For the student; needs the capability `actions`, as do the actions. */
  readonly summary?: string
  /** All of the session, follow-ups among them, as the form shows them. */
  readonly actions?: readonly EditedAction[]
  /** `null`: nothing is said of it any more. Left out: it stays as it is. Needs the capability `paid`. */
  readonly paid?: boolean | null
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
  /** Slots that had given way, or of a day that was cancelled, and stay withdrawn: their hours are taken by now (RS15, JN9). */
  readonly notRestored?: readonly SlotId[]
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
  /** Says of an own action that it is done, or is not: a coach of the coach's own, a student of the student's; also offline (SU3). */
  readonly setActionDone: (bookingId: BookingId, actionId: ActionId, isDone: boolean) => Promise<Outcome>
  /** Notes whether a session is paid, `undefined`: nothing is said; also offline (FB8). */
  readonly setPaid: (bookingId: BookingId, paid: boolean | undefined) => Promise<Outcome>
  /** Keeps what is typed into a form, from the first letter on; it is in `drafts` at once. Resolves when it is stored, or could not be. */
  readonly saveDraft: <F extends DraftForm>(draft: Omit<FormDraft<F>, 'savedAt'>) => Promise<Outcome>
  /** Stores at once what is not stored yet; resolves when that is done, or has failed. */
  readonly flushDrafts: () => Promise<void>
  readonly discardDraft: (form: DraftForm, subjectId: string) => Promise<Outcome>
  /**
   * @param base what was stored when the typing began: what another device saved since then is kept beside it
   * @param keeps what becomes of weekly hours in another zone (AV8): nine o'clock stays nine o'clock where nothing is said
   */
  readonly saveProfile: (
    profile: Omit<CoachProfile, 'id'>,
    base?: Omit<CoachProfile, 'id'>,
    keeps?: HoursKeep
  ) => Promise<Outcome>
  /** Of a coach; also offline. Nobody is told (BL3). */
  /** Ends what came of an invitation, also offline (RL3). */
  readonly endRelation: (otherId: UserId) => Promise<Outcome>
  readonly setBlocked: (student: { readonly id: UserId; readonly name: string }, isBlocked: boolean) => Promise<Outcome>
  /** @param base what was stored when the typing began: what another device saved since then is kept beside it */
  readonly saveHowWeMeet: (fields: HowWeMeetFields, base?: HowWeMeetFields) => Promise<Outcome>
  /**
   * Of a coach; also offline (DO1).
   * @param base what was stored when the typing began: what another device saved since then is kept beside it (MG21)
   */
  readonly saveDossier: (
    student: { readonly id: UserId; readonly name: string },
    words: DossierWords,
    base?: DossierWords
  ) => Promise<Outcome>
  /**
   * Waits for slots to open, also offline; refused with `too-many-watches` (WL2). Ended ones make room.
   * @param changed the watch that is to ask for this from now on; a further one where it is not there any more
   */
  readonly saveWatch: (wish: WatchWish, changed?: string) => Promise<Outcome<string>>
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

export type WorkspaceStoreState = WorkspaceData & WorkspaceActions
