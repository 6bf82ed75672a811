import { describe, expect, it } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { withShared, withTicks } from '#domain/rules/share-words.ts'
import { buildBooking, buildCall, coachId, hexId, now, parties, studentId } from '../unit/domain/builders.ts'
import { findSharedProblems } from './check/find-shared-problems.ts'
import { privateMark } from './device/perform-act.ts'

const action = { text: 'Read', owner: 'student', madeAt: now, editedAt: now } as const
const actions = { [hexId(1)]: action, [hexId(2)]: { ...action, owner: 'coach', text: `${privateMark}call` } } as const
const ofCoach = buildCall({ summary: 'We began', actions })
const ticks = { [hexId(1)]: { doneAt: now, editedAt: now, text: 'Read' } }
const agreed = withTicks(withShared(buildBooking(), ofCoach, now), { ticks })
const userIds = new Map([
  ['cara', coachId],
  ['sam', studentId]
] as const)

function find(
  booking: Booking,
  change: { readonly coach?: Partial<SessionCopy>; readonly student?: Partial<SessionCopy> }
) {
  const coach = projectSessionCopy(booking, 'coach', parties, ofCoach, { now })
  const student = { ...projectSessionCopy(booking, 'student', parties, undefined, { now }), ticks }
  const copiesByPerson = new Map([
    ['cara', [{ ...coach, ...change.coach }]],
    ['sam', [{ ...student, ...change.student }]]
  ] as const)
  return findSharedProblems({ slots: [], bookings: [booking], coaches: [], copiesByPerson }, userIds)
}

describe('what is looked for after a session', () => {
  it('SU2 SU3 is not there where journal and copies agree', () => {
    expect(find(agreed, {})).toEqual([])
  })

  it.each([
    ['a student who gets less', { student: { shared: undefined } }, /student does not have what is shared/],
    ['a coach who gets no tick', { coach: { otherTicks: {} } }, /coach does not have the ticks/],
    ['a tick that the journal lacks', { student: { ticks: {} } }, /journal does not have the student’s ticks/],
    ['a summary that is not shared', { coach: { summary: 'Other' } }, /journal does not share/],
    [
      'a private action with the student',
      { student: { notes: `${privateMark}call` } },
      /sam has an action that is a coach’s alone/
    ]
  ] as const)('SU2 SU3 FB6 finds %s', (_, change, problem) => {
    expect(find(agreed, change as never)).toContainEqual(expect.stringMatching(problem))
  })
})
