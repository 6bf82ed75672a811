import type { BusyTimes } from '#domain/model/busy-times.ts'
import type { Slot } from '#domain/model/slot.ts'

export type { DatesChange, HoursChange } from '#domain/hours/change-hours.ts'
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
  /** When the coach has no time, from a calendar file; undefined where none was read. A session that meets one may need a word. */
  readonly busy: BusyTimes | undefined
}

/** What a calendar file gave. */
export interface BusyImported {
  readonly count: number
  /** There are more than are kept; the earliest are. */
  readonly isCut: boolean
}
