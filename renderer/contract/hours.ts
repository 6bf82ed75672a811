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
}
