/** A time before a session's start, in the largest unit that says it whole. */
export interface ReminderTime {
  readonly minutes: number
  readonly unit: 'days' | 'hours' | 'minutes'
  readonly count: number
}

const hour = 60
const day = 24 * hour
const offered = [7 * day, 2 * day, day, 3 * hour, hour, 15]

/** What can be chosen, the longest first, and what was chosen in another way. @param chosen minutes before the start */
export function listReminderTimes(chosen: readonly number[]): readonly ReminderTime[] {
  return [...new Set([...offered, ...chosen])].toSorted((a, b) => b - a).map(toTime)
}

function toTime(minutes: number): ReminderTime {
  if (minutes % day === 0) return { minutes, unit: 'days', count: minutes / day }
  if (minutes % hour === 0) return { minutes, unit: 'hours', count: minutes / hour }
  return { minutes, unit: 'minutes', count: minutes }
}
