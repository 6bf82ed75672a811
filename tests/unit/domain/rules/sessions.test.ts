import { describe, expect, test } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import { bookingSchema } from '#domain/model/booking.ts'
import type { SessionRequest } from '#domain/model/session-copy.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import { cancelDeadline } from '#domain/rules/deadlines.ts'
import { isAnswered, judgeRequest } from '#domain/rules/judge-request.ts'
import {
  buildBooking,
  buildCall,
  buildCallContext,
  coach,
  coachId,
  hexId,
  hourMs,
  now,
  requestId,
  start,
  student
} from '../builders.ts'

const policy = { ...defaultBookingPolicy, cancelCutoffMin: 120 }
const deadline = start - 2 * hourMs
const cancelling = (fields: Partial<SessionRequest & { kind: 'cancel' }> = {}): SessionRequest => ({
  kind: 'cancel',
  requestId,
  reason: 'A cold',
  reopenSlot: false,
  ...fields
})
const outcome = (value: 'completed' | 'no-show', id = requestId): SessionRequest => ({
  kind: 'outcome',
  requestId: id,
  outcome: value
})
const judge = (request: SessionRequest, by: PartyRole, at = now, booking: Booking = buildBooking()) =>
  judgeRequest(request, { by, booking, policy, now: at })

describe('cancelling', () => {
  test('SE1 a student cancels until the last millisecond of the cut-off', () => {
    expect(cancelDeadline({ startsAt: start }, policy)).toBe(deadline)
    expect(judge(cancelling(), 'student', deadline)).toMatchObject({ booking: { state: 'cancelled' } })
    expect(judge(cancelling(), 'student', deadline + 1)).toMatchObject({
      rejected: 'past-cutoff',
      booking: { state: 'confirmed' }
    })
  })

  test.each([now, deadline + 1, start - 1, start, start + 3 * hourMs])('SE1 a coach cancels at %d', at => {
    expect(judge(cancelling(), 'coach', at)).toMatchObject({ booking: { state: 'cancelled' } })
  })

  test('SE11 it may name hours: a session that starts elsewhere by then stands, and the refusal is one that 0.1.0 reads', () => {
    const elsewhere = { startsAt: start - 24 * hourMs, endsAt: start }
    for (const by of ['coach', 'student'] as const) {
      expect(judge(cancelling({ onlyWithin: elsewhere }), by, deadline)).toMatchObject({
        rejected: 'outdated',
        booking: { state: 'confirmed', requests: [{ verdict: 'declined', reason: 'outdated', text: 'A cold' }] }
      })
    }
    const there = { startsAt: start, endsAt: start + 1 }
    expect(judge(cancelling({ onlyWithin: there }), 'coach')).toMatchObject({ booking: { state: 'cancelled' } })
  })

  test('SE12 it may name the slot that the session is in: one that is elsewhere by then stands', () => {
    const { slotId } = buildBooking()
    const left = createSlotId(coachId, start - hourMs)
    for (const by of ['coach', 'student'] as const) {
      expect(judge(cancelling({ onlyFrom: left }), by, deadline)).toMatchObject({
        rejected: 'outdated',
        booking: { state: 'confirmed', requests: [{ verdict: 'declined', reason: 'outdated', text: 'A cold' }] }
      })
      expect(judge(cancelling({ onlyFrom: slotId }), by)).toMatchObject({ booking: { state: 'cancelled' } })
    }
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
      expect(effect).toMatchObject({ rejected: 'already-cancelled', booking: { state: 'cancelled' } })
      expect(effect).not.toHaveProperty('freeSlot')
    }
  )

  test.each(['completed', 'no-show'] as const)('SE6 a session that is %s is not cancelled by anybody', state => {
    for (const by of ['coach', 'student'] as const) {
      expect(judge(cancelling(), by, start + hourMs, buildBooking({ state }))).toMatchObject({
        rejected: 'session-over'
      })
    }
  })

  test('SE6 a student does not cancel a session that has started', () => {
    expect(judge(cancelling(), 'student', start)).toMatchObject({ rejected: 'session-over' })
  })

  test('SE4 a lost booking is no session', () => {
    const lost = buildBooking({ state: 'declined' })
    expect(judge(cancelling(), 'student', now, lost)).toMatchObject({ rejected: 'no-session' })
  })
})

