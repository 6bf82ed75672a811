import type { HoursChange } from '#domain/hours/change-hours.ts'
import type { HoursPreview } from '#domain/hours/preview-hours.ts'
import type { BusyLink } from '#domain/model/busy-link.ts'
import type { BusyTimes } from '#domain/model/busy-times.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Interval } from '#domain/time/interval.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Outcome } from './refusal.ts'

export type { DatesChange, HoursChange } from '#domain/hours/change-hours.ts'
export type { HoursKeep } from '#domain/hours/move-hours.ts'
export type { HoursPreview } from '#domain/hours/preview-hours.ts'

/**
 * A coach's weekly hours (rules AV). The hours themselves are in the coach's profile, which is in `coaches`: `availability` and `gapMin`.
 * Days off with their notes are read of any coach's by `listDaysOff` (`domain/hours/days-off.ts`), and what hours say of a date by `findDay`.
 */
export interface HoursData {
  /**
   * Slots that the server will make once it has the hours: shown as waiting. They are no documents, and nothing but `skipPlanned` can be done with
   * them. Empty for students, and where the hours are at the server.
   */
  readonly planned: readonly Slot[]
  /** Open slots that the server will take away once it has the hours. Until then they can be booked. */
  readonly leaving: readonly Slot[]
  /** When the coach has no time, from a calendar file; undefined where none was read. */
  readonly busy: BusyTimes | undefined
  /** The calendar that the server reads; undefined where there is none. */
  readonly busyLink: BusyLink | undefined
  /** When the coach has no time, by both, ascending and apart. A session that meets one needs a word (BU7). */
  readonly busyIntervals: readonly Interval[]
}

/** What a calendar file gave. */
export interface BusyImported {
  readonly count: number
  /** There are more than are kept; the earliest are. */
  readonly isCut: boolean
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
  /** Takes one planned slot away before it is made: a removal like any other, with its undo. */
  readonly skipPlanned: (startsAt: Instant) => Promise<Outcome>
  /**
   * Reads an .ics file on this device: its times are kept without a word of what they are, in the place of those of an earlier file, and hours
   * are filled around them. Refused with `calendar-too-large` or `calendar-unreadable`.
   */
  readonly importBusyTimes: (file: Pick<File, 'name' | 'size' | 'text'>) => Promise<Outcome<BusyImported>>
  readonly removeBusyTimes: () => Promise<Outcome>
  /**
   * Stores the web address of a calendar, also offline: the server reads it once it arrives, and again every hour. An empty text takes it
   * away, with its times. Refused with `calendar-address`, or `calendar-password`
   * where it holds a name or a password.
   */
  readonly saveBusyLink: (address: string) => Promise<Outcome>
  /** Asks the server to read the calendar again. */
  readonly readBusyLinkAgain: () => Promise<Outcome>
}
