import type { BookingId, Instant, SlotId, UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { PlannedDate } from '#domain/series/plan-series.ts'
import type { Outcome, Refusal } from './refusal.ts'

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
  | {
      readonly kind: 'asked'
      readonly slotId: SlotId
      readonly startsAt: Instant
      readonly bookingId: BookingId
      /** Of a request about a session that there is. */
      readonly requestId?: string | undefined
      /** Of a move: when the session is to start. */
      readonly to?: Instant | undefined
    }
  | { readonly kind: 'refused'; readonly slotId: SlotId; readonly startsAt: Instant; readonly refusal: Refusal }

/** A session that "this and all following" may take in. */
export interface FollowingSession {
  readonly call: SessionCopy
  /** It stays as it is unless its person says otherwise (SR7). */
  readonly isMovedSingly: boolean
  readonly refusal: Refusal | undefined
}

/** This and all following are to be moved as far as the chosen session. */
export interface SeriesMove {
  readonly bookingId: BookingId
  /** When the chosen session is to start. */
  readonly to: Instant
  /** Whether the hours that are left are open again; left out: as each session has it (RS6, RS14). A student does not say. */
  readonly reopenSlot?: boolean | undefined
  readonly isTakenIn: (session: Pick<FollowingSession, 'call' | 'isMovedSingly'>) => boolean
}

/** What a move of all following comes to for one session, as far as this device knows; `refusal`: it stays where it is. */
export interface PlannedFollowing extends FollowingSession {
  /** When it would start. */
  readonly to: Instant
  /** Whether the coach's clock shows that time then: it may skip it, or show it twice. */
  readonly clock: 'exact' | 'gap' | 'repeated'
  /** Open slots that the new hours overlap: they are withdrawn. */
  readonly givingWay: readonly Slot[]
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
  /** What a move of a session and those that follow it comes to, date by date, with those that are taken in moved (SR9). By date. */
  readonly planMove: (wanted: SeriesMove) => readonly PlannedFollowing[]
  /** Asks for each of these moves that can be had, by a request of its own; also offline. Those that are refused early are named. */
  readonly moveEach: (wanted: SeriesMove, reason: string) => Promise<Outcome<readonly AskedDate[]>>
  /** A coach's pencils, one for each date; slots that are not there are made before (SR6). Also offline. */
  readonly pencil: (studentId: UserId, dates: readonly PlannedDate[]) => Promise<Outcome<readonly AskedDate[]>>
}