describe('outcome', () => {
  test('SE5 only the coach tells it', () => {
    expect(judge(outcome('completed'), 'student', start + hourMs)).toMatchObject({ rejected: 'coaches-only' })
  })

  test('SE5 it is told from the start on', () => {
    expect(judge(outcome('no-show'), 'coach', start - 1)).toMatchObject({ rejected: 'not-started' })
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
    expect(judgeSessionCopy(student, call, context)).toEqual({ kind: 'accepted', effect: { put: call } })
  })

  test('SE7 what was typed with a refused cancellation is kept with its answer', () => {
    expect(judge(cancelling(), 'student', deadline + 1)?.booking.requests).toMatchObject([{ text: 'A cold' }])
  })

  /** Refused wishes of a student, one after the other: each comes after the deadline. */
  function refuseOften(count: number, by: PartyRole = 'student', booking = buildBooking(), from = 100) {
    let known = booking
    const effects = Array.from({ length: count }, (_, n) => {
      const wish = by === 'student' ? cancelling({ requestId: hexId(from + n) }) : outcome('completed', hexId(from + n))
      const effect = judge(wish, by, by === 'student' ? deadline + 1 : now, known)
      known = effect?.booking ?? known
      return effect
    })
    return { known, effects }
  }

  test('SE9 twenty refusals of a party are kept; a further one is a row alone, and never granted under its id', () => {
    const { known, effects } = refuseOften(30)
    expect(effects.slice(0, 20).every(effect => effect?.isRowAlone === undefined)).toBe(true)
    for (const effect of effects.slice(20)) {
      expect(effect).toMatchObject({ rejected: 'too-many-requests', isRowAlone: true })
    }
    expect(known.requests).toHaveLength(20)
    expect(bookingSchema.safeParse(known).success).toBe(true)
    // It would be granted by now; a fresh wish is.
    expect(judge(cancelling({ requestId: hexId(125) }), 'student', now, known)).toMatchObject({
      isRowAlone: true,
      booking: { state: 'confirmed' }
    })
    expect(judge(cancelling(), 'student', now, known)).toMatchObject({ booking: { state: 'cancelled' } })
  })

  test('SE9 what a party asks after 120 refusals is not judged, and the journal does not grow', () => {
    const { known } = refuseOften(120)
    expect(known.furtherRefusals?.student).toHaveLength(100)
    expect(judge(cancelling(), 'student', now, known)).toEqual({
      booking: known,
      rejected: 'too-many-requests',
      isRowAlone: true
    })
    expect(judge(cancelling(), 'coach', now, known)).toMatchObject({ booking: { state: 'cancelled' } })
  })

  test('SE9 words beside a request that is refused by a row are stored, the request is not', () => {
    const stored = buildCall({ request: outcome('completed', hexId(100)) })
    const { known } = refuseOften(20, 'coach')
    const pushed = { ...stored, request: outcome('completed', hexId(2)), notes: 'Went well.' }
    const late = buildCallContext(stored, { booking: { ...known, state: 'cancelled' }, now: start })
    const judged = judgeSessionCopy(coach, { ...pushed, notes: stored.notes }, late)
    expect(judged).toMatchObject({ kind: 'adjusted', effect: { refused: 'too-many-requests', put: stored } })
    const held = buildCallContext(stored, {
      booking: { ...known, requests: [...known.requests], state: 'completed' },
      now: start
    })
    const wish = { ...pushed, request: cancelling({ requestId: hexId(3) }) }
    expect(judgeSessionCopy(coach, wish, held)).toMatchObject({
      effect: { refused: 'too-many-requests', put: { notes: 'Went well.', request: stored.request } }
    })
  })

  test('SE10 refusals of both parties leave the places of the cancellation and of the outcomes', () => {
    const both = refuseOften(40, 'coach', refuseOften(40).known, 300).known
    expect(both.requests).toHaveLength(40)
    expect(judge(cancelling(), 'coach', now, both)).toMatchObject({ booking: { state: 'cancelled' } })
    let known = both
    const outcomes = Array.from({ length: 10 }, (_, n) => {
      const effect = judge(outcome(n % 2 === 0 ? 'no-show' : 'completed', hexId(500 + n)), 'coach', start, known)
      known = effect?.booking ?? known
      return effect?.rejected
    })
    expect(outcomes).toEqual([...Array.from({ length: 9 }, () => undefined), 'too-many-requests'])
    expect(bookingSchema.safeParse(known).success).toBe(true)
  })

  test('SE10 in a journal that fifty refusals of a student have filled, the coach cancels all the same', () => {
    const requests = Array.from({ length: 50 }, (_, index) => ({
      requestId: hexId(100 + index),
      by: 'student' as const,
      kind: 'outcome' as const,
      verdict: 'declined' as const,
      at: start
    }))
    const effect = judge(cancelling(), 'coach', now, buildBooking({ requests }))
    expect(effect?.booking).toMatchObject({ state: 'cancelled', furtherRefusals: { student: [hexId(100)] } })
    expect(effect?.booking.requests).toHaveLength(50)
    expect(bookingSchema.safeParse(effect?.booking).success).toBe(true)
  })

  test('SE8 a refused request does not hold back the words beside it', () => {
    const stored = buildCall({ request: outcome('completed') })
    const pushed = { ...stored, request: cancelling({ requestId: hexId(2) }), notes: 'Went well.' }
    const verdict = judgeSessionCopy(
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
    expect(judgeSessionCopy(student, { ...stored, request: cancelling() }, context)).toMatchObject({
      kind: 'accepted',
      effect: { booking: { state: 'cancelled' }, freeSlot: { reopen: true }, put: { status: 'confirmed' } }
    })
  })

  test('MG7 a late wish of the student who cancelled frees nothing a second time', () => {
    const booking = buildBooking({ state: 'cancelled' })
    const stored = buildCall({ partyRole: 'student', status: 'cancelled' })
    const verdict = judgeSessionCopy(
      student,
      { ...stored, request: cancelling() },
      buildCallContext(stored, { booking, now })
    )
    expect(verdict).toMatchObject({ kind: 'adjusted', reason: 'already-cancelled' })
    expect(verdict).not.toHaveProperty('effect.freeSlot')
    expect(verdict).toHaveProperty('effect.booking.id', booking.id)
  })
})
