import type { Shared, Ticks } from '../model/action.ts'
import type { Booking } from '../model/booking.ts'
import { maxStoredActions } from '../model/limits.ts'
import type { Instant } from '../model/primitives.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import { isSame } from './is-same.ts'

/** What of a coach's own words is for the student: the summary and the student's actions, and nothing else (FB6). Undefined where there is none. */
export function pickShared({
  summary = '',
  actions = {}
}: Pick<SessionCopy, 'summary' | 'actions'>): Omit<Shared, 'at'> | undefined {
  const students = Object.entries(actions)
    .filter(([, { owner }]) => owner === 'student')
    .map(([id, { text, dueDate, madeAt }]) => [id, { text, ...(dueDate === undefined ? {} : { dueDate }), madeAt }])
  const isEmpty = summary.trim() === '' && students.length === 0
  if (isEmpty) return undefined
  return { ...(summary.trim() === '' ? {} : { summary }), actions: Object.fromEntries(students) as Shared['actions'] }
}

/**
 * The journal with what the coach's copy says for the student (SU2). The same entry where it says so already. Of an action that is not
 * the student's any more the id stays: it may have been ticked where nobody has heard of that yet (SU5).
 */
export function withShared(booking: Booking, coachCopy: SessionCopy, now: Instant): Booking {
  const { shared, withdrawnActions = [], ...rest } = booking
  const next = pickShared(coachCopy)
  if (isSame(next, withoutTime(shared))) return booking
  const before = [...withdrawnActions, ...Object.keys(shared?.actions ?? {})]
  const gone = [...new Set(before)].filter(id => !Object.hasOwn(next?.actions ?? {}, id))
  return {
    ...rest,
    ...(next === undefined ? {} : { shared: { ...next, at: now } }),
    ...(gone.length === 0 ? {} : { withdrawnActions: gone.slice(-maxStoredActions) })
  }
}

/** The journal with the student's ticks as they are now (SU3). */
export function withTicks(booking: Booking, { ticks }: Pick<SessionCopy, 'ticks'>): Booking {
  const { ticks: before, ...rest } = booking
  if (isSame(before ?? {}, ticks ?? {})) return booking
  return ticks === undefined ? rest : { ...rest, ticks }
}

/** What the coach hears of the student's ticks: those of actions that are the student's, or once were. */
export function pickTicksForCoach({
  ticks,
  shared,
  withdrawnActions = []
}: Pick<Booking, 'ticks' | 'shared' | 'withdrawnActions'>): Ticks | undefined {
  const known = Object.entries(ticks ?? {}).filter(
    ([id]) => withdrawnActions.includes(id) || Object.hasOwn(shared?.actions ?? {}, id)
  )
  return known.length === 0 ? undefined : Object.fromEntries(known)
}

/** What is shared, whenever that was. */
export function withoutTime(shared: Shared | undefined): Omit<Shared, 'at'> | undefined {
  if (shared === undefined) return undefined
  const { at: _, ...content } = shared
  return content
}
