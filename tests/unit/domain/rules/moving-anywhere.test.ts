import { describe, expect, test } from 'vitest'
import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { type RescheduleRequest, sessionCopySchema } from '#domain/model/session-copy.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { bringForward } from '#domain/projection/session-copy-to-booking.ts'
import { listWaitingRequests } from '#domain/projection/waiting.ts'
import { judgeRequest } from '#domain/rules/judge-request.ts'
import { judgeReschedule, type RescheduleContext, type RescheduleEffect } from '#domain/rules/judge-reschedule.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import { recallCopy } from '#domain/set-back/recall-copy.ts'
import {
  absent,
  bookingId,
  buildBooking,
  buildCall,
  buildCallContext,
  buildProfile,
  buildSlot,
  coach,
  coachId,
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
  studentId
} from '../builders.ts'

const free = start + 30 * hourMs
const policy = { ...defaultBookingPolicy, minimumNoticeMin: 0, cancelCutoffMin: 60, rescheduleCutoffMin: 60 }
const at = (startsAt: number) => createSlotId(coachId, startsAt)
const wish = (fields: Partial<RescheduleRequest> = {}): RescheduleRequest => ({
  kind: 'reschedule',
  requestId,
  toSlotId: at(free),
  makesSlot: true,
  ...fields
})

interface World {
  readonly by?: PartyRole
  readonly booking?: Booking
  /** Beside the session's own. */
  readonly slots?: readonly Slot[]
  readonly bookings?: readonly Booking[]
  readonly dailyCap?: number
  readonly slotCount?: number
}

/** As the gate finds it: the slots in question, and both people's sessions. */
function contextOf({ by = 'coach', booking = buildBooking(), slots = [], bookings = [], ...more }: World, to: string) {
  const own = buildSlot({ startsAt: booking.startsAt, status: 'booked', bookingId: booking.id })
  const coachSlots = [own, ...slots]
  const found = coachSlots.find(({ id }) => id === to)
  const dailyCap = more.dailyCap ?? policy.dailyCap
  const target = {
    slot: found === undefined ? absent : live(found),
    coach: buildProfile({ policy: { ...policy, dailyCap } }),
    coachSlots,
    slotCount: more.slotCount ?? coachSlots.length,
    studentBookings: [booking, ...bookings.filter(other => other.studentId === booking.studentId)],
    coachBookings: [booking, ...bookings.filter(other => other.coachId === coachId)]
  }
  return { by, booking, policy, now, target } as const satisfies RescheduleContext
}

const judge = (world: World = {}, request = wish()) => judgeReschedule(request, contextOf(world, request.toSlotId))
const refused = (reason: string) => ({ kind: 'refused', reason })
function grant(world: World = {}, request = wish()): RescheduleEffect {
  const verdict = judge(world, request)
  if (verdict.kind !== 'granted') throw new Error(verdict.reason)
  return verdict.effect
}
/** A session that a move has put where there was no slot. */
const moved = (world: World = {}, request = wish()) => grant(world, request).moved

