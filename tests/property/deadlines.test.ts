import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SessionMove } from '#domain/model/booking.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { cancelDeadline, cutoffStartOf, rescheduleDeadline } from '#domain/rules/deadlines.ts'
import { findReasonToRefuse, judgeRequest } from '#domain/rules/judge-request.ts'
import { readBooking } from '#renderer/store/actions/read-booking.ts'
import {
  buildBooking,
  coachId,
  hexId,
  hourMs,
  minuteMs,
  now,
  parties,
  start,
  studentId
} from '../unit/domain/builders.ts'
import { anyRole, anyTerms } from './arbitraries.ts'

const anyHours = fc.integer({ min: -30, max: 30 }).map(hours => start + hours * hourMs)
const anyMoves = fc.array(fc.record({ by: anyRole, from: anyHours }), { maxLength: 3 }).map(moves =>
  moves.map(
    ({ by, from }, number): SessionMove => ({
      requestId: hexId(number + 1),
      by,
      at: now,
      reason: '',
      fromSlotId: createSlotId(coachId, from),
      toSlotId: createSlotId(coachId, start),
      reopenSlot: true
    })
  )
)
const anySession = fc
  .record({
    claimedAt: fc.integer({ min: -60, max: 0 }).map(hours => start + hours * hourMs),
    moves: anyMoves,
    terms: fc.option(anyTerms, { nil: undefined }),
    isPencilled: fc.boolean()
  })
  .map(({ claimedAt, moves, terms, isPencilled }) =>
    buildBooking({
      claimedAt,
      moves,
      ...(terms === undefined ? {} : { terms }),
      ...(isPencilled ? { pencilled: true } : {})
    })
  )
const cancelling = { kind: 'cancel', requestId: hexId(99), reason: '', reopenSlot: true } as const

describe('deadlines', () => {
  test('TE2 whatever a coach changes in the policy, a student never has less time than was agreed', () => {
    fc.assert(
      fc.property(anySession, anyTerms, anyTerms, (session, before, after) => {
        const agreed = { ...session, terms: before }
        expect(cancelDeadline(agreed, after)).toBeGreaterThanOrEqual(cancelDeadline(agreed, before))
        expect(rescheduleDeadline(agreed, after)).toBeGreaterThanOrEqual(rescheduleDeadline(agreed, before))
      })
    )
  })

  test('TE2 TE5 the deadline is the later of terms and policy, from the start of RS8, and of the day after a pencilled making', () => {
    fc.assert(
      fc.property(anySession, anyTerms, (session, policy) => {
        const from = cutoffStartOf(session)
        const by = (cutoff: 'cancelCutoffMin' | 'rescheduleCutoffMin') =>
          [session.terms, policy].flatMap(terms => (terms === undefined ? [] : [from - terms[cutoff] * minuteMs]))
        const grace = session.pencilled === true ? [Math.min(session.claimedAt + 24 * hourMs, session.startsAt)] : []
        expect(cancelDeadline(session, policy)).toBe(Math.max(...by('cancelCutoffMin'), ...grace))
        expect(rescheduleDeadline(session, policy)).toBe(Math.max(...by('rescheduleCutoffMin')))
      })
    )
  })

  test('SE1 SE2 TE5 a student’s cancellation is granted until the deadline and before the start, and never late', () => {
    fc.assert(
      fc.property(anySession, anyTerms, anyHours, (session, terms, at) => {
        const policy = { ...defaultBookingPolicy, ...terms }
        const effect = judgeRequest(cancelling, { by: 'student', booking: session, policy, now: at })
        const isInTime = at < session.startsAt && at <= cancelDeadline(session, policy)
        expect(effect?.rejected === undefined).toBe(isInTime)
        if (isInTime) expect(effect?.booking.cancellation?.late).toBe(false)
      })
    )
  })

  test('SE1 RS2 the early opinion on a device is the gate’s, from what stands in the copy', () => {
    fc.assert(
      fc.property(anySession, anyTerms, anyHours, anyRole, (session, terms, at, by) => {
        const policy = { ...defaultBookingPolicy, ...terms }
        const copy = projectSessionCopy(session, by, parties, undefined, { now })
        const seen = readBooking(copy, by === 'coach' ? coachId : studentId)
        const context = { by, policy, now: at }
        expect(findReasonToRefuse(cancelling, { ...context, booking: seen })).toBe(
          findReasonToRefuse(cancelling, { ...context, booking: session })
        )
        expect(rescheduleDeadline(seen, policy)).toBe(rescheduleDeadline(session, policy))
      })
    )
  })
})
