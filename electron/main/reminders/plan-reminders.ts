import type { Instant } from '#domain/model/primitives.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { dayMs, minuteMs } from '#domain/time/durations.ts'
import type { PlannedSession, ReminderSettings } from '#electron/contract/desktop-types.ts'

export type ReminderKind = 'before' | 'after'

/** Names one reminder of one session: a moved session has others. `<bookingId>:<startsAt>:<lead in minutes | after>` */
export type ReminderKey = string

/** A person asked to be reminded again. */
export interface Snooze {
  readonly bookingId: string
  readonly startsAt: Instant
  readonly kind: ReminderKind
  readonly until: Instant
}

/** One notification. */
export interface DueReminder {
  readonly kind: ReminderKind
  readonly session: PlannedSession
  /** All that it stands for, also what is overdue and less urgent: none of these is shown after it. */
  readonly covers: readonly ReminderKey[]
}

export interface ReminderPlan {
  readonly due: readonly DueReminder[]
  /** When there is something to show next, if nothing changes. */
  readonly next?: Instant
}

/** A session that has started longer ago than this does not "start soon". */
export const startGraceMs = 5 * minuteMs
/** Whoever has not said a day later how it went finds it among the sessions. */
const feedbackWindowMs = dayMs

/** One thing to show at one time: it becomes due at `from` and is pointless at `until`. */
interface Occasion {
  readonly kind: ReminderKind
  readonly from: Instant
  readonly until: Instant
  readonly key?: ReminderKey
}

/**
 * What to show now, and when to look again.
 * @param parts.done what was shown before
 * @param parts.snoozed those that are not over yet; one that is shown again ends by that
 */
export function planReminders(parts: {
  readonly sessions: readonly PlannedSession[]
  readonly role: PartyRole
  readonly settings: ReminderSettings
  readonly done: ReadonlySet<ReminderKey>
  readonly snoozed: readonly Snooze[]
  readonly now: Instant
}): ReminderPlan {
  const { sessions, done, now } = parts
  const due: DueReminder[] = []
  let next = Number.POSITIVE_INFINITY
  for (const session of sessions) {
    const open = listOccasions(session, parts).filter(
      ({ key, until }) => now < until && (key === undefined || !done.has(key))
    )
    for (const { from } of open) if (from > now) next = Math.min(next, from)
    for (const kind of ['before', 'after'] as const) {
      const overdue = open.filter(occasion => occasion.kind === kind && occasion.from <= now)
      if (overdue.length === 0) continue
      due.push({ kind, session, covers: overdue.flatMap(({ key }) => (key === undefined ? [] : [key])) })
    }
  }
  return Number.isFinite(next) ? { due, next } : { due }
}

function listOccasions(
  session: PlannedSession,
  {
    role,
    settings,
    snoozed
  }: { readonly role: PartyRole; readonly settings: ReminderSettings; readonly snoozed: readonly Snooze[] }
): readonly Occasion[] {
  const { bookingId, startsAt, endsAt } = session
  const named = `${bookingId}:${startsAt}`
  const before = settings.beforeMin.map(
    (leadMin): Occasion => ({
      kind: 'before',
      from: startsAt - leadMin * minuteMs,
      until: startsAt + startGraceMs,
      key: `${named}:${leadMin}`
    })
  )
  const asksFeedback = role === 'coach' && settings.afterSession && session.awaitsFeedback
  const after: Occasion = { kind: 'after', from: endsAt, until: endsAt + feedbackWindowMs, key: `${named}:after` }
  const again = snoozed
    .filter(snooze => snooze.bookingId === bookingId && snooze.startsAt === startsAt)
    .filter(({ kind }) => kind === 'before' || asksFeedback)
    .map(
      ({ kind, until }): Occasion => ({
        kind,
        from: until,
        // The person chose this time, so it is shown even after the start; one that was missed may come as late as any other reminder.
        until: Math.max(until + startGraceMs, kind === 'before' ? startsAt + startGraceMs : endsAt + feedbackWindowMs)
      })
    )
  return [...before, ...(asksFeedback ? [after] : []), ...again]
}