describe('where a coach may move a session', () => {
  test('RS12 to hours without a slot: the slot is made for the session', () => {
    const effect = grant()
    expect(effect.take).toEqual(buildSlot({ startsAt: free, status: 'booked', bookingId }))
    expect(effect.moved).toMatchObject({ slotId: at(free), startsAt: free, madeSlot: { requestId, gaveWay: [] } })
    expect(effect.free).toEqual({ slotId: at(start), reopen: true })
    expect(bookingSchema.safeParse(effect.moved).success).toBe(true)
  })

  test('RS12 an open slot that begins then is taken as ever, and is not one that was made', () => {
    const effect = grant({ slots: [buildSlot({ startsAt: free })] })
    expect(effect.withdraw).toEqual([])
    expect(effect.moved.madeSlot).toBeUndefined()
  })

  test('RS12 what the server had declined stands in nobody’s way', () => {
    const declined = buildSlot({ startsAt: free, status: 'declined', decline: { reason: 'slot-in-past' } })
    expect(grant({ slots: [declined] }).moved.madeSlot).toBeDefined()
  })

  test('RS12 a student may not, with or without slots to restore', () => {
    expect(judge({ by: 'student' })).toEqual(refused('coaches-only'))
    const { makesSlot: _, ...plain } = wish({ restores: [] })
    expect(judge({ by: 'student', slots: [buildSlot({ startsAt: free })] }, plain)).toEqual(refused('coaches-only'))
  })

  test.each([
    ['slot-off-grid', free + minuteMs],
    ['slot-started', now],
    ['slot-started', now - hourMs],
    ['already-there', start]
  ])('RS12 %s', (reason, startsAt) => {
    expect(judge({}, wish({ toSlotId: at(startsAt) }))).toEqual(refused(reason))
  })

  test('RS12 a session keeps its coach', () => {
    expect(judge({}, wish({ toSlotId: createSlotId(otherCoachId, free) }))).toEqual(refused('other-coach'))
  })

  test('RS12 free of the other sessions of both', () => {
    const ofStudent = buildBooking({ id: hexId(7), coachId: otherCoachId, startsAt: free + hourMs })
    expect(judge({ bookings: [ofStudent] })).toEqual(refused('student-overlap'))
    const ofCoach = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: free - hourMs })
    expect(judge({ bookings: [ofCoach] })).toEqual(refused('coach-overlap'))
    const touching = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: free + 2 * hourMs })
    expect(judge({ bookings: [touching] })).toMatchObject({ kind: 'granted' })
  })

  test('RS12 a booked slot is somebody’s, whatever the journal says', () => {
    const booked = (startsAt: number) => buildSlot({ startsAt, status: 'booked', bookingId: hexId(7) })
    expect(judge({ slots: [booked(free)] })).toEqual(refused('slot-taken'))
    expect(judge({ slots: [booked(free + hourMs)] })).toEqual(refused('coach-overlap'))
  })

  test('RS12 the daily cap holds, and the session that moves does not count', () => {
    const sameDay = start + 3 * hourMs
    const other = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: start + 6 * hourMs })
    const request = wish({ toSlotId: at(sameDay) })
    expect(judge({ dailyCap: 1 }, request)).toMatchObject({ kind: 'granted' })
    expect(judge({ dailyCap: 1, bookings: [other] }, request)).toEqual(refused('daily-cap'))
  })

  test('RS12 a coach has no more slots by it than are allowed', () => {
    const full = { slotCount: 5_000 }
    expect(judge(full)).toEqual(refused('too-many-slots'))
    expect(judge(full, wish({ reopenSlot: false }))).toMatchObject({ kind: 'granted' })
    expect(judge({ ...full, slots: [buildSlot({ startsAt: free + hourMs })] })).toMatchObject({ kind: 'granted' })
  })

  test('RS1 without makesSlot such hours are no slot', () => {
    const { makesSlot: _, ...plain } = wish()
    expect(judge({}, plain)).toEqual(refused('slot-gone'))
  })
})

describe('what gives way', () => {
  const [before, after] = [buildSlot({ startsAt: free - hourMs }), buildSlot({ startsAt: free + hourMs })]

  test('RS13 open slots that the new hours overlap, and no others', () => {
    const others = [buildSlot({ startsAt: free - 3 * hourMs }), buildSlot({ startsAt: free + 3 * hourMs })]
    const declined = buildSlot({ startsAt: free + 30 * minuteMs, status: 'declined', decline: { reason: 'slot-gone' } })
    const effect = grant({ slots: [before, after, ...others, declined] })
    expect(effect.withdraw).toEqual([before.id, after.id])
    expect(effect.moved.madeSlot).toEqual({ requestId, gaveWay: [before.id, after.id] })
  })

  test('RS13 a shift by half an hour: the old hours are the session’s own, and do not open again', () => {
    const effect = grant({}, wish({ toSlotId: at(start + 30 * minuteMs), reopenSlot: true }))
    expect(effect.free).toEqual({ slotId: at(start), reopen: false })
    expect(effect.moved.moves?.at(-1)).toMatchObject({ reopenSlot: false })
    expect(effect.moved.madeSlot?.gaveWay).toEqual([at(start)])
  })

  test('RS13 hours that touch the new ones open again', () => {
    expect(grant({}, wish({ toSlotId: at(start + 2 * hourMs) })).free.reopen).toBe(true)
  })
})

