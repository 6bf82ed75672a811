import { describe, expect, test } from 'vitest'
import { type Booking, bookingSchema, claimedSlotIdOf } from '#domain/model/booking.ts'
import type { RescheduleRequest } from '#domain/model/session-copy.ts'
import { type BookingPolicy, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import type { PartyRole } from '#domain/model/role.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { findWaitingMove, listWaitingRequests } from '#domain/projection/waiting.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import { judgeClaim } from '#domain/rules/judge-claim.ts'
import { cancelDeadline, cutoffStartOf, rescheduleDeadline } from '#domain/rules/deadlines.ts'
import { findReasonToRefuse, judgeRequest } from '#domain/rules/judge-request.ts'
import { findReasonNotToReschedule, judgeReschedule, type RescheduleContext } from '#domain/rules/judge-reschedule.ts'
import {
  absent,
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
  deleted,
  hexId,
  hourMs,
  live,
  minuteMs,
  now,
  otherCoachId,
  otherStudentId,
  parties,
  requestId,
  start,
  student
} from '../builders.ts'

const later = start + 30 * hourMs
const roles = ['coach', 'student'] as const
const policy: BookingPolicy = {
  ...defaultBookingPolicy,
  minimumNoticeMin: 0,
  cancelCutoffMin: 8 * 60,
  rescheduleCutoffMin: 120
}
const wish = (fields: Partial<RescheduleRequest> = {}): RescheduleRequest => ({
  kind: 'reschedule',
  requestId,
  toSlotId: createSlotId(coachId, later),
  ...fields
})

interface World {
  readonly at?: number
  readonly booking?: Booking
  readonly slot?: Slot
  readonly policy?: Partial<BookingPolicy>
  readonly zone?: string
  readonly studentBookings?: readonly Booking[]
  readonly coachBookings?: readonly Booking[]
  readonly coachSlots?: readonly Slot[]
}
function contextOf(by: PartyRole, world: World = {}): RescheduleContext {
  const terms = { ...policy, ...world.policy }
  const booking = world.booking ?? buildBooking()
  return {
    by,
    booking,
    policy: terms,
    now: world.at ?? now,
    target: {
      slot: live(world.slot ?? buildSlot({ startsAt: later })),
      coach: buildProfile({ policy: terms, zone: world.zone ?? 'Europe/Berlin' }),
      coachSlots: world.coachSlots ?? [],
      // The session that moves is among them, as storage gives it.
      studentBookings: [booking, ...(world.studentBookings ?? [])],
      coachBookings: [booking, ...(world.coachBookings ?? [])]
    }
  }
}
const judge = (by: PartyRole, world: World = {}, request = wish()) => judgeReschedule(request, contextOf(by, world))
const granted = { kind: 'granted' }
const refused = (reason: string) => ({ kind: 'refused', reason })
/** The session after its move. */
function move(by: PartyRole, request = wish(), booking = buildBooking()): Booking {
  const effect = judgeRequest(request, contextOf(by, { booking }))
  if (effect?.move === undefined) throw new Error('was not moved')
  return effect.booking
}

describe('where a session may go', () => {
  test.each(roles)('RS1 a %s moves it into an open slot; booking id, people and claim time stay', by => {
    const verdict = judge(by)
    expect(verdict).toMatchObject({
      kind: 'granted',
      effect: {
        take: buildSlot({ startsAt: later, status: 'booked', bookingId }),
        moved: { id: bookingId, coachId, state: 'confirmed', claimedAt: now - dayMs, startsAt: later },
        free: { slotId: createSlotId(coachId, start) }
      }
    })
  })

  test.each([
    ['slot-taken', live(buildSlot({ startsAt: later, status: 'booked', bookingId: hexId(7) }))],
    ['slot-not-bookable', live(buildSlot({ startsAt: later, status: 'declined' }))],
    ['slot-gone', deleted],
    ['slot-gone', absent]
  ] as const)('RS1 %s: the slot must be open', (reason, slot) => {
    const context = contextOf('coach')
    const target = { ...context.target, slot } as RescheduleContext['target']
    expect(judgeReschedule(wish(), { ...context, target })).toEqual(refused(reason))
  })

  test('SE12 a move that names a slot holds only while the session is there', () => {
    const onlyFrom = createSlotId(coachId, start)
    for (const by of roles) {
      expect(judge(by, {}, wish({ onlyFrom }))).toMatchObject(granted)
      const booking = move('coach', wish({ requestId: hexId(2), toSlotId: createSlotId(coachId, later + 24 * hourMs) }))
      expect(judge(by, { booking }, wish({ onlyFrom }))).toEqual(refused('outdated'))
      // Without it the last one stands, as before (RS9).
      expect(judge(by, { booking })).toMatchObject(granted)
    }
    const there = move('coach')
    expect(judge('coach', { booking: there }, wish({ onlyFrom }))).toEqual(refused('already-there'))
  })

  test.each(['granted', 'refused'])(
    'SE12 the copy keeps nothing of it where it was %s: version 0.1.0 reads it',
    how => {
      const call = buildCall({})
      const onlyFrom = how === 'granted' ? call.slotId : createSlotId(coachId, later + hourMs)
      const asking = { ...call, request: wish({ onlyFrom }) }
      const verdict = judgeSessionCopy(coach, asking, { ...buildCallContext(call), ...contextOf('coach') })
      expect(verdict).toMatchObject({ kind: 'adjusted', effect: { put: { request: wish() } } })
      expect(verdict).not.toHaveProperty('effect.put.request.onlyFrom')
    }
  )

  test('RS1 a session keeps its coach, and goes somewhere else', () => {
    expect(judge('student', {}, wish({ toSlotId: createSlotId(otherCoachId, later) }))).toEqual(refused('other-coach'))
    expect(judge('student', {}, wish({ toSlotId: createSlotId(coachId, start) }))).toEqual(refused('already-there'))
    expect(judge('coach', {}, wish({ toSlotId: `${coachId}:007` }))).toEqual(refused('slot-gone'))
    expect(judgeReschedule(wish(), { ...contextOf('coach'), target: undefined })).toEqual(refused('slot-gone'))
  })

  test('RS3 a slot that starts now is too late, for a coach as well', () => {
    const slot = buildSlot({ startsAt: now })
    const request = wish({ toSlotId: slot.id })
    expect(judge('coach', { slot }, request)).toEqual(refused('slot-started'))
  })

  test.each(roles)('RS3 another session of the student stands in the way of the %s, the moved one does not', by => {
    const slot = buildSlot({ startsAt: start + hourMs })
    const request = wish({ toSlotId: slot.id })
    expect(judge(by, { slot }, request)).toMatchObject(granted)
    const other = buildBooking({ id: hexId(7), coachId: otherCoachId, startsAt: start + 2 * hourMs })
    expect(judge(by, { slot, studentBookings: [other] }, request)).toEqual(refused('student-overlap'))
  })

  test.each(roles)('BK17 another session of the coach stands in the way of the %s, the moved one does not', by => {
    const slot = buildSlot({ startsAt: start + hourMs })
    const request = wish({ toSlotId: slot.id })
    expect(judge(by, { slot, coachBookings: [buildBooking()] }, request)).toMatchObject(granted)
    const other = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: start + 2 * hourMs })
    expect(judge(by, { slot, coachBookings: [other] }, request)).toEqual(refused('coach-overlap'))
  })

  test.each(roles)('RS3 the daily cap holds for the %s, and the moved session does not count', by => {
    const slot = buildSlot({ startsAt: start + 4 * hourMs })
    const request = wish({ toSlotId: slot.id })
    const world = { slot, policy: { dailyCap: 1 } }
    expect(judge(by, world, request)).toMatchObject(granted)
    const other = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: start + 8 * hourMs })
    expect(judge(by, { ...world, coachBookings: [other] }, request)).toEqual(refused('daily-cap'))
  })

  test('RS4 notice and horizon hold for a student’s wish to the millisecond, and not for a coach’s', () => {
    const near = { policy: { minimumNoticeMin: 56 * 60 } }
    expect(judge('student', near)).toMatchObject(granted)
    expect(judge('student', { ...near, at: now + 1 })).toEqual(refused('minimum-notice'))
    expect(judge('coach', { ...near, at: now + 1 })).toMatchObject(granted)
    const far = { policy: { horizonDays: 2 } }
    expect(judge('student', far)).toEqual(refused('beyond-horizon'))
    expect(judge('coach', far)).toMatchObject(granted)
  })
})

