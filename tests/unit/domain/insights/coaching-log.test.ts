import { describe, expect, test } from 'vitest'
import { listCoachingLog, noHours } from '#domain/insights/coaching-log.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { buildCall, hourMs, now, otherStudentId, studentId } from '../builders.ts'

const at = (text: string, more: Partial<SessionCopy> = {}): SessionCopy => {
  const startsAt = Date.parse(text)
  return buildCall({ startsAt, endsAt: startsAt + 2 * hourMs, status: 'completed', ...more })
}
const first = '2026-10-02T08:00Z'
const second = '2026-10-09T08:00Z'
const third = '2026-10-16T08:00Z'
const calls = [
  at(third, { paid: false }),
  at(first, { paid: true }),
  at(second),
  at('2026-10-03T08:00Z', { otherId: otherStudentId, paid: true }),
  // None of these was held.
  at('2026-09-01T08:00Z', { status: 'no-show', paid: true }),
  at('2026-10-23T08:00Z', { status: 'cancelled', paid: true }),
  buildCall({ startsAt: now + hourMs, endsAt: now + 3 * hourMs, status: 'confirmed', paid: true }),
  at('2026-10-30T08:00Z', { partyRole: 'student', paid: true })
]
const all = { range: undefined, now }
const agreed = (...ids: readonly string[]) => {
  const known = new Set(ids)
  return (id: string) => known.has(id)
}

describe('the coaching log', () => {
  test('IN5 it says of each student the first and the last session, and hours by their payment', () => {
    const { entries, others, total } = listCoachingLog(calls, agreed(studentId, otherStudentId), all)
    expect(entries).toEqual([
      {
        studentId,
        firstAt: Date.parse(first),
        lastAt: Date.parse(third),
        sessions: 3,
        paidMs: 2 * hourMs,
        unpaidMs: 2 * hourMs,
        unsaidMs: 2 * hourMs
      },
      {
        studentId: otherStudentId,
        firstAt: Date.parse('2026-10-03T08:00Z'),
        lastAt: Date.parse('2026-10-03T08:00Z'),
        sessions: 1,
        paidMs: 2 * hourMs,
        unpaidMs: 0,
        unsaidMs: 0
      }
    ])
    expect(others).toEqual({ ...noHours, students: 0 })
    expect(total).toEqual({ sessions: 4, paidMs: 4 * hourMs, unpaidMs: 2 * hourMs, unsaidMs: 2 * hourMs })
  })

  test('IN6 who did not agree is one of a number, and adds to the total', () => {
    const { entries, others, total } = listCoachingLog(calls, agreed(otherStudentId), all)
    expect(entries.map(entry => entry.studentId)).toEqual([otherStudentId])
    expect(others).toEqual({
      students: 1,
      sessions: 3,
      paidMs: 2 * hourMs,
      unpaidMs: 2 * hourMs,
      unsaidMs: 2 * hourMs
    })
    expect(JSON.stringify(others)).not.toContain(studentId)
    expect(total.sessions).toBe(4)
  })

  test('IN5 sessions outside of the days that are asked for are not in it', () => {
    const range = { startsAt: Date.parse(second), endsAt: Date.parse(third) }
    const { entries, total } = listCoachingLog(calls, agreed(studentId), { range, now })
    expect(entries).toMatchObject([{ firstAt: Date.parse(second), lastAt: Date.parse(second), sessions: 1 }])
    expect(total).toEqual({ ...noHours, sessions: 1, unsaidMs: 2 * hourMs })
  })
})
