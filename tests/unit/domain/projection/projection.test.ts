import { describe, expect, test } from 'vitest'
import type { Booking, BookingState } from '#domain/model/booking.ts'
import { bookingStateSchema } from '#domain/model/booking.ts'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { judgeNotice } from '#domain/rules/judge-notice.ts'
import {
  absent,
  bookingId,
  buildBooking,
  buildNotice,
  coachId,
  deleted,
  hexId,
  live,
  now,
  parties,
  requestId,
  start,
  studentId
} from '../builders.ts'

const cancellation = { by: 'coach', at: now, reason: 'Ill', late: false, reopenSlot: false } as const
const refusal = { requestId, kind: 'cancel', verdict: 'declined', reason: 'past-cutoff', at: now } as const
const inState = (state: BookingState): Booking =>
  buildBooking({
    state,
    ...(state === 'declined' ? { decline: { reason: 'slot-taken' } } : {}),
    ...(state === 'cancelled' ? { cancellation } : {})
  })
const roles = ['coach', 'student'] as const

describe('copies', () => {
  test('PJ1 who has a copy follows from the state', () => {
    const rolesByState = Object.fromEntries(
      bookingStateSchema.options.map(state => [state, listPartyRoles(inState(state))])
    )
    expect(rolesByState).toEqual({
      declined: ['student'],
      confirmed: roles,
      cancelled: roles,
      completed: roles,
      'no-show': roles
    })
    expect(roles.map(role => partyIdOf(buildBooking(), role))).toEqual([coachId, studentId])
  })

  // That of a cancelled session was in the copy before (PH3).
  test.each(['confirmed', 'completed', 'no-show'] as const)('PJ2 %s: each sees the other’s phone only', state => {
    const [forCoach, forStudent] = roles.map(role =>
      projectSessionCopy(inState(state), role, parties, undefined, { now })
    )
    expect(forCoach).toMatchObject({
      otherId: studentId,
      otherPhone: parties.student?.phone,
      otherZone: 'Asia/Tokyo'
    })
    expect(forStudent).toMatchObject({
      otherId: coachId,
      otherPhone: parties.coach?.phone,
      otherZone: 'Europe/Berlin'
    })
    expect(JSON.stringify(forCoach)).not.toContain(parties.coach?.phone)
    expect(JSON.stringify(forStudent)).not.toContain(parties.student?.phone)
  })

  test('PJ2 a lost claim shows no phone, and no notice ever does', () => {
    const copy = projectSessionCopy(inState('declined'), 'student', parties, undefined, { now })
    const notices = bookingStateSchema.options.flatMap(state =>
      roles.flatMap(role => projectNotices({ ...inState(state), requests: [{ ...refusal, by: role }] }, role, parties))
    )
    expect(copy).not.toHaveProperty('otherPhone')
    expect(JSON.stringify([copy, notices])).not.toMatch(/\+49/)
    expect(notices.length).toBeGreaterThan(4)
  })

  test('PJ2 a phone that was there goes when the account is gone', () => {
    const before = projectSessionCopy(buildBooking(), 'coach', parties, undefined, { now })
    const after = projectSessionCopy(buildBooking(), 'coach', { ...parties, student: undefined }, before, { now })
    expect(after).toMatchObject({ otherName: '' })
    expect(after).not.toHaveProperty('otherPhone')
    expect(after).not.toHaveProperty('otherZone')
    const gone = { ...parties, student: undefined }
    const cancelled = projectSessionCopy(inState('cancelled'), 'coach', gone, before, { now })
    expect(cancelled).not.toHaveProperty('otherPhone')
  })

  test.each(roles)('PJ3 projecting again changes nothing for the %s', role => {
    for (const state of bookingStateSchema.options) {
      const once = projectSessionCopy(inState(state), role, parties, undefined, { now })
      expect(projectSessionCopy(inState(state), role, parties, once, { now })).toEqual(once)
      expect(sessionCopySchema.safeParse(once).success).toBe(true)
    }
  })

  test('PJ4 own words and their stamp survive every change of the journal', () => {
    const own = {
      request: { kind: 'outcome', requestId, outcome: 'completed' },
      satisfaction: 4,
      notes: 'Mine',
      followUps: [{ text: 'call', done: true }],
      wordsEditedAt: now,
      wordsStamp: { by: coachId, at: now }
    } as const
    const existing = {
      ...projectSessionCopy(buildBooking(), 'coach', parties, undefined, { now }),
      ...own,
      followUps: [...own.followUps]
    }
    const booking = buildBooking({ state: 'completed', outcomeAt: start, requests: [{ ...refusal, by: 'coach' }] })
    const projected = projectSessionCopy(booking, 'coach', parties, existing, { now })
    expect(projected).toMatchObject({ ...own, status: 'completed', lastRequest: { requestId } })
  })

  test('FB6 the review is in the coach’s copy and nothing of the coach’s in the student’s', () => {
    const studentReview = { score: 5, text: 'Good', at: start }
    const [forCoach, forStudent] = roles.map(role =>
      projectSessionCopy(buildBooking({ studentReview }), role, parties, undefined, { now })
    )
    expect(forCoach?.otherReview).toEqual(studentReview)
    expect(forStudent).not.toHaveProperty('otherReview')
    for (const field of ['satisfaction', 'notes', 'followUps']) expect(forStudent).not.toHaveProperty(field)
  })

  test('SE7 a party sees the answer to its own last request, not the other’s', () => {
    const requests = [
      { ...refusal, requestId: hexId(1), by: 'student' as const },
      { ...refusal, requestId: hexId(2), by: 'coach' as const }
    ]
    const [forCoach, forStudent] = roles.map(role =>
      projectSessionCopy(buildBooking({ requests }), role, parties, undefined, { now })
    )
    expect([forCoach?.lastRequest?.requestId, forStudent?.lastRequest?.requestId]).toEqual([hexId(2), hexId(1)])
  })
})

