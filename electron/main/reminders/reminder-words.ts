import { assertNever } from '#domain/assert-never.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { minuteMs } from '#domain/time/durations.ts'
import type { Reminder } from './reminders.ts'

/** @property actions words of the buttons */
export interface ReminderWords {
  readonly title: string
  readonly body: string
}

export const actionWords = {
  open: 'Open',
  snooze: 'Snooze 10 min',
  feedback: 'Log feedback'
} as const

/** The sentences of a notification. */
export function describeReminder({ kind, session }: Pick<Reminder, 'kind' | 'session'>, now: Instant): ReminderWords {
  const { startsAt, timesText: times, otherName } = session
  switch (kind) {
    case 'before':
      return { title: describeStart(startsAt - now), body: `With ${otherName}, ${times}` }
    case 'after':
      return { title: 'How did it go?', body: `Your session with ${otherName}, ${times}, awaits your feedback.` }
    default:
      return assertNever(kind)
  }
}

function describeStart(inMs: number): string {
  if (inMs < 0) return 'Your session has started'
  const minutes = Math.ceil(inMs / minuteMs)
  if (minutes < 1) return 'Your session starts now'
  return `Your session starts in ${describeMinutes(minutes)}`
}

/** `1 minute`, `2 hours`, `1 hour 30 minutes`, `3 days`. */
function describeMinutes(minutes: number): string {
  const days = Math.floor(minutes / (24 * 60))
  const hours = Math.floor(minutes / 60) % 24
  const parts = [count(days, 'day'), count(hours, 'hour'), count(minutes % 60, 'minute')]
  return parts.filter(part => part !== '').join(' ')
}

function count(n: number, noun: string): string {
  if (n === 0) return ''
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
