import { describe, expect, test } from 'vitest'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { createCallsName, listReadable, mayPush, mayRead, parseCallsName } from '#domain/rules/access.ts'
import { judgeProfile } from '#domain/rules/judge-profile.ts'
import {
  absent,
  admin,
  buildProfile,
  coach,
  coachId,
  deleted,
  live,
  now,
  otherCoach,
  otherStudentId,
  student,
  studentId
} from '../builders.ts'

import { at, buildCoach, generation } from '../hours/hours-samples.ts'

describe('profiles', () => {
  test.each([absent, deleted])('PR1 a coach makes the own profile ($kind before)', current => {
    expect(judgeProfile(coach, buildProfile(), { current, base: 'none', now })).toEqual({
      kind: 'accepted',
      effect: { put: buildProfile() }
    })
  })

  test.each([student, admin])('PR1 $role has none', actor => {
    const verdict = judgeProfile(actor, buildProfile({ id: actor.userId }), { current: absent, base: 'none', now })
    expect(verdict).toEqual({ kind: 'rejected', reason: 'coaches-only' })
  })

  test('PR1 another coach does not change it', () => {
    const verdict = judgeProfile(otherCoach, buildProfile(), { current: live(buildProfile()), base: 'current', now })
    expect(verdict).toEqual({ kind: 'rejected', reason: 'not-yours' })
  })

  test('SL14 a profile built on an older state is a conflict', () => {
    const pushed = buildProfile({ zone: 'Mars/Olympus' })
    for (const base of ['stale', 'none'] as const) {
      expect(judgeProfile(coach, pushed, { current: live(buildProfile()), base, now })).toEqual({ kind: 'conflict' })
    }
  })

  test.each(['Mars/Olympus', '+01:00', 'Europe/Berlin[x]'])('PR2 the zone %s does not exist', zone => {
    const verdict = judgeProfile(coach, buildProfile({ zone }), { current: live(buildProfile()), base: 'current', now })
    expect(verdict).toEqual({ kind: 'rejected', reason: 'unknown-zone' })
  })

  test('PR2 a zone is stored in the usual case of letters', () => {
    const verdict = judgeProfile(coach, buildProfile({ zone: 'europe/berlin' }), {
      current: live(buildProfile()),
      base: 'current',
      now
    })
    expect(verdict).toEqual({ kind: 'adjusted', effect: { put: buildProfile({ zone: 'Europe/Berlin' }) } })
  })

  test.each([
    ['only a zero-width space', '\u200b'],
    ['only a Braille blank', '\u2800'],
    ['only a Hangul filler', '\u3164'],
    ['only a combining mark', '\u0301'],
    ['only marks of direction', '\u200f\u200e'],
    ['half of a character', 'Cora \ud83d'],
    ['a mark inside that turns the writing around', 'Cora \u202eCoach']
  ])('PR3 %s is no name', (_what, displayName) => {
    const verdict = judgeProfile(coach, buildProfile({ displayName }), {
      current: live(buildProfile()),
      base: 'current',
      now
    })
    expect(verdict).toEqual({ kind: 'rejected', reason: 'malformed' })
  })

  test.each(['Zoë 李', 'עדי', '🙂', '1', 'Μαρία'])('PR3 %s is one', displayName => {
    const pushed = buildProfile({ displayName })
    expect(judgeProfile(coach, pushed, { current: live(buildProfile()), base: 'current', now })).toEqual({
      kind: 'accepted',
      effect: { put: pushed }
    })
  })

  test('PR3 marks that were pasted along with a name or a headline are removed', () => {
    const pushed = buildProfile({ displayName: '\u202aCora Coach\u202c', headline: '\ufeffCareers\u200e ' })
    expect(judgeProfile(coach, pushed, { current: live(buildProfile()), base: 'current', now })).toEqual({
      kind: 'adjusted',
      effect: { put: buildProfile({ displayName: 'Cora Coach', headline: 'Careers' }) }
    })
  })

  test('PR3 a name that an earlier version stored does not stand in the way of another change', () => {
    const stored = buildProfile({ displayName: '\u2800' })
    const pushed = { ...stored, bio: 'New' }
    expect(judgeProfile(coach, pushed, { current: live(stored), base: 'current', now })).toEqual({
      kind: 'accepted',
      effect: { put: pushed }
    })
    expect(coachProfileSchema.safeParse(stored).success).toBe(true)
  })

  test('AV4 the skips of what is stored and of what is pushed are kept, and no others are forgotten', () => {
    const [one, other] = [at('2026-11-25', 9), at('2026-11-25', 14)].map(startsAt => ({ startsAt, generation }))
    const pushed = buildCoach({ skips: [other] as never })
    const verdict = judgeProfile(coach, pushed, {
      current: live(buildCoach({ skips: [one] as never })),
      base: 'current',
      now
    })
    expect(verdict).toEqual({ kind: 'adjusted', effect: { put: buildCoach({ skips: [one, other] as never }) } })
    const again = judgeProfile(coach, pushed, { current: live(pushed), base: 'current', now })
    expect(again).toEqual({ kind: 'accepted', effect: { put: pushed } })
  })

  test('PR1 a profile has no place for a phone or an e-mail address', () => {
    for (const extra of [{ phone: '+4915112345678' }, { email: 'a@example.org' }]) {
      expect(coachProfileSchema.safeParse({ ...buildProfile(), ...extra }).success).toBe(false)
    }
  })
})

describe('access', () => {
  test.each([coach, student])('AC1 $role reads profiles, slots and the own bookings, nothing else', actor => {
    const own = createCallsName(actor.userId)
    expect(listReadable(actor)).toEqual(['users', 'slots', own])
    const others = [
      createCallsName(otherStudentId),
      'calls-',
      'calls',
      `${own}x`,
      `CALLS-${actor.userId}`,
      '',
      '_users'
    ]
    expect(others.filter(name => mayRead(actor, name))).toEqual([])
  })

  test.each([coach, student, admin])('AC2 $role does not read the journal or the accounts', actor => {
    expect(['bookings', 'accounts'].some(name => mayRead(actor, name) || mayPush(actor, name))).toBe(false)
  })

  test('AC3 an administrator reads and writes no replicated database', () => {
    const names = ['users', 'slots', createCallsName(admin.userId), createCallsName(coachId)]
    expect(listReadable(admin)).toEqual([])
    expect(names.some(name => mayRead(admin, name) || mayPush(admin, name))).toBe(false)
  })

  test('AC4 pushing is for readers only', () => {
    for (const actor of [coach, student, admin]) {
      for (const name of ['users', 'slots', 'bookings', createCallsName(coachId), createCallsName(studentId)]) {
        expect(mayPush(actor, name) && !mayRead(actor, name)).toBe(false)
      }
    }
    expect(mayPush(student, createCallsName(coachId))).toBe(false)
  })

  test('AC1 the name of a person’s database gives the person, and no other name does', () => {
    expect(parseCallsName(createCallsName(coachId))).toBe(coachId)
    expect([parseCallsName('slots'), parseCallsName('calls')]).toEqual([undefined, undefined])
  })
})
