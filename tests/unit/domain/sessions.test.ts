import { describe, expect, test } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import { bookingSchema } from '#domain/model/booking.ts'
import type { CallRequest } from '#domain/model/call.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { judgeCall } from '#domain/rules/judge-call.ts'
import { cancelDeadline } from '#domain/rules/deadlines.ts'
import { isAnswered, judgeRequest } from '#domain/rules/judge-request.ts'
import {
  buildBooking,
  buildCall,
  buildCallContext,
  coach,
  hexId,
  hourMs,
  now,
  requestId,
  start,
  student
} from './builders.ts'

const policy = { ...defaultBookingPolicy, cancelCutoffMin: 120 }
const deadline = start - 2 * hourMs
const cancelling = (fields: Partial<CallRequest & { kind: 'cancel' }> = {}): CallRequest => ({
  kind: 'cancel',
  requestId,
  reason: 'A cold',
  reopenSlot: false,
  ...fields
})
const outcome = (value: 'completed' | 'no-show', id = requestId): CallRequest => ({
  kind: 'outcome',
  requestId: id,
  outcome: value
})
const judge = (request: CallRequest, by: PartyRole, at = now, booking: Booking = buildBooking()) =>
  judgeRequest(request, { by, booking, policy, now: at })

describe('cancelling', () => {
  test('SE1 a student cancels until the last millisecond of the cut-off', () => {
    expect(cancelDeadline({ startsAt: start }, policy)).toBe(deadline)
    expect(judge(cancelling(), 'student', deadline)).toMatchObject({ booking: { state: 'cancelled' } })
    expect(judge(cancelling(), 'student', deadline + 1)).toMatchObject({
      declined: 'past-cutoff',
      booking: { state: 'confirmed' }
    })
  })

  test.each([now, deadline + 1, start - 1, start, start + 3 * hourMs])('SE1 a coach cancels at %d', at => {
    expect(judge(cancelling(), 'coach', at)).toMatchObject({ booking: { state: 'cancelled' } })
  })

  test('SE2 it says who, why, when and whether it was late', () => {
    expect(judge(cancelling(), 'student', deadline)?.booking.cancellation).toEqual({
      by: 'student',
      at: deadline,
      reason: 'A cold',
      late: false,
      reopenSlot: true
    })
    expect(judge(cancelling(), 'coach', deadline + 1)?.booking.cancellation).toMatchObject({ by: 'coach', late: true })
  })

  test('SE3 a student’s cancellation opens the slot, whatever it asks for; a coach’s as asked', () => {
    expect(judge(cancelling(), 'student')?.freeSlot).toEqual({ reopen: true })
    expect(judge(cancelling(), 'coach')?.freeSlot).toEqual({ reopen: false })
    expect(judge(cancelling({ reopenSlot: true }), 'coach')?.freeSlot).toEqual({ reopen: true })
  })

  test('SE3 hours that have begun are freed but not opened', () => {
    const effect = judge(cancelling({ reopenSlot: true }), 'coach', start)
    expect(effect).toMatchObject({ freeSlot: { reopen: false }, booking: { cancellation: { reopenSlot: false } } })
  })

  test.each([cancelling(), outcome('completed')])(
    'SE4 a cancelled session answers already-cancelled to $kind',
    request => {
      const booking = buildBooking({ state: 'cancelled' })
      const effect = judge(request, 'coach', start + hourMs, booking)
      expect(effect).toMatchObject({ declined: 'already-cancelled', booking: { state: 'cancelled' } })
      expect(effect).not.toHaveProperty('freeSlot')
    }
  )

  test.each(['completed', 'no-show'] as const)('SE6 a session that is %s is not cancelled by anybody', state => {
    for (const by of ['coach', 'student'] as const) {
      expect(judge(cancelling(), by, start + hourMs, buildBooking({ state }))).toMatchObject({
        declined: 'session-over'
      })
    }
  })

  test('SE6 a student does not cancel a session that has started', () => {
    expect(judge(cancelling(), 'student', start)).toMatchObject({ declined: 'session-over' })
  })

  test.each(['declined', 'intent'] as const)('SE4 a booking that is %s is no session', state => {
    expect(judge(cancelling(), 'student', now, buildBooking({ state }))).toMatchObject({ declined: 'no-session' })
  })
})

