import type { Instant, UserId } from '../model/primitives.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import { contains } from '../time/interval.ts'
import type { InsightsQuestion } from './count-sessions.ts'
import { kindOf } from './tally.ts'

/** The sessions that were held with somebody: how many, and how long they lasted by what is said of their payment, ms of elapsed time. */
export interface LoggedHours {
  readonly sessions: number
  readonly paidMs: number
  readonly unpaidMs: number
  /** Of nothing is said whether they are paid. */
  readonly unsaidMs: number
}

/** A student who agreed to be listed. */
export interface LogEntry extends LoggedHours {
  readonly studentId: UserId
  /** When the first and the last session that were held began. */
  readonly firstAt: Instant
  readonly lastAt: Instant
}

export interface CoachingLog {
  /** By the first session, the earliest first. */
  readonly entries: readonly LogEntry[]
  /** Those who did not agree, or were not asked, together: nobody is named (IN6). */
  readonly others: LoggedHours & { readonly students: number }
  readonly total: LoggedHours
}

export const noHours: LoggedHours = { sessions: 0, paidMs: 0, unpaidMs: 0, unsaidMs: 0 }

/**
 * With whom a coach had sessions, how long, and what was paid (IN5, IN6).
 * @param calls copies of a coach, in whatever order
 * @param hasAgreed whether a student agreed to be listed
 */
export function listCoachingLog(
  calls: Iterable<SessionCopy>,
  hasAgreed: (studentId: UserId) => boolean,
  { range, now }: Pick<InsightsQuestion, 'range' | 'now'>
): CoachingLog {
  const byStudent = new Map<UserId, LogEntry>()
  for (const call of calls) {
    const { partyRole, otherId, startsAt } = call
    if (partyRole !== 'coach' || (range !== undefined && !contains(range, startsAt))) continue
    if (kindOf(call, now) !== 'held') continue
    const known = byStudent.get(otherId) ?? { ...noHours, studentId: otherId, firstAt: startsAt, lastAt: startsAt }
    byStudent.set(otherId, {
      ...known,
      ...addHours(known, toHours(call)),
      firstAt: Math.min(known.firstAt, startsAt),
      lastAt: Math.max(known.lastAt, startsAt)
    })
  }
  const all = [...byStudent.values()]
  const rest = all.filter(({ studentId }) => !hasAgreed(studentId))
  return {
    entries: all
      .filter(({ studentId }) => hasAgreed(studentId))
      .toSorted((a, b) => a.firstAt - b.firstAt || (a.studentId < b.studentId ? -1 : 1)),
    others: { ...rest.reduce<LoggedHours>(addHours, noHours), students: rest.length },
    total: all.reduce<LoggedHours>(addHours, noHours)
  }
}

function toHours({ startsAt, endsAt, paid }: SessionCopy): LoggedHours {
  const lengthMs = endsAt - startsAt
  return {
    sessions: 1,
    paidMs: paid === true ? lengthMs : 0,
    unpaidMs: paid === false ? lengthMs : 0,
    unsaidMs: paid === undefined ? lengthMs : 0
  }
}

function addHours(a: LoggedHours, b: LoggedHours): LoggedHours {
  return {
    sessions: a.sessions + b.sessions,
    paidMs: a.paidMs + b.paidMs,
    unpaidMs: a.unpaidMs + b.unpaidMs,
    unsaidMs: a.unsaidMs + b.unsaidMs
  }
}
