import { describe, expect, test } from 'vitest'
import { countSessions, type InsightsQuestion } from '#domain/insights/count-sessions.ts'
import { createMonthFinder } from '#domain/insights/month-finder.ts'
import { datesOf, datesToInterval } from '#domain/insights/range.ts'
import { addSession, emptyTally, kindOf, meanOf, sessionKinds } from '#domain/insights/tally.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { buildCall, hexId, hourMs, now, start } from '../builders.ts'

const ask: InsightsQuestion = { range: undefined, zone: 'Europe/Berlin', now }
const cancelled = (by: 'coach' | 'student', late: boolean, when = now): Partial<SessionCopy> => ({
  status: 'cancelled',
  cancellation: { by, late, at: when, reason: '', reopenSlot: true }
})
const missed = { kind: 'outcome', requestId: hexId(7), outcome: 'no-show' } as const
const callingOff = { kind: 'cancel', requestId: hexId(8), reason: 'ill', reopenSlot: false } as const
const refused = { requestId: hexId(7), by: 'coach', kind: 'outcome', verdict: 'declined', at: now } as const
const at = (text: string, more: Partial<SessionCopy> = {}): SessionCopy => {
  const startsAt = Date.parse(text)
  return buildCall({ startsAt, endsAt: startsAt + 2 * hourMs, status: 'completed', ...more })
}

describe('what became of a session', () => {
  test.each([
    ['held', { status: 'completed' }],
    ['held', { status: 'confirmed', endsAt: now }],
    ['ahead', { status: 'confirmed', endsAt: now + 1 }],
    ['ahead', { status: 'pencilled' }],
    ['noShow', { status: 'no-show' }],
    ['cancelledByCoach', cancelled('coach', false)],
    ['lateByCoach', cancelled('coach', true)],
    ['cancelledByStudent', cancelled('student', false)],
    ['lateByStudent', cancelled('student', true)],
    ['lateByCoach', cancelled('coach', true, start - 1)],
    ['calledOff', cancelled('coach', true, start)],
    ['lateByStudent', cancelled('student', true, start)],
    ['calledOff', { status: 'confirmed', startsAt: now, request: callingOff }],
    ['ahead', { status: 'confirmed', startsAt: now + 1, request: callingOff }],
    ['noShow', { status: 'confirmed', request: missed }],
    ['noShow', { status: 'completed', request: missed }],
    ['held', { status: 'completed', request: missed, lastRequest: refused }],
    ['unclear', { status: 'cancelled' }],
    ['unclear', { status: 'newer' }],
    [undefined, { status: 'declined' }]
  ] as const)('IN1 it counts as %s', (kind, fields) => {
    expect(kindOf(buildCall(fields), now)).toBe(kind)
  })

  test('IN1 a status that only a newer version knows is counted in the total, its month and its student', () => {
    const { total, months, students } = countSessions([buildCall({ status: 'newer' })], ask)
    expect([total, months[0]?.tally, students[0]?.tally].map(tally => tally?.unclear)).toEqual([1, 1, 1])
    expect(total.held).toBe(0)
  })

  test('IN1 what a coach had as a student is no session of the coach’s', () => {
    expect(countSessions([buildCall({ partyRole: 'student', status: 'completed' })], ask).total).toEqual(emptyTally)
  })
})

describe('hours and scores', () => {
  test('IN3 hours are those of sessions that were held, in elapsed time across a clock change', () => {
    const calls = [at('2026-10-25T00:00Z'), at('2026-10-26T08:00Z', { status: 'no-show' })]
    expect(countSessions(calls, ask).total.heldMs).toBe(2 * hourMs)
  })

  test('IN3 both averages are over the sessions that have that score', () => {
    const reviewed = { otherReview: { score: 5, text: '', at: now } }
    const calls = [
      at('2026-11-02T08:00Z', { satisfaction: 4, ...reviewed }),
      at('2026-11-03T08:00Z', { satisfaction: 3 })
    ]
    const { given, received } = countSessions([...calls, at('2026-11-04T08:00Z')], ask).total
    expect([meanOf(given), meanOf(received), meanOf(emptyTally.given)]).toEqual([3.5, 5, undefined])
  })
})

