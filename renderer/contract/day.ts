import type { SlotId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Interval } from '#domain/time/interval.ts'
import type { Outcome, Refusal } from './refusal.ts'

/** A session of a day that is to be cancelled, or was. */
export interface DaySession {
  readonly call: SessionCopy
  /**
   * `ahead` it will be cancelled; `left` it cannot be, or was not; `waiting` the server has not answered, and nobody is told; `told` it is
   * cancelled, and its student is told. Of what was pencilled in here: `unsent` it has not left this device and will be taken back, and
   * `taken-back` it was, so that nobody but the coach can tell the student.
   */
  readonly state:
    | { readonly kind: 'ahead' | 'unsent' | 'waiting' | 'told' | 'taken-back' }
    | { readonly kind: 'left'; readonly refusal: Refusal }
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
  /** Of what was pencilled in and not sent. */
  readonly takenBack: number
  readonly withdrawn: readonly SlotId[]
  /** Why some of it could not be kept on this device; the day goes on naming that. */
  readonly failed?: Refusal
}