describe('what was made for a session', () => {
  const booking = { ...buildBooking(), madeSlot: { requestId: hexId(3), gaveWay: [] } }
  const cancel = { kind: 'cancel', requestId, reason: '', reopenSlot: true } as const

  test('RS14 closes as the session is moved away, unless the coach says otherwise', () => {
    expect(grant({ booking }).free.reopen).toBe(false)
    expect(grant({ booking }, wish({ reopenSlot: true })).free.reopen).toBe(true)
    const { makesSlot: _, ...plain } = wish({ reopenSlot: true })
    const toOpen = { booking, by: 'student', slots: [buildSlot({ startsAt: free })] } as const
    expect(grant(toOpen, plain).free.reopen).toBe(false)
  })

  test('RS14 closes as the session is cancelled, unless the coach says otherwise', () => {
    const cancelled = (by: PartyRole, reopenSlot: boolean) =>
      judgeRequest({ ...cancel, reopenSlot }, contextOf({ by, booking }, ''))
    expect(cancelled('student', true)).toMatchObject({ freeSlot: { reopen: false } })
    expect(cancelled('student', true)?.booking.cancellation?.reopenSlot).toBe(false)
    expect(cancelled('coach', false)).toMatchObject({ freeSlot: { reopen: false } })
    expect(cancelled('coach', true)).toMatchObject({ freeSlot: { reopen: true } })
  })

  test('RS14 is the session’s only as long as it is there: in a slot that was offered nothing is', () => {
    expect(moved({ booking, slots: [buildSlot({ startsAt: free })] }).madeSlot).toBeUndefined()
    expect(moved({ booking }).madeSlot?.requestId).toBe(requestId)
  })

  test('RS14 both copies say so, and a journal that was set back learns it from them', () => {
    const session = moved()
    const copies = (['coach', 'student'] as const).map(role => ({
      ownerId: role === 'coach' ? coachId : studentId,
      call: projectSessionCopy(session, role, parties, undefined, { now, keepPhonesMs: undefined })
    }))
    for (const { call } of copies) expect(call.madeSlot).toEqual(session.madeSlot)
    expect(bringForward(buildBooking(), copies)?.madeSlot).toEqual(session.madeSlot)
    const back = moved(
      { booking: session, slots: [buildSlot({ startsAt: free + 5 * hourMs })] },
      wish({ requestId: hexId(8), toSlotId: at(free + 5 * hourMs) })
    )
    const told = copies.map(copy => ({
      ...copy,
      call: projectSessionCopy(back, copy.call.partyRole, parties, undefined, { now, keepPhonesMs: undefined })
    }))
    expect(bringForward(session, told)).not.toHaveProperty('madeSlot')
  })
})

describe('what is restored', () => {
  const gone = buildSlot({ startsAt: free + hourMs })
  const session = moved({ slots: [gone] })
  const back = (fields: Partial<RescheduleRequest> = {}) =>
    wish({
      requestId: hexId(8),
      toSlotId: at(start),
      restores: (session.madeSlot?.gaveWay ?? []).map(slotId => ({ slotId, makingId: hexId(9) })),
      ...fields
    })

  test('RS15 undo of a move opens what gave way, in a new making', () => {
    const open = buildSlot({ startsAt: start })
    const effect = grant({ booking: session, slots: [open] }, back())
    expect(effect.restore).toEqual([{ ...gone, makingId: hexId(9) }])
    expect(effect.free).toEqual({ slotId: at(free), reopen: false })
    expect(effect.moved.madeSlot).toBeUndefined()
  })

  test('RS15 what overlaps something by now stays withdrawn', () => {
    const taken = buildSlot({ startsAt: free + 2 * hourMs, status: 'booked', bookingId: hexId(7) })
    expect(grant({ booking: session, slots: [taken] }, back()).restore).toEqual([])
    const twice = back({ restores: [gone.id, at(free + 2 * hourMs)].map(slotId => ({ slotId, makingId: hexId(9) })) })
    expect(grant({ booking: session }, twice).restore).toHaveLength(1)
    // The hours that are left are open again where the coach says so, and then nothing beside them is.
    expect(grant({ booking: session }, back({ reopenSlot: true })).restore).toEqual([])
  })

  test.each([
    ['another coach’s', createSlotId(otherCoachId, free + hourMs)],
    ['hours that have begun', at(now)],
    ['off the grid', at(free + minuteMs)]
  ])('RS15 restores nothing of %s', (_, slotId) => {
    const effect = grant({ booking: session }, back({ restores: [{ slotId, makingId: hexId(9) }] }))
    expect(effect.restore).toEqual([])
  })

  test('RS15 the session’s own former slot is an offer again, and no slot that was made', () => {
    const shifted = moved({}, wish({ toSlotId: at(start + 30 * minuteMs) }))
    const restores = (shifted.madeSlot?.gaveWay ?? []).map(slotId => ({ slotId, makingId: hexId(9) }))
    const effect = grant({ booking: shifted }, back({ restores }))
    expect(effect).toMatchObject({ restore: [], withdraw: [], free: { reopen: false } })
    expect(effect.moved).toMatchObject({ startsAt: start })
    expect(effect.moved.madeSlot).toBeUndefined()
  })
})

