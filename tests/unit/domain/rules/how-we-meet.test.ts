import { describe, expect, test } from 'vitest'
import { createHowWeMeetId, type HowWeMeet, howWeMeetSchema, toMeetingPlace } from '#domain/model/how-we-meet.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { sessionCopyToBooking } from '#domain/projection/session-copy-to-booking.ts'
import { judgeHowWeMeet } from '#domain/rules/judge-own-document.ts'
import { judgeProfile } from '#domain/rules/judge-profile.ts'
import {
  absent,
  buildBooking,
  buildProfile,
  coach,
  coachId,
  hourMs,
  live,
  now,
  otherCoach,
  parties,
  start,
  student
} from '../builders.ts'

const link = 'https://meet.example/cora'
const meeting = (fields: Partial<HowWeMeet> = {}): HowWeMeet => ({
  id: createHowWeMeetId(coachId),
  kind: 'meeting',
  way: 'link',
  link,
  ...fields
})
const place = { kind: 'link', link } as const
const meets = (said: typeof place | undefined) => ({ ...parties, coach: { ...parties.coach!, meets: { place: said } } })
const project = (
  booking: Parameters<typeof buildBooking>[0],
  said: typeof place | undefined,
  at = now,
  existing?: ReturnType<typeof projectSessionCopy>
) => projectSessionCopy(buildBooking(booking), 'student', meets(said), existing, { now: at })

describe('what a coach says', () => {
  test('HM1 only its coach writes it, under the own id', () => {
    expect(judgeHowWeMeet(student, meeting(), absent, 'none')).toMatchObject({ reason: 'coaches-only' })
    expect(judgeHowWeMeet(otherCoach, meeting(), absent, 'none')).toMatchObject({ reason: 'not-yours' })
    expect(judgeHowWeMeet(coach, meeting(), absent, 'none')).toMatchObject({ kind: 'accepted' })
    expect(judgeHowWeMeet(coach, meeting(), live(meeting({ way: 'open' })), 'stale')).toEqual({ kind: 'conflict' })
  })

  test.each([
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
    ['meet.example/cora', false],
    [`https://meet.example/${'x'.repeat(500)}`, false],
    ['http://10.0.0.1:8080/room', true],
    [link, true]
  ])('HM1 a web address %s: %s', (typed, isTaken) => {
    expect(howWeMeetSchema.safeParse(meeting({ link: typed })).success).toBe(isTaken)
  })

  test('HM1 a postal address has at most 300 characters', () => {
    const lengths = [0, 1, 300, 301].filter(
      length => howWeMeetSchema.safeParse(meeting({ way: 'address', address: 'x'.repeat(length) })).success
    )
    expect(lengths).toEqual([1, 300])
  })

  test('HM1 of several ways that were typed the chosen one counts, and one that is not filled in says nothing', () => {
    const all = { link, address: 'Long Lane 3', caller: 'coach' } as const
    expect(
      (['open', 'phone', 'link', 'address'] as const).map(way => toMeetingPlace(meeting({ ...all, way })))
    ).toEqual([
      undefined,
      { kind: 'phone', caller: 'coach' },
      { kind: 'link', link },
      { kind: 'address', address: 'Long Lane 3' }
    ])
    expect(toMeetingPlace(meeting({ way: 'phone' }))).toBeUndefined()
    expect(toMeetingPlace(meeting({ way: 'address' }))).toBeUndefined()
  })

  test('HM5 the choice of the chosen way goes along with the details, and nothing where it is the default', () => {
    const address = 'Long Lane 3'
    const toPlace = (fields: Partial<HowWeMeet>) => toMeetingPlace(meeting({ address, ...fields }))
    expect(toPlace({ linkInCalendars: true, addressInCalendars: true })).toEqual({ kind: 'link', link })
    expect(toPlace({ linkInCalendars: false })).toEqual({ kind: 'link', link, inCalendars: false })
    expect(toPlace({ way: 'address', linkInCalendars: false, addressInCalendars: false })).toEqual({
      kind: 'address',
      address
    })
    expect(toPlace({ way: 'address', addressInCalendars: true })).toEqual({
      kind: 'address',
      address,
      inCalendars: true
    })
    expect(toPlace({ way: 'phone', caller: 'coach', linkInCalendars: false })).toEqual({
      kind: 'phone',
      caller: 'coach'
    })
  })

  test('HM2 a page has a line on it, cleaned as a headline is, and no details', () => {
    const page = buildProfile({ meetingLine: '\u200bBy phone ' })
    expect(judgeProfile(coach, page, { current: live(buildProfile()), base: 'current', now })).toMatchObject({
      kind: 'adjusted',
      effect: { put: { meetingLine: 'By phone' } }
    })
    const unreadable = buildProfile({ meetingLine: '\u3164' })
    expect(judgeProfile(coach, unreadable, { current: live(buildProfile()), base: 'current', now })).toMatchObject({
      reason: 'malformed'
    })
    expect(coachProfileSchema.safeParse({ ...buildProfile(), link }).success).toBe(false)
  })
})

describe('what a session says', () => {
  test('HM3 ahead it says what the coach says now, in both copies', () => {
    const first = project({}, place)
    expect(first.meeting).toEqual(place)
    expect(projectSessionCopy(buildBooking(), 'coach', meets(place), undefined, { now }).meeting).toEqual(place)
    const next = { kind: 'link', link: 'https://meet.example/other' } as const
    expect(project({}, next as never, now, first).meeting).toEqual(next)
    expect(project({}, undefined, now, first)).not.toHaveProperty('meeting')
  })

  test('HM3 where the coach’s document cannot be read, a copy keeps what it says', () => {
    const first = project({}, place)
    expect(projectSessionCopy(buildBooking(), 'student', parties, first, { now }).meeting).toEqual(place)
  })

  test.each(['confirmed', 'completed', 'no-show'] as const)(
    'HM4 from its start on a %s one keeps what was said then',
    state => {
      const first = project({}, place)
      const next = { kind: 'link', link: 'https://meet.example/other' } as const
      expect(project({ state }, next as never, start, first).meeting).toEqual(place)
      expect(project({ state }, undefined, start + hourMs, first).meeting).toEqual(place)
      // A copy that is first made after the start cannot know.
      expect(project({ state }, place, start)).not.toHaveProperty('meeting')
    }
  )

  test.each(['cancelled', 'declined'] as const)('HM4 a %s one says nothing', state => {
    expect(project({ state }, place, now, project({}, place))).not.toHaveProperty('meeting')
  })

  test('HM3 HM5 a choice reaches sessions ahead, and none that has begun', () => {
    const first = project({}, place)
    const closed = { ...place, inCalendars: false }
    expect(project({}, closed, now, first).meeting).toEqual(closed)
    expect(project({ state: 'completed' }, closed, start, first).meeting).toEqual(place)
  })

  test('HM3 the journal never has it', () => {
    const call = project({}, place)
    expect(sessionCopyToBooking({ ownerId: 'student00001', call })).not.toHaveProperty('meeting')
  })
})
