import type { Instant, UserId } from '../model/primitives.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import { contains, type Interval } from '../time/interval.ts'
import { createMonthFinder, type Month } from './month-finder.ts'
import { addSession, emptyTally, kindOf, type Tally } from './tally.ts'

export interface MonthTally {
  readonly month: Month
  readonly tally: Tally
}

export interface StudentTally {
  readonly studentId: UserId
  readonly tally: Tally
}

/** The figures of a coach's sessions. */
export interface Insights {
  readonly total: Tally
  /** Those that have a session, the earliest first. */
  readonly months: readonly MonthTally[]
  /** Those with the most sessions held first. */
  readonly students: readonly StudentTally[]
}

export interface InsightsQuestion {
  /** Sessions that start in it are counted. Undefined for all. */
  readonly range: Interval | undefined
  /** Of the coach's calendar (IANA): its months are counted. */
  readonly zone: string
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/**
 * Counts a coach's sessions in one pass, in whatever order they come (IN1 to IN4).
 * @param calls copies of a coach; those in which this person is the student are left out
 */
export function countSessions(calls: Iterable<SessionCopy>, { range, zone, now }: InsightsQuestion): Insights {
  const monthAt = createMonthFinder(zone)
  const byMonth = new Map<Month, Tally>()
  const byStudent = new Map<UserId, Tally>()
  let total = emptyTally
  for (const call of calls) {
    if (call.partyRole !== 'coach' || (range !== undefined && !contains(range, call.startsAt))) continue
    const kind = kindOf(call, now)
    if (kind === undefined) continue
    const month = monthAt(call.startsAt)
    total = addSession(total, kind, call)
    byMonth.set(month, addSession(byMonth.get(month) ?? emptyTally, kind, call))
    byStudent.set(call.otherId, addSession(byStudent.get(call.otherId) ?? emptyTally, kind, call))
  }
  return { total, months: listMonths(byMonth), students: listStudentTallies(byStudent) }
}

function listMonths(byMonth: ReadonlyMap<Month, Tally>): readonly MonthTally[] {
  return [...byMonth].map(([month, tally]) => ({ month, tally })).toSorted((a, b) => (a.month < b.month ? -1 : 1))
}

function listStudentTallies(byStudent: ReadonlyMap<UserId, Tally>): readonly StudentTally[] {
  return [...byStudent]
    .map(([studentId, tally]) => ({ studentId, tally }))
    .toSorted((a, b) => b.tally.held - a.tally.held || (a.studentId < b.studentId ? -1 : 1))
}