describe('what a copy keeps of it', () => {
  const call = buildCall({ partyRole: 'coach' })
  const asking = { ...call, request: wish({ restores: [{ slotId: at(free), makingId: hexId(9) }], reason: 'Train' }) }
  const kept = { kind: 'reschedule', requestId, toSlotId: at(free), reason: 'Train' }

  test.each([
    ['granted', absent, undefined],
    ['refused', live(buildSlot({ startsAt: free, status: 'booked', bookingId: hexId(7) })), 'slot-taken']
  ] as const)('RS16 of one that was %s: what version 0.1.0 reads', (_, slot, reason) => {
    const target = { ...contextOf({}, '').target, slot }
    const verdict = judgeSessionCopy(coach, asking, {
      ...buildCallContext(call),
      booking: buildBooking(),
      target,
      now
    })
    expect(verdict).toMatchObject({ kind: 'adjusted', effect: { put: { request: kept } } })
    expect(verdict).not.toHaveProperty('effect.put.request.makesSlot')
    expect(verdict).not.toHaveProperty('effect.put.request.restores')
    expect(verdict.kind === 'adjusted' ? verdict.reason : 'none').toBe(reason)
  })

  test('RS16 by its id it is the same request, and is not sent again', () => {
    const server = { ...call, request: kept as RescheduleRequest }
    const { resolved, notices } = mergeSessionCopy({
      assumed: { deleted: false, value: call },
      server: { deleted: false, value: server },
      local: { deleted: false, value: asking },
      now
    })
    expect(resolved).toEqual({ deleted: false, value: server })
    expect(notices).toEqual([])
  })

  test('SB2 a move is sent again with the slot that was made for it', () => {
    const session = moved()
    const local = {
      ...projectSessionCopy(session, 'coach', parties, { ...call, request: kept as RescheduleRequest }, { now }),
      request: kept as RescheduleRequest
    }
    const again = (value: typeof local) =>
      recallCopy({ local: { deleted: false, value }, isUnsent: false, server: { kind: 'live', value: call } }, {
        now,
        collection: 'calls'
      } as never).local
    expect(again(local)).toMatchObject({ value: { request: { requestId, makesSlot: true } } })
    const { madeSlot: _, ...offered } = local
    expect(again(offered)).not.toHaveProperty('value.request.makesSlot')
    expect(sessionCopySchema.safeParse(local).success).toBe(true)
  })
})

test('RS17 slots that the wished hours overlap are about to go, and the hours are about to be taken', () => {
  const takes = listWaitingRequests([buildCall({ partyRole: 'coach', request: wish() })])
  expect(takes.get(at(free))).toEqual({ kind: 'move', bookingId })
  for (const minutes of [-115, -30, 5, 115]) {
    expect(takes.get(at(free + minutes * minuteMs))).toEqual({ kind: 'give-way', bookingId })
  }
  for (const minutes of [-120, 120]) expect(takes.has(at(free + minutes * minuteMs))).toBe(false)
})