describe('until when', () => {
  const deadline = start - 2 * hourMs

  test('RS2 a student moves it until the last millisecond of its own cut-off, not that for cancelling', () => {
    expect(rescheduleDeadline({ startsAt: start }, policy)).toBe(deadline)
    expect(cancelDeadline({ startsAt: start }, policy)).toBeLessThan(deadline)
    expect(judge('student', { at: deadline })).toMatchObject(granted)
    expect(judge('student', { at: deadline + 1 })).toEqual(refused('past-reschedule-cutoff'))
    const generous = { cancelCutoffMin: 0, rescheduleCutoffMin: 24 * 60 }
    expect(judge('student', { policy: generous, at: start - hourMs })).toEqual(refused('past-reschedule-cutoff'))
  })

  test('RS2 a coach moves it until the start, nobody afterwards', () => {
    expect(judge('coach', { at: start - 1 })).toMatchObject(granted)
    for (const by of roles) expect(judge(by, { at: start })).toEqual(refused('session-over'))
  })

  test.each(['completed', 'no-show'] as const)('RS2 a session that is %s stays where it was', state => {
    expect(judge('coach', { booking: buildBooking({ state }) })).toEqual(refused('session-over'))
  })

  test('RS2 whether it may be moved at all is asked before a slot is chosen', () => {
    const ask = (by: PartyRole, at: number) => {
      const { target: _, ...context } = contextOf(by, { at })
      return findReasonNotToReschedule(context)
    }
    expect(roles.map(by => ask(by, deadline))).toEqual([undefined, undefined])
    expect(roles.map(by => ask(by, deadline + 1))).toEqual([undefined, 'past-reschedule-cutoff'])
    expect(roles.map(by => ask(by, start))).toEqual(['session-over', 'session-over'])
  })

  test('RS2 a lost booking is no session', () => {
    expect(judge('coach', { booking: buildBooking({ state: 'declined' }) })).toEqual(refused('no-session'))
  })

  test('RS8 a coach who brings a session forward takes no time to cancel or move it from the student', () => {
    const moved = move('coach', wish({ toSlotId: createSlotId(coachId, start) }), buildBooking({ startsAt: later }))
    expect(cutoffStartOf(moved)).toBe(later)
    const context = contextOf('student', { booking: moved, at: start - hourMs })
    const cancelling = { kind: 'cancel', requestId: hexId(2), reason: '', reopenSlot: true } as const
    expect(findReasonToRefuse(cancelling, context)).toBeUndefined()
    expect(judgeRequest(cancelling, context)?.booking.cancellation).toMatchObject({ late: false })
    const slot = buildSlot({ startsAt: later + 5 * hourMs })
    const again = contextOf('student', { booking: moved, at: start - hourMs, slot })
    expect(judgeReschedule(wish({ requestId: hexId(3), toSlotId: slot.id }), again)).toMatchObject(granted)
    // Once it has begun it is over, whatever was agreed before.
    expect(findReasonToRefuse(cancelling, { ...context, now: start })).toBe('session-over')
  })

  test('RS8 a time that the student chose counts from there on', () => {
    const own = move('student', wish({ toSlotId: createSlotId(coachId, start) }), buildBooking({ startsAt: later }))
    expect(cutoffStartOf(own)).toBe(start)
    const forth = move('coach', wish({ requestId: hexId(2), toSlotId: createSlotId(coachId, start - hourMs) }), own)
    expect(cutoffStartOf(forth)).toBe(start)
    expect(cutoffStartOf(move('coach'))).toBe(later)
    expect(cutoffStartOf(buildBooking())).toBe(start)
  })
})