describe('notices', () => {
  test('NT1 a lost claim is told to its student alone', () => {
    expect(projectNotices(inState('declined'), 'student', parties)).toMatchObject([
      { topic: 'claim-lost', reason: 'slot-taken', bookingId, dismissed: false }
    ])
    expect(projectNotices(inState('declined'), 'coach', parties)).toEqual([])
  })

  test('NT1 a refused request is told to who asked, with what was typed', () => {
    const booking = buildBooking({ requests: [{ ...refusal, by: 'student', text: 'A cold' }] })
    expect(projectNotices(booking, 'student', parties)).toMatchObject([
      { topic: 'request-refused', reason: 'past-cutoff', mine: '{"kind":"cancel","reason":"A cold"}' }
    ])
    expect(projectNotices(booking, 'coach', parties)).toEqual([])
  })

  test('SE4 a second cancellation of one person is not told as refused, unless its reason would be lost', () => {
    const toldOf = (by: 'coach' | 'student', text?: string) => {
      const again = { ...refusal, by, reason: 'already-cancelled' as const, ...(text === undefined ? {} : { text }) }
      const booking = { ...inState('cancelled'), requests: [again] }
      return projectNotices(booking, by, parties).filter(({ topic }) => topic === 'request-refused').length
    }
    // Its coach had cancelled it, with this reason.
    expect([toldOf('coach'), toldOf('coach', 'Ill'), toldOf('coach', 'The car')]).toEqual([0, 0, 1])
    expect(toldOf('student')).toBe(1)
  })

  test('NT1 a refused wish about a lost claim is told, too', () => {
    const booking = { ...inState('declined'), requests: [{ ...refusal, by: 'student' as const }] }
    const topics = projectNotices(booking, 'student', parties).map(notice => notice.topic)
    expect(topics).toEqual(['request-refused', 'claim-lost'])
  })

  test('NT1 a cancelled session is told to the other party, with the reason that was given', () => {
    expect(projectNotices(inState('cancelled'), 'student', parties)).toMatchObject([
      { topic: 'session-cancelled', at: now, theirs: 'Ill', otherName: 'Cora Coach' }
    ])
    expect(projectNotices(inState('cancelled'), 'coach', parties)).toEqual([])
  })

  test('PJ5 the same occasion is the same notice, and two are two', () => {
    const requests = [1, 2].map(number => ({ ...refusal, requestId: hexId(number), by: 'student' as const }))
    const list = () => projectNotices({ ...inState('cancelled'), requests }, 'student', parties).map(({ id }) => id)
    expect(list()).toEqual(list())
    expect(new Set(list()).size).toBe(3)
  })

  test('PJ5 the longest ids fit into the schema', () => {
    const longest = {
      ...inState('declined'),
      coachId: `c${'0'.repeat(31)}`,
      slotId: `c${'0'.repeat(31)}:8640000000000000`
    }
    for (const notice of projectNotices(longest, 'student', parties)) {
      expect(noticeSchema.safeParse(notice).error).toBeUndefined()
    }
  })

  test('NT2 a reader puts a notice aside and takes it back', () => {
    for (const dismissed of [true, false]) {
      const stored = buildNotice({ dismissed: !dismissed })
      expect(judgeNotice({ ...stored, dismissed }, live(stored), 'current')).toEqual({
        kind: 'accepted',
        effect: { put: { ...stored, dismissed } }
      })
    }
  })

  test('NT2 everything else of a notice stays as it is', () => {
    const stored = buildNotice()
    const pushed = buildNotice({ dismissed: true, at: 0, topic: 'claim-lost', theirs: 'forged' })
    expect(judgeNotice(pushed, live(stored), 'current')).toEqual({
      kind: 'adjusted',
      effect: { put: { ...stored, dismissed: true } }
    })
    expect(judgeNotice(pushed, live(stored), 'stale')).toEqual({ kind: 'conflict' })
  })

  test.each([absent, deleted])('NT2 a reader makes no notice ($kind)', current => {
    expect(judgeNotice(buildNotice(), current, 'none')).toEqual({ kind: 'rejected', reason: 'not-yours-to-create' })
  })
})
