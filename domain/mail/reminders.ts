import type { Booking } from '../model/booking.ts'
import type { Instant } from '../model/primitives.ts'
import { minuteMs } from '../time/durations.ts'

/** A reminder of a session's start (ML7). */
export interface MailReminder {
  /** Of the start that is reminded of: a session that moves has new ones. */
  readonly key: string
  readonly dueAt: Instant
}

export interface ReminderTimes {
  readonly now: Instant
  /** Minutes before the start. */
  readonly minutesBefore: readonly number[]
  /** When the person chose them, or mail began: what was due before is not made up for. */
  readonly since: Instant
}

/**
 * The reminder of a session that is due: of several that are, as after a server was down, the last. None for what was due when the
 * session was booked or moved to this time, and none from its start on.
 */
export function findDueReminder(
  { state, startsAt, claimedAt, moves = [] }: Pick<Booking, 'state' | 'startsAt' | 'claimedAt' | 'moves'>,
  { now, minutesBefore, since }: ReminderTimes
): MailReminder | undefined {
  if (state !== 'confirmed' || startsAt <= now) return undefined
  const knownSince = Math.max(since, moves.at(-1)?.at ?? claimedAt)
  return minutesBefore
    .map(minutes => ({ key: `reminder ${startsAt} ${moves.length} ${minutes}`, dueAt: startsAt - minutes * minuteMs }))
    .filter(({ dueAt }) => dueAt > knownSince && dueAt <= now)
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .at(-1)
}