describe('what it does', () => {
  test('RS5 it takes the new slot, lets go of the old one, and answers the request with the move', () => {
    const verdict = judge('student', {}, wish({ reason: 'Exam' }))
    if (verdict.kind !== 'granted') throw new Error('refused')
    const { take, moved, free } = verdict.effect
    expect(take).toMatchObject({ id: createSlotId(coachId, later), status: 'booked', bookingId: moved.id })
    expect(moved).toMatchObject({
      slotId: take.id,
      startsAt: later,
      endsAt: take.endsAt,
      requests: [{ verdict: 'accepted' }]
    })
    expect(free.slotId).toBe(buildBooking().slotId)
    expect(bookingSchema.safeParse(moved).error).toBeUndefined()
  })

  test.each([
    ['student', undefined, true],
    ['student', false, true],
    ['coach', undefined, true],
    ['coach', true, true],
    ['coach', false, false]
  ] as const)('RS6 a %s who asks for reopenSlot %s leaves an open slot: %s', (by, reopenSlot, reopen) => {
    const request = reopenSlot === undefined ? wish() : wish({ reopenSlot })
    expect(judge(by, {}, request)).toMatchObject({ effect: { free: { reopen } } })
  })

  test('RS7 the journal keeps every move, and both copies show them with the new times', () => {
    const second = wish({ requestId: hexId(2), toSlotId: createSlotId(coachId, start), reason: 'Back again' })
    const booking = move('coach', second, move('student', wish({ reason: 'Exam' })))
    expect(booking.moves).toEqual([
      {
        requestId,
        by: 'student',
        at: now,
        reason: 'Exam',
        fromSlotId: createSlotId(coachId, start),
        toSlotId: createSlotId(coachId, later),
        reopenSlot: true
      },
      expect.objectContaining({ by: 'coach', reason: 'Back again', toSlotId: booking.slotId })
    ])
    for (const role of roles) {
      const copy = projectSessionCopy(booking, role, parties, undefined, { now })
      expect(copy).toMatchObject({ status: 'confirmed', startsAt: start, moves: booking.moves })
      expect(projectSessionCopy(booking, role, parties, copy, { now })).toEqual(copy)
    }
  })

  test('RS7 the other party is told of each move: from when to when, by whom, why; who asked is not', () => {
    const booking = move('coach', wish({ reason: 'Dentist' }))
    const [told, ...more] = projectNotices(booking, 'student', parties)
    expect(more).toEqual([])
    expect(told).toMatchObject({
      topic: 'session-moved',
      at: now,
      startsAt: later,
      otherName: 'Cora Coach',
      mine: JSON.stringify({ startsAt: start }),
      theirs: JSON.stringify({ startsAt: later, reason: 'Dentist' })
    })
    expect(noticeSchema.safeParse(told).error).toBeUndefined()
    expect(projectNotices(booking, 'coach', parties)).toEqual([])
    const twice = move('coach', wish({ requestId: hexId(2), toSlotId: createSlotId(coachId, start) }), booking)
    const ids = projectNotices(twice, 'student', parties).map(({ id }) => id)
    expect(ids[0]).toBe(told?.id)
    expect(new Set(ids).size).toBe(2)
  })

  test('RS9 the same request gets its answer again and moves nothing', () => {
    const booking = move('student')
    expect(judgeRequest(wish(), contextOf('student', { booking }))).toBeUndefined()
    const copy = buildCall({ partyRole: 'student', request: wish() })
    const context = buildCallContext(copy, { ...contextOf('student', { booking }), booking })
    expect(judgeSessionCopy(student, copy, context)).toEqual({ kind: 'accepted', effect: { put: copy } })
  })

  /** To and fro, each time in another slot of the coach. */
  function moveOften(count: number): Booking {
    let booking = buildBooking()
    for (let n = 0; n < count; n += 1) {
      const startsAt = later + (n + 1) * 24 * hourMs
      const request = wish({ requestId: hexId(1_000 + n), toSlotId: createSlotId(coachId, startsAt) })
      const slot = buildSlot({ startsAt })
      const effect = judgeRequest(request, contextOf('coach', { booking, slot, policy: { horizonDays: 700 } }))
      booking = effect?.booking ?? booking
    }
    return booking
  }

  test('RS11 a session is moved fifty times; then moves alone are refused, and every answer is known', () => {
    const booking = moveOften(50)
    expect(booking.moves).toHaveLength(50)
    const more = wish({ requestId: hexId(2_000), toSlotId: createSlotId(coachId, later) })
    const effect = judgeRequest(more, contextOf('coach', { booking }))
    expect(effect).toMatchObject({ rejected: 'too-many-requests' })
    // Full of refusals of both, the answers of the moves have given way; none of the moves is made a second time.
    let known = effect?.booking ?? booking
    for (let n = 0; n < 60; n += 1) {
      const by = n % 2 === 0 ? 'coach' : 'student'
      const request = { kind: 'outcome', requestId: hexId(3_000 + n), outcome: 'completed' } as const
      known = judgeRequest(request, contextOf(by, { booking: known }))?.booking ?? known
    }
    expect(known.requests).toHaveLength(50)
    for (const { requestId: id, toSlotId } of known.moves ?? []) {
      expect(judgeRequest(wish({ requestId: id, toSlotId }), contextOf('coach', { booking: known }))).toBeUndefined()
    }
    const cancelling = { kind: 'cancel', requestId: hexId(4_000), reason: '', reopenSlot: true } as const
    const cancelled = judgeRequest(cancelling, contextOf('coach', { booking: known }))?.booking
    expect(cancelled).toMatchObject({ state: 'cancelled' })
    expect(bookingSchema.safeParse(cancelled).success).toBe(true)
    const [first] = known.moves ?? []
    const copy = buildCall({ request: wish({ requestId: first?.requestId ?? '' }) })
    expect(projectSessionCopy(known, 'coach', parties, copy, { now }).lastRequest).toMatchObject({
      requestId: first?.requestId,
      verdict: 'accepted'
    })
  })

  test('RS9 a refused one is answered and told with where it was to go and what was typed', () => {
    const slot = buildSlot({ startsAt: later, status: 'booked', bookingId: hexId(7) })
    const effect = judgeRequest(wish({ reason: 'Exam' }), contextOf('student', { slot }))
    expect(effect).toMatchObject({ rejected: 'slot-taken', booking: { startsAt: start } })
    expect(effect).not.toHaveProperty('move')
    const booking = effect?.booking ?? buildBooking()
    expect(bookingSchema.safeParse(booking).error).toBeUndefined()
    expect(projectNotices(booking, 'student', parties)).toMatchObject([
      {
        topic: 'request-refused',
        reason: 'slot-taken',
        mine: JSON.stringify({ kind: 'reschedule', toSlotId: wish().toSlotId, reason: 'Exam' })
      }
    ])
  })

  test('RS9 two requests of both parties are judged as they arrive, and each party is told of the other’s', () => {
    const second = wish({ requestId: hexId(2), toSlotId: createSlotId(coachId, later + 5 * hourMs) })
    const booking = move('student', second, move('coach'))
    expect(booking.startsAt).toBe(later + 5 * hourMs)
    const told = roles.map(role => projectNotices(booking, role, parties).map(({ startsAt }) => startsAt))
    expect(told).toEqual([[later + 5 * hourMs], [later]])
  })

  test('RS1 a party’s push carries it: journal, both slots, and its own copy with the request', () => {
    const copy = buildCall({ partyRole: 'student' })
    const verdict = judgeSessionCopy(
      student,
      { ...copy, request: wish() },
      buildCallContext(copy, contextOf('student'))
    )
    expect(verdict).toMatchObject({
      kind: 'accepted',
      effect: {
        put: { startsAt: start, request: wish() },
        booking: { startsAt: later },
        move: { take: { status: 'booked' }, free: { reopen: true } }
      }
    })
  })

  test('BK4 a claim that is repeated after its session moved gets its answer, and its slot counts as before', () => {
    const known = move('coach')
    expect(claimedSlotIdOf(known)).toBe(createSlotId(coachId, start))
    expect(judgeClaim(student, buildClaim(), buildClaimContext({ known }))).toEqual({
      kind: 'repeated',
      booking: known
    })
    const elsewhere = buildClaim({ startsAt: later })
    expect(judgeClaim(student, elsewhere, buildClaimContext({ known }))).toEqual(refused('booking-id-in-use'))
  })
})

describe('on the device that asked', () => {
  const asking = buildCall({ request: wish() })

  test('RS10 the session is where it was, and the wished slot is about to be taken', () => {
    expect(findWaitingMove(asking)).toEqual({
      request: wish(),
      slotId: wish().toSlotId,
      startsAt: later,
      endsAt: later + 120 * minuteMs
    })
    expect([...listWaitingRequests([asking])]).toEqual([[wish().toSlotId, { kind: 'move', bookingId }]])
  })

  test('RS10 with the answer, or a session that is over, nothing waits any more', () => {
    const answer = { requestId, by: 'coach', kind: 'reschedule', verdict: 'declined', at: now } as const
    const done = [{ ...asking, lastRequest: answer }, { ...asking, status: 'cancelled' as const }, buildCall()]
    expect(done.map(findWaitingMove)).toEqual([undefined, undefined, undefined])
    expect(listWaitingRequests(done).size).toBe(0)
  })
})
