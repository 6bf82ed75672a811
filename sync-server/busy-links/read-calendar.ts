import type { ReadFailure } from '#domain/model/busy-link.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Interval } from '#domain/time/interval.ts'

/** What a server says of a state of a calendar, to be asked whether it is still that one. */
export interface Validators {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
}

export type CalendarRead =
  | {
      readonly kind: 'read'
      readonly intervals: readonly Interval[]
      readonly isCut: boolean
      readonly validators: Validators
    }
  /** It is as it was when it had these validators. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly failure: ReadFailure }

export interface AskedCalendar {
  readonly url: string
  readonly known: Validators | undefined
  /** The coach's: of whole days, and of times without a zone. */
  readonly zone: string
  readonly now: Instant
  /** The server stops. */
  readonly signal: AbortSignal
}

/** Reads the calendar at a web address. Never rejects. */
export type ReadCalendar = (asked: AskedCalendar) => Promise<CalendarRead>
