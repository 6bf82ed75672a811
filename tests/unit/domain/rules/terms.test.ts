import { describe, expect, test } from 'vitest'
import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import { sessionCopySchema, type RescheduleRequest } from '#domain/model/session-copy.ts'
import { type BookingPolicy, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { bringForward } from '#domain/projection/session-copy-to-booking.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { cancelDeadline, rescheduleDeadline } from '#domain/rules/deadlines.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import { judgeClaim } from '#domain/rules/judge-claim.ts'
import { judgePencil } from '#domain/rules/judge-pencil.ts'
import { findReasonToRefuse, judgeRequest } from '#domain/rules/judge-request.ts'
import { judgeReschedule } from '#domain/rules/judge-reschedule.ts'
import {
  bookingId,
  buildBooking,
  buildCall,
  buildCallContext,
  buildClaim,
  buildClaimContext,
  buildProfile,
  buildSlot,
  coach,
  coachId,
  dayMs,
  hexId,
  hourMs,
  live,
  minuteMs,
  now,
  parties,
  requestId,
  start,
  student,
  studentId
} from '../builders.ts'

const roles = ['coach', 'student'] as const
const policyOf = (cancelHours: number, moveHours = cancelHours): BookingPolicy => ({
  ...defaultBookingPolicy,
  minimumNoticeMin: 0,
  cancelCutoffMin: cancelHours * 60,
  rescheduleCutoffMin: moveHours * 60
})
const termsOf = (cancelHours: number, moveHours = cancelHours) => ({
  cancelCutoffMin: cancelHours * 60,
  rescheduleCutoffMin: moveHours * 60
})
const cancelling = { kind: 'cancel', requestId, reason: 'ill', reopenSlot: true } as const
const target = buildSlot({ startsAt: start + 5 * dayMs })
const moving: RescheduleRequest = { kind: 'reschedule', requestId: hexId(2), toSlotId: target.id }

function moveBy(by: PartyRole, booking: Booking, policy: BookingPolicy, at = now) {
  const context = {
    by,
    booking,
    policy,
    target: {
      slot: live(target),
      coach: buildProfile({ policy }),
      coachSlots: [],
      studentBookings: [booking],
      coachBookings: [booking]
    },
    now: at
  }
  const verdict = judgeReschedule(moving, context)
  if (verdict.kind !== 'granted') throw new Error(verdict.reason)
  return verdict.effect
}

describe('what a booking keeps', () => {
  test('TE1 a granted claim keeps the cut-offs of that moment, a lost one none', () => {
    const context = buildClaimContext({ coach: buildProfile({ policy: policyOf(12, 6) }) })
    expect(judgeClaim(student, buildClaim(), context)).toMatchObject({ booking: { terms: termsOf(12, 6) } })
    const lost = judgeClaim(student, buildClaim(), { ...context, current: live(buildSlot({ status: 'booked' })) })
    expect(lost).toMatchObject({ kind: 'lost' })
    expect(lost).not.toHaveProperty('booking.terms')
  })

  test('TE1 a pencilled session keeps them, too', () => {
    const slot = buildSlot()
    const context = {
      ...buildClaimContext({ coach: buildProfile({ policy: policyOf(12, 6) }), current: live(slot) }),
      haveMet: true,
      isStudentActive: true
    }
    const verdict = judgePencil(coach, { id: bookingId, slotId: slot.id, otherId: studentId }, context)
    expect(verdict).toMatchObject({ kind: 'granted', booking: { terms: termsOf(12, 6) } })
  })

  test.each(roles)('TE1 the %s’s copy says them at its top level', role => {
    const copy = projectSessionCopy(buildBooking({ terms: termsOf(12, 6) }), role, parties, undefined, { now })
    expect(copy.terms).toEqual(termsOf(12, 6))
    expect(sessionCopySchema.safeParse(copy).success).toBe(true)
  })

  test.each([undefined, termsOf(0)])('TE6 a push that says %j of them changes nothing', pushed => {
    const copy = buildCall({ partyRole: 'student', terms: termsOf(12) })
    const { terms: _, ...without } = copy
    const edited = {
      ...without,
      ...(pushed === undefined ? {} : { terms: pushed }),
      review: { score: 4, text: 'Good' }
    }
    const context = buildCallContext(copy, { booking: buildBooking({ terms: termsOf(12) }) })
    expect(judgeSessionCopy(student, edited, context)).toMatchObject({ effect: { put: { terms: termsOf(12) } } })
  })

  test('TE1 SB7 a journal that was set back gets them from the copies', () => {
    const copy = { ownerId: coachId, call: buildCall({ terms: termsOf(12) }) }
    expect(bringForward(undefined, [copy])).toMatchObject({ terms: termsOf(12) })
    expect(bringForward(buildBooking(), [copy])).toMatchObject({ terms: termsOf(12) })
    const known = buildBooking({ terms: termsOf(3) })
    expect(bringForward(known, [copy])).toBe(known)
  })
})

describe('until when', () => {
  const hours = (count: number) => start - count * hourMs

  test('TE2 a policy that became stricter takes nothing from what was agreed', () => {
    const booking = buildBooking({ terms: termsOf(2, 3) })
    expect(cancelDeadline(booking, policyOf(24))).toBe(hours(2))
    expect(rescheduleDeadline(booking, policyOf(24))).toBe(hours(3))
    const context = { by: 'student', booking, policy: policyOf(24), now: hours(2) } as const
    expect(findReasonToRefuse(cancelling, context)).toBeUndefined()
    expect(judgeRequest(cancelling, context)?.booking.cancellation).toMatchObject({ late: false })
    expect(findReasonToRefuse(cancelling, { ...context, now: hours(2) + 1 })).toBe('past-cutoff')
    expect(findReasonToRefuse(moving, { ...context, now: hours(3) + 1 })).toBe('past-reschedule-cutoff')
  })

  test('TE2 a policy that became more generous counts', () => {
    const booking = buildBooking({ terms: termsOf(24) })
    expect(cancelDeadline(booking, policyOf(1, 2))).toBe(hours(1))
    expect(rescheduleDeadline(booking, policyOf(1, 2))).toBe(hours(2))
  })

  test('TE2 without a policy the terms decide, without terms the policy, without both nobody knows', () => {
    expect(cancelDeadline(buildBooking({ terms: termsOf(5) }), undefined)).toBe(hours(5))
    expect(cancelDeadline(buildBooking(), policyOf(5))).toBe(hours(5))
    expect(cancelDeadline(buildBooking(), undefined)).toBeUndefined()
    expect(rescheduleDeadline(buildBooking(), undefined)).toBeUndefined()
  })
})

describe('moves', () => {
  test('TE3 a student who moves agrees to the policy of that moment', () => {
    const { moved } = moveBy('student', buildBooking({ terms: termsOf(1) }), policyOf(12, 6))
    expect(moved.terms).toEqual(termsOf(12, 6))
    expect(bookingSchema.safeParse(moved).success).toBe(true)
  })

  test('TE3 a coach’s move leaves what was agreed', () => {
    const { moved } = moveBy('coach', buildBooking({ terms: termsOf(1) }), policyOf(12))
    expect(moved.terms).toEqual(termsOf(1))
    expect(moveBy('coach', buildBooking(), policyOf(12)).moved).not.toHaveProperty('terms')
  })

  test.each(roles)('TE3 version 0.1.0 reads the moves of the %s’s copy: nothing new is inside them', role => {
    const { moved } = moveBy('student', buildBooking({ terms: termsOf(1) }), policyOf(12))
    const [move] = projectSessionCopy(moved, role, parties, undefined, { now }).moves ?? []
    expect(Object.keys(move ?? {}).sort()).toEqual(
      ['requestId', 'by', 'at', 'reason', 'fromSlotId', 'toSlotId', 'reopenSlot'].sort()
    )
  })
})

describe('pencilled in', () => {
  const madeAt = start - 2 * hourMs
  const pencilled = buildBooking({ pencilled: true, claimedAt: madeAt, terms: termsOf(24) })
  const ask = (booking: Booking, at: number, by: PartyRole = 'student') =>
    judgeRequest(cancelling, { by, booking, policy: policyOf(24), now: at })

  test('TE5 a student calls it off within a day of its making and before the start, never late', () => {
    for (const at of [madeAt, start - 1]) {
      expect(ask(pencilled, at)).toMatchObject({ booking: { state: 'cancelled', cancellation: { late: false } } })
    }
    expect(ask(pencilled, start)).toMatchObject({ rejected: 'session-over' })
  })

  test('TE5 after a day the cut-off counts', () => {
    const early = buildBooking({ pencilled: true, claimedAt: start - 30 * hourMs, terms: termsOf(24) })
    expect(cancelDeadline(early, policyOf(24))).toBe(start - 6 * hourMs)
    expect(ask(early, start - 6 * hourMs)).toMatchObject({ booking: { cancellation: { late: false } } })
    expect(ask(early, start - 6 * hourMs + 1)).toMatchObject({ rejected: 'past-cutoff' })
  })

  test('TE5 it gives no time to move it, and nothing to a session that the student booked', () => {
    expect(rescheduleDeadline(pencilled, policyOf(24))).toBe(start - 24 * hourMs)
    const claimed = buildBooking({ claimedAt: madeAt, terms: termsOf(24) })
    expect(ask(claimed, madeAt + minuteMs)).toMatchObject({ rejected: 'past-cutoff' })
  })

  test('TE5 SE2 a coach who calls it off after the start is late all the same', () => {
    expect(ask(pencilled, start + hourMs, 'coach')).toMatchObject({ booking: { cancellation: { late: true } } })
  })
})
