import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countSessions } from '#domain/insights/count-sessions.ts'
import { sessionKinds, type Tally } from '#domain/insights/tally.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { buildCall, hourMs, now, otherStudentId, start, studentId } from '../unit/domain/builders.ts'

const zones = ['Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'UTC']
const statuses = ['pencilled', 'confirmed', 'completed', 'no-show', 'cancelled', 'declined', 'newer'] as const
const anyScore = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined })

/** Around the ends of months, over five years, and around now. */
const anyCall: fc.Arbitrary<SessionCopy> = fc
  .record({
    month: fc.integer({ min: -30, max: 30 }),
    hours: fc.integer({ min: -30, max: 30 }),
    status: fc.constantFrom(...statuses),
    by: fc.option(fc.constantFrom('coach' as const, 'student' as const), { nil: undefined }),
    late: fc.boolean(),
    after: fc.constantFrom(-hourMs, 0, hourMs),
    paid: fc.option(fc.boolean(), { nil: undefined }),
    otherId: fc.constantFrom(studentId, otherStudentId),
    given: anyScore,
    received: anyScore
  })
  .map(({ month, hours, status, by, late, after, paid, otherId, given, received }) => {
    const startsAt = (month === 0 ? start : Date.UTC(2026, month, 1)) + hours * hourMs
    return buildCall({
      startsAt,
      endsAt: startsAt + 2 * hourMs,
      status,
      otherId,
      ...(by === undefined ? {} : { cancellation: { by, late, at: startsAt + after, reason: '', reopenSlot: true } }),
      ...(paid === undefined ? {} : { paid }),
      ...(given === undefined ? {} : { satisfaction: given }),
      ...(received === undefined ? {} : { otherReview: { score: received, text: '', at: now } })
    })
  })

/** The same figures by asking each of them anew, as slowly as that is. */
function recompute(calls: readonly SessionCopy[]): Tally {
  const count = (is: (call: SessionCopy) => boolean) => calls.filter(is).length
  const isHeld = ({ status, endsAt }: SessionCopy) =>
    status === 'completed' || (status === 'confirmed' && endsAt <= now)
  const isCalledOff = ({ status, startsAt, cancellation }: SessionCopy) =>
    status === 'cancelled' && cancellation?.by === 'coach' && cancellation.at >= startsAt
  const isCancelled = (by: string, late: boolean) => (call: SessionCopy) =>
    call.status === 'cancelled' && call.cancellation?.by === by && call.cancellation.late === late && !isCalledOff(call)
  const scores = (of: (call: SessionCopy) => number | undefined) => {
    const there = calls.map(of).filter(score => score !== undefined)
    return { sum: there.reduce((sum, score) => sum + score, 0), count: there.length }
  }
  return {
    held: count(isHeld),
    heldMs: calls.filter(isHeld).reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0),
    noShow: count(({ status }) => status === 'no-show'),
    cancelledByCoach: count(isCancelled('coach', false)),
    lateByCoach: count(isCancelled('coach', true)),
    cancelledByStudent: count(isCancelled('student', false)),
    lateByStudent: count(isCancelled('student', true)),
    calledOff: count(isCalledOff),
    ahead: count(({ status, endsAt }) => status === 'pencilled' || (status === 'confirmed' && endsAt > now)),
    unclear: count(
      ({ status, cancellation }) => status === 'newer' || (status === 'cancelled' && cancellation === undefined)
    ),
    given: scores(({ satisfaction }) => satisfaction),
    received: scores(({ otherReview }) => otherReview?.score)
  }
}

const anyRange = fc.option(
  fc
    .tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 40 }))
    .map(([month, length]) => ({ startsAt: Date.UTC(2026, month, 1), endsAt: Date.UTC(2026, month + length, 1) })),
  { nil: undefined }
)

test('IN4 the figures are those of a recomputation of each month and student, in any order of the sessions', () => {
  fc.assert(
    fc.property(
      fc.array(anyCall, { maxLength: 40 }),
      fc.constantFrom(...zones),
      anyRange,
      fc.func(fc.nat()),
      (calls, zone, range, weigh) => {
        const insights = countSessions(calls, { range, zone, now })
        const counted = calls.filter(
          ({ status, startsAt }) =>
            status !== 'declined' && (range === undefined || (range.startsAt <= startsAt && startsAt < range.endsAt))
        )
        expect(insights.total).toEqual(recompute(counted))
        const byMonth = Map.groupBy(counted, ({ startsAt }) => dateAt(startsAt, zone).slice(0, 7))
        expect(insights.months).toEqual(
          [...byMonth.keys()].toSorted().map(month => ({ month, tally: recompute(byMonth.get(month) ?? []) }))
        )
        const byStudent = Map.groupBy(counted, ({ otherId }) => otherId)
        expect(new Map(insights.students.map(({ studentId: id, tally }) => [id, tally]))).toEqual(
          new Map([...byStudent].map(([id, own]) => [id, recompute(own)]))
        )
        const shuffled = calls.toSorted((a, b) => weigh(a) - weigh(b))
        expect(countSessions(shuffled, { range, zone, now })).toEqual(insights)
      }
    )
  )
})

test('IN1 each session that was granted or pencilled in counts once', () => {
  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 40 }), calls => {
      const { total } = countSessions(calls, { range: undefined, zone: 'UTC', now })
      const kinds = sessionKinds.reduce((sum, kind) => sum + total[kind], 0)
      expect(kinds).toBe(calls.filter(({ status }) => status !== 'declined').length)
    })
  )
})
