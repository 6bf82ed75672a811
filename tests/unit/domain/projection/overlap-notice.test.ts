import { expect, test } from 'vitest'
import { noticeSchema } from '#domain/model/notice.ts'
import { readNotice } from '#domain/notices/notice-payload.ts'
import { createOverlapNotice } from '#domain/projection/overlap-notice.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { buildBooking, hexId, now, parties } from '../builders.ts'

const booking = buildBooking()
const other = { id: hexId(7) }

test.each([
  ['coach', 'coach', 'slot-taken', parties.student],
  ['student', 'coach', 'slot-taken', parties.coach],
  ['coach', 'student', 'student-overlap', parties.student],
  ['student', 'student', 'student-overlap', parties.coach]
] as const)(
  'NT3 the %s is told of two sessions of one %s, in codes that every version knows',
  (role, of, reason, who) => {
    const notice = createOverlapNotice(booking, other, { role, of, parties, now })
    expect(noticeSchema.parse(notice)).toEqual(notice)
    expect(notice).toMatchObject({
      topic: 'request-refused',
      reason,
      bookingId: booking.id,
      otherName: who?.displayName
    })
    expect(readNotice(notice)).toMatchObject({ topic: 'sessions-overlap', theirs: { kind: 'text' } })
  }
)

test('NT3 the same two are told once, and a refused request is something else', () => {
  const how = { role: 'coach', of: 'coach', parties, now } as const
  const [one, again] = [now, now + 1].map(at => createOverlapNotice(booking, other, { ...how, now: at }).id)
  expect(one).toBe(again)
  const answer = {
    requestId: hexId(3),
    by: 'coach',
    kind: 'cancel',
    verdict: 'declined',
    reason: 'session-over',
    at: now
  } as const
  const refused = projectNotices(buildBooking({ requests: [answer] }), 'coach', parties)
  expect(refused.map(notice => readNotice(notice).topic)).toEqual(['request-refused'])
})