describe('months and ranges', () => {
  test('IN2 the month is the one on the coach’s clock', () => {
    const calls = [at('2026-10-31T22:30Z'), at('2026-10-31T23:30Z'), at('2026-12-31T23:30Z')]
    const months = (zone: string) => countSessions(calls, { ...ask, zone }).months.map(({ month }) => month)
    expect(months('Europe/Berlin')).toEqual(['2026-10', '2026-11', '2027-01'])
    expect(months('UTC')).toEqual(['2026-10', '2026-12'])
    expect(months('Pacific/Kiritimati')).toEqual(['2026-11', '2027-01'])
    expect(months('Pacific/Pago_Pago')).toEqual(['2026-10', '2026-12'])
  })

  test('IN2 a range is from the first moment of its first day to the last of its last day there', () => {
    const november = datesToInterval({ from: '2026-11-01', to: '2026-11-30' }, 'Europe/Berlin')
    const calls = ['2026-10-31T22:59Z', '2026-10-31T23:00Z', '2026-11-30T22:59Z', '2026-11-30T23:00Z'].map(text =>
      at(text)
    )
    const { total, months } = countSessions(calls, { ...ask, range: november })
    expect([total.held, months.map(({ month }) => month)]).toEqual([2, ['2026-11']])
  })

  test('IN2 ranges have names', () => {
    expect(datesOf('year-back', '2026-02-14')).toEqual({ from: '2025-03-01', to: '2026-02-28' })
    expect(datesOf('this-month', '2026-02-14')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(datesOf('last-month', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(datesOf('this-year', '2026-02-14')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
    expect(datesOf('last-year', '2026-02-14')).toEqual({ from: '2025-01-01', to: '2025-12-31' })
    expect(datesOf('all', '2026-02-14')).toBeUndefined()
  })

  test('IN2 what is stored of no year of a calendar throws nothing', () => {
    expect(createMonthFinder('Europe/Berlin')(8_640_000_000_000_000)).toBe('9999-11')
    expect(createMonthFinder('America/New_York')(0)).toBe('1969-12')
  })
})

describe('the work', () => {
  test('IN4 5,000 sessions are read once, and a zone’s clock is asked once for each month', () => {
    const first = Date.parse('2021-01-01T00:00Z')
    // Of five years, in no order.
    const calls = Array.from({ length: 5_000 }, (_, n) => {
      const startsAt = first + ((n * 1_999) % 5_000) * 9 * hourMs
      return buildCall({ startsAt, endsAt: startsAt + 2 * hourMs, status: 'completed' })
    })
    let read = 0
    function* once() {
      for (const call of calls) {
        read += 1
        yield call
      }
    }
    const { total, months } = countSessions(once(), ask)
    expect([read, total.held]).toEqual([5_000, 5_000])
    let asked = 0
    const monthAt = createMonthFinder('UTC', at => {
      asked += 1
      const day = new Date(at)
      const [startsAt, endsAt] = [0, 1].map(by => Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + by)) as [
        number,
        number
      ]
      return { month: day.toISOString().slice(0, 7), startsAt, endsAt }
    })
    for (const { startsAt } of calls) monthAt(startsAt)
    expect(months.length).toBeGreaterThan(60)
    expect(asked).toBe(countSessions(calls, { ...ask, zone: 'UTC' }).months.length)
  })

  test('IN4 a tally is never changed', () => {
    const before = structuredClone(emptyTally)
    for (const kind of sessionKinds) addSession(emptyTally, kind, buildCall({ satisfaction: 3 }))
    expect(emptyTally).toEqual(before)
  })
})