describe('outcome', () => {
  test('SE5 only the coach tells it', () => {
    expect(judge(outcome('completed'), 'student', start + hourMs)).toMatchObject({ declined: 'coaches-only' })
  })

  test('SE5 it is told from the start on', () => {
    expect(judge(outcome('no-show'), 'coach', start - 1)).toMatchObject({ declined: 'not-started' })
    expect(judge(outcome('no-show'), 'coach', start)).toMatchObject({
      booking: { state: 'no-show', outcomeAt: start }
    })
  })

  test('SE5 it may be corrected', () => {
    const first = judge(outcome('no-show'), 'coach', start + hourMs)?.booking
    expect(judge(outcome('completed', hexId(2)), 'coach', start + 2 * hourMs, first)?.booking).toMatchObject({
      state: 'completed',
      outcomeAt: start + 2 * hourMs,
      requests: [{ verdict: 'accepted' }, { verdict: 'accepted' }]
    })
  })
})

describe('answers', () => {
  test('SE7 every answer is kept, accepted and declined alike', () => {
    expect(judge(cancelling(), 'coach')?.booking.requests).toEqual([
      { requestId, by: 'coach', kind: 'cancel', at: now, verdict: 'accepted' }
    ])
    expect(judge(outcome('completed'), 'student')?.booking.requests).toEqual([
      { requestId, by: 'student', kind: 'outcome', at: now, verdict: 'declined', reason: 'coaches-only' }
    ])
  })

  test('SE7 a repetition changes nothing, even where the answer would be another one by now', () => {
    const answered = judge(cancelling(), 'student', deadline + 1)?.booking
    expect(answered && isAnswered(answered, cancelling())).toBe(true)
    expect(judge(cancelling(), 'student', now, answered)).toBeUndefined()
    const call = buildCall({ partyRole: 'student', request: cancelling() })
    const context = buildCallContext(call, { booking: answered, now: deadline + 2, policy })
    expect(judgeCall(student, call, context)).toEqual({ kind: 'accepted', effect: { put: call } })
  })

  test('SE7 what was typed with a refused cancellation is kept with its answer', () => {
    expect(judge(cancelling(), 'student', deadline + 1)?.booking.requests).toMatchObject([{ text: 'A cold' }])
  })

  test('SE7 a session that was asked too much still answers, and its journal does not grow', () => {
    const requests = Array.from({ length: 50 }, (_, index) => ({
      requestId: hexId(100 + index),
      by: 'coach' as const,
      kind: 'outcome' as const,
      verdict: 'accepted' as const,
      at: start
    }))
    const effect = judge(cancelling(), 'coach', now, buildBooking({ requests }))
    expect(effect).toMatchObject({ declined: 'too-many-requests', booking: { state: 'confirmed' } })
    expect(effect?.booking.requests).toHaveLength(50)
    expect(effect?.booking.requests.at(-1)).toMatchObject({ requestId, reason: 'too-many-requests' })
    expect(bookingSchema.safeParse(effect?.booking).success).toBe(true)
  })

  test('SE8 a refused request does not hold back the words beside it', () => {
    const stored = buildCall({ request: outcome('completed') })
    const pushed = { ...stored, request: cancelling({ requestId: hexId(2) }), notes: 'Went well.' }
    const verdict = judgeCall(
      coach,
      pushed,
      buildCallContext(stored, { booking: buildBooking({ state: 'completed' }) })
    )
    expect(verdict).toMatchObject({
      kind: 'adjusted',
      reason: 'session-over',
      effect: { put: { notes: 'Went well.' } }
    })
    expect(verdict).toHaveProperty('effect.booking.requests.0.verdict', 'declined')
  })

  test('SE1 a cancellation goes to the journal and frees the slot', () => {
    const stored = buildCall({ partyRole: 'student' })
    const context = buildCallContext(stored, { now, policy })
    expect(judgeCall(student, { ...stored, request: cancelling() }, context)).toMatchObject({
      kind: 'accepted',
      effect: { booking: { state: 'cancelled' }, freeSlot: { reopen: true }, put: { status: 'confirmed' } }
    })
  })

  test('MG7 a late wish of the student who cancelled frees nothing a second time', () => {
    const booking = buildBooking({ state: 'cancelled' })
    const stored = buildCall({ partyRole: 'student', status: 'cancelled' })
    const verdict = judgeCall(student, { ...stored, request: cancelling() }, buildCallContext(stored, { booking, now }))
    expect(verdict).toMatchObject({ kind: 'adjusted', reason: 'already-cancelled' })
    expect(verdict).not.toHaveProperty('effect.freeSlot')
    expect(verdict).toHaveProperty('effect.booking.id', booking.id)
  })
})
