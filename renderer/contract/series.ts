import type { BookingId, Instant, SlotId, UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
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
