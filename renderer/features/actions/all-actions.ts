import type { ActionDays } from '#domain/actions/group-actions.ts'
import { type ListedAction, listActions } from '#domain/actions/list-actions.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { addDays, dateAt, weekdayOf } from '#domain/time/wall-clock.ts'
import { firstWeekdayOf } from '#renderer/ui/format/first-weekday.ts'

export const whoseChoices = ['all', 'student', 'coach'] as const
export type Whose = (typeof whoseChoices)[number]

/** An action with the session that it came from. */
export interface ActionOfSession extends ListedAction {
  readonly call: SessionCopy
}

/** Those of all sessions that took place, the latest session first. Of one that was called off nothing is to do. */
export function listAllActions(calls: readonly SessionCopy[]): readonly ActionOfSession[] {
  return calls
    .filter(({ status }) => status !== 'cancelled' && status !== 'declined')
    .toReversed()
    .flatMap(call => listActions(call).map(action => ({ ...action, call })))
}

/** Today, and the last day of the week where the person lives. @param locale a BCP 47 tag */
export function daysOf(now: Instant, zone: string, locale: string): ActionDays {
  const today = dateAt(now, zone)
  const sinceFirst = (weekdayOf(today) - firstWeekdayOf(locale) + 7) % 7
  return { today, weekEnd: addDays(today, 6 - sinceFirst) }
}
