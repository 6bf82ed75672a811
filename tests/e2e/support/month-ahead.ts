import { addDays, type CalendarDate, dateAt, wallClockToInstant, weekdayOf } from '#domain/time/wall-clock.ts'
import { anna } from './people.ts'

const today = dateAt(Date.now(), anna.zone)
/** The Sunday before the month, in the coach's zone: not today. */
const sunday = addDays(today, 7 - (weekdayOf(today) % 7))

/** A date of a month that lies ahead, by the days since the Sunday before it. */
export const dateIn = (days: number): CalendarDate => addDays(sunday, days)

/** An instant of that month, epoch ms, by the coach's clock. */
export const atHour = (days: number, hours: number): number =>
  wallClockToInstant({ date: dateIn(days), minutes: hours * 60 }, anna.zone).at
