import { describe, expect, test } from 'vitest'
import { type Booking, bookingStateSchema } from '#domain/model/booking.ts'
import { type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import type { Parties } from '#domain/projection/party.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { judgeClaim } from '#domain/rules/judge-claim.ts'
import { findNewCoachesEnd, isOneCoachTooMany } from '#domain/rules/new-coaches.ts'
import { hideEndedPhone, phoneEndOf } from '#domain/rules/phone-end.ts'
import { toStoredReason } from '#domain/model/reasons.ts'
import {
  buildBooking,
  buildCall,
  buildClaim,
  buildClaimContext,
  dayMs,
  hexId,
  hourMs,
  live,
  buildSlot,
  now,
  parties,
  start,
  student,
  studentId
} from '../builders.ts'

const roles = ['coach', 'student'] as const
const cancelledAt = now + hourMs
const end = cancelledAt + 7 * dayMs
const cancellation = { by: 'student', at: cancelledAt, reason: '', late: false, reopenSlot: true } as const
const cancelled = buildBooking({ state: 'cancelled', cancellation })
const changed: Parties = {
  coach: parties.coach && { ...parties.coach, phone: '+491111111111' },
  student: parties.student && { ...parties.student, phone: '+492222222222' }
}
const copyOf = (booking: Booking, role: 'coach' | 'student', at: number, existing?: SessionCopy, people = parties) =>
  projectSessionCopy(booking, role, people, existing, { now: at })

describe('the number in a copy', () => {
  test.each(roles)('PH1 it is in the %s’s copy from confirmation on, in that of no lost booking', role => {
    for (const state of ['confirmed', 'completed', 'no-show'] as const) {
      expect(copyOf(buildBooking({ state }), role, now)).toHaveProperty('otherPhone')
    }
    expect(copyOf(buildBooking({ state: 'declined' }), role, now)).not.toHaveProperty('otherPhone')
  })

  test.each(roles)(
    'PH2 the %s loses that of a cancelled session a week after the cancellation, to the millisecond',
    role => {
      const before = copyOf(buildBooking(), role, now)
      const during = copyOf(cancelled, role, end - 1, before)
      expect(during.otherPhone).toBe(before.otherPhone)
      expect(copyOf(cancelled, role, end, during)).not.toHaveProperty('otherPhone')
    }
  )

  test.each(roles)('PH3 a new number does not follow to the %s’s copy of a cancelled session', role => {
    const before = copyOf(buildBooking(), role, now)
    expect(copyOf(cancelled, role, cancelledAt, before, changed).otherPhone).toBe(before.otherPhone)
    expect(copyOf(buildBooking(), role, now, before, changed).otherPhone).not.toBe(before.otherPhone)
  })

  test.each(roles)('PH3 nor does any number that the %s has not seen before the cancellation, or lost since', role => {
    expect(copyOf(cancelled, role, cancelledAt)).not.toHaveProperty('otherPhone')
    const lost = copyOf(cancelled, role, end, copyOf(buildBooking(), role, now))
    expect(copyOf(cancelled, role, cancelledAt, lost)).not.toHaveProperty('otherPhone')
  })

  test.each(['confirmed', 'completed', 'no-show'] as const)(
    'PH4 a session that is %s and over keeps it, and follows',
    state => {
      for (const role of roles) {
        const before = copyOf(buildBooking({ state }), role, start + 900 * dayMs)
        expect(before).not.toHaveProperty('phoneUntil')
        expect(phoneEndOf(before)).toBeUndefined()
        const after = copyOf(buildBooking({ state }), role, start + 900 * dayMs, before, changed)
        expect(after.otherPhone).toBe(changed[role === 'coach' ? 'student' : 'coach']?.phone)
      }
    }
  )

  test('PH4 where the organisation keeps numbers for a time, the copy says until when, at its top level', () => {
    const facts = (at: number) => ({ now: at, keepPhonesMs: 30 * dayMs })
    const booking = buildBooking({ state: 'completed' })
    const until = booking.endsAt + 30 * dayMs
    const copy = projectSessionCopy(booking, 'coach', parties, undefined, facts(until - 1))
    expect(copy).toMatchObject({ otherPhone: parties.student?.phone, phoneUntil: until })
    expect(sessionCopySchema.safeParse(copy).success).toBe(true)
    const after = projectSessionCopy(booking, 'coach', parties, copy, facts(until))
    expect(after).not.toHaveProperty('otherPhone')
    expect(after.phoneUntil).toBe(until)
    // Kept for good again: it comes back.
    expect(projectSessionCopy(booking, 'coach', parties, after, { now: until }).otherPhone).toBe(parties.student?.phone)
    expect(projectSessionCopy(cancelled, 'coach', parties, copy, facts(now))).not.toHaveProperty('phoneUntil')
  })

  test('PJ3 projecting again changes nothing, at whatever time', () => {
    for (const state of bookingStateSchema.options) {
      for (const at of [now, end - 1, end, end + 900 * dayMs]) {
        const booking = buildBooking({ state, ...(state === 'cancelled' ? { cancellation } : {}) })
        const facts = { now: at, keepPhonesMs: 10 * dayMs }
        const once = projectSessionCopy(booking, 'student', parties, buildCall({ partyRole: 'student' }), facts)
        expect(projectSessionCopy(booking, 'student', parties, once, facts)).toEqual(once)
      }
    }
  })
})

describe('on a device', () => {
  test('PH5 it hides what is over by the time that it is given, whatever the server still says', () => {
    const call = buildCall({ status: 'cancelled', cancellation })
    expect(hideEndedPhone(call, end - 1)).toBe(call)
    expect(hideEndedPhone(call, end)).not.toHaveProperty('otherPhone')
    const kept = buildCall({ status: 'completed', phoneUntil: end })
    expect(hideEndedPhone(kept, end - 1)).toBe(kept)
    expect(hideEndedPhone(kept, end)).not.toHaveProperty('otherPhone')
    const forGood = buildCall({ status: 'no-show' })
    expect(hideEndedPhone(forGood, end + 900 * dayMs)).toBe(forGood)
  })
})

describe('new coaches', () => {
  const coachOf = (number: number) => `newcoach${String(number).padStart(4, '0')}`
  const meet = (number: number, fields: Partial<Booking> = {}) =>
    buildBooking({ id: hexId(number), coachId: coachOf(number), claimedAt: now - number * hourMs, ...fields })
  const five = [1, 2, 3, 4, 5].map(number => meet(number))
  const isTooMany = (bookings: readonly Booking[], coachId = coachOf(9), at = now) =>
    isOneCoachTooMany(coachId, bookings, at)

  test('BK22 the sixth new coach within a day is one too many, whatever has become of the five', () => {
    expect(isTooMany(five.slice(1))).toBe(false)
    expect(isTooMany(five)).toBe(true)
    expect(isTooMany(five.map(booking => ({ ...booking, state: 'cancelled' as const })))).toBe(true)
    expect(isTooMany(five.map(booking => ({ ...booking, state: 'declined' as const })))).toBe(false)
  })

  test('BK22 a coach whom the student knows is none, nor is one who pencilled the student in', () => {
    expect(isTooMany(five, coachOf(3))).toBe(false)
    expect(isTooMany([...five.slice(1), meet(6, { pencilled: true })])).toBe(false)
    // Known from long ago: booked again today.
    expect(isTooMany([...five, meet(1, { claimedAt: now - 30 * dayMs })])).toBe(false)
  })

  test('BK22 a day after the first of them there is room again, to the millisecond', () => {
    const free = now - 5 * hourMs + dayMs
    expect(findNewCoachesEnd(five, now)).toBe(free)
    expect(isTooMany(five, coachOf(9), free - 1)).toBe(true)
    expect(isTooMany(five, coachOf(9), free)).toBe(false)
    expect(findNewCoachesEnd(five.slice(1), now)).toBeUndefined()
  })

  test('BK22 a clock that was months ahead shuts nobody out', () => {
    expect(isTooMany(five.map(booking => ({ ...booking, claimedAt: now + 200 * dayMs })))).toBe(false)
  })

  test('BK22 the gate refuses such a claim and remembers nothing; documents say what version 0.1.0 knows', () => {
    const context = buildClaimContext({ studentMeetings: five, now })
    expect(judgeClaim(student, buildClaim(), context)).toEqual({ kind: 'refused', reason: 'too-many-new-coaches' })
    expect(toStoredReason('too-many-new-coaches')).toBe('too-many-claims')
    // What would be lost anyway is lost for that reason.
    const taken = { ...context, current: live(buildSlot({ status: 'booked' })) }
    expect(judgeClaim(student, buildClaim(), taken)).toMatchObject({ kind: 'lost', reason: 'slot-taken' })
    const known = { ...context, studentMeetings: [...five, buildBooking({ studentId, state: 'cancelled' })] }
    expect(judgeClaim(student, buildClaim(), known)).toMatchObject({ kind: 'granted' })
  })
})
