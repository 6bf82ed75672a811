import { describe, expect, test } from 'vitest'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { blockListSchema, createBlockList } from '#domain/model/block-list.ts'
import { reasons, toKeptReason, toStoredReason } from '#domain/model/reasons.ts'
import { judgeClaim } from '#domain/rules/judge-claim.ts'
import { judgeBlockList } from '#domain/rules/judge-own-document.ts'
import { judgePencil } from '#domain/rules/judge-pencil.ts'
import { judgeRequest } from '#domain/rules/judge-request.ts'
import { isByArrangement } from '#domain/rules/who-may-book.ts'
import {
  absent,
  bookingId,
  buildBooking,
  buildClaim,
  buildClaimContext,
  buildProfile,
  buildSlot,
  coach,
  coachId,
  dayMs,
  deleted,
  hexId,
  live,
  now,
  otherCoachId,
  requestId,
  start,
  student,
  studentId
} from '../builders.ts'

const refused = { kind: 'refused', reason: 'by-arrangement' }
const pageOf = (whoMayBook: CoachProfile['whoMayBook']) => buildProfile(whoMayBook === undefined ? {} : { whoMayBook })
const claim = (context: Parameters<typeof buildClaimContext>[0]) =>
  judgeClaim(student, buildClaim(), buildClaimContext(context))

describe('who may book', () => {
  test.each([undefined, 'everyone'] as const)('BL1 a page that says %s takes everyone', whoMayBook => {
    expect(claim({ coach: pageOf(whoMayBook) })).toMatchObject({ kind: 'granted' })
  })

  test.each([
    ['confirmed', 'granted'],
    ['cancelled', 'granted'],
    ['no-show', 'granted'],
    ['declined', 'refused']
  ] as const)('BL1 own students alone: somebody with a %s booking is %s', (state, kind) => {
    const studentMeetings = [buildBooking({ id: hexId(7), state, startsAt: start - 9 * dayMs })]
    expect(claim({ coach: pageOf('my-students'), studentMeetings })).toMatchObject({ kind })
  })

  test('BL1 a booking with another coach makes nobody a student of this one', () => {
    const studentMeetings = [buildBooking({ id: hexId(7), coachId: otherCoachId })]
    expect(claim({ coach: pageOf('my-students'), studentMeetings })).toEqual(refused)
  })

  test('BL1 BL5 a coach may pencil in somebody who may not book', () => {
    const wish = { id: bookingId, slotId: buildSlot().id, otherId: studentId }
    const context = {
      current: live(buildSlot()),
      known: undefined,
      holder: undefined,
      studentBookings: [],
      coachBookings: []
    }
    const page = pageOf('my-students')
    const more = { coach: page, haveMet: true, isStudentActive: true, lostBefore: 0, now }
    expect(judgePencil(coach, wish, { ...context, ...more })).toMatchObject({ kind: 'granted' })
  })

  test('BL2 a device that knows of no block says of own students alone what the gate says', () => {
    const { isBlocked: _, ...context } = buildClaimContext({ coach: pageOf('my-students') })
    expect(judgeClaim(student, buildClaim(), context)).toEqual(refused)
  })

  test('BL3 a block holds for the student of an open coach, whoever has met', () => {
    const studentMeetings = [buildBooking({ id: hexId(7), startsAt: start - 9 * dayMs })]
    for (const meetings of [[], studentMeetings]) {
      expect(claim({ isBlocked: true, studentMeetings: meetings })).toEqual(refused)
    }
  })

  test('BL4 both causes have one answer, and each is looked at whatever the other says', () => {
    const looked: string[] = []
    const standing = (whoMayBook: CoachProfile['whoMayBook'], isBlocked: boolean) => ({
      coach: { whoMayBook },
      get isOwnStudent() {
        looked.push('own')
        return false
      },
      get isBlocked() {
        looked.push('blocked')
        return isBlocked
      }
    })
    const cases = [standing('my-students', false), standing('everyone', true), standing('my-students', true)]
    const answers = cases.map(one => [isByArrangement(one), looked.splice(0).sort().join(' ')])
    expect(answers).toEqual(Array.from({ length: 3 }, () => [true, 'blocked own']))
  })

  test('BL4 the answer does not depend on the slot, nor on how full or late it is', () => {
    const taken = live(buildSlot({ status: 'booked', bookingId: hexId(9) }))
    for (const current of [live(buildSlot()), taken, deleted, live(buildSlot({ status: 'declined' }))]) {
      for (const context of [{ isBlocked: true }, { coach: pageOf('my-students') }]) {
        expect(claim({ current, ...context })).toEqual(refused)
        expect(claim({ current, ...context, now: start + dayMs })).toEqual(refused)
        expect(claim({ current, ...context, ahead: Array.from({ length: 300 }, () => buildBooking()) })).toEqual(
          refused
        )
      }
    }
    // What no slot ever was, and what was answered before, is answered as ever.
    expect(claim({ isBlocked: true, current: absent })).toEqual({ kind: 'refused', reason: 'slot-gone' })
    expect(claim({ isBlocked: true, known: buildBooking() })).toMatchObject({ kind: 'repeated' })
  })

  test('BL4 no document of the server carries it; a device keeps it in notices of its own', () => {
    expect(toStoredReason('by-arrangement')).toBe('slot-not-bookable')
    expect(toKeptReason('by-arrangement')).toBe('by-arrangement')
    for (const reason of reasons)
      if (!['by-arrangement', 'too-many-watches', 'too-many-dossiers'].includes(reason))
        expect(toKeptReason(reason)).toBe(toStoredReason(reason))
  })
})

describe('a blocked student’s sessions', () => {
  const { policy } = buildProfile()
  const later = `${coachId}:${start + dayMs}`
  const target = {
    slot: live(buildSlot({ startsAt: start + dayMs })),
    coach: buildProfile(),
    coachSlots: [],
    studentBookings: [],
    coachBookings: []
  }
  const move = { kind: 'reschedule', requestId, toSlotId: later } as const

  test('BL5 a move is refused and leaves nothing in the journal', () => {
    const booking = buildBooking()
    const effect = judgeRequest(move, { by: 'student', booking, policy, target: { ...target, isBlocked: true }, now })
    expect(effect).toEqual({ booking, rejected: 'by-arrangement', isRowAlone: true })
    expect(judgeRequest(move, { by: 'student', booking, policy, target, now })?.booking.slotId).toBe(later)
  })

  test('BL5 the coach moves it, and the student cancels', () => {
    const booking = buildBooking()
    const blocked = { ...target, isBlocked: true }
    expect(judgeRequest(move, { by: 'coach', booking, policy, target: blocked, now })?.booking.slotId).toBe(later)
    const cancel = { kind: 'cancel', requestId, reason: 'Ill', reopenSlot: true } as const
    expect(judgeRequest(cancel, { by: 'student', booking, policy, now })?.booking.state).toBe('cancelled')
  })
})

describe('a block list', () => {
  const list = createBlockList([studentId])

  test('BL3 only a coach has one, each student is in it once, and it is built on the one that is stored', () => {
    expect(judgeBlockList(student, list, absent, 'none')).toMatchObject({ reason: 'coaches-only' })
    expect(judgeBlockList(coach, list, absent, 'none')).toMatchObject({ kind: 'accepted', effect: { put: list } })
    expect(judgeBlockList(coach, list, live(list), 'stale')).toEqual({ kind: 'conflict' })
    const untidy = { ...list, studentIds: ['studentb', 'studenta', 'studentb'] }
    expect(judgeBlockList(coach, untidy, absent, 'none')).toMatchObject({
      kind: 'adjusted',
      effect: { put: { studentIds: ['studenta', 'studentb'] } }
    })
  })

  test('BL3 holds 500 students', () => {
    const ids = Array.from({ length: 501 }, (_, n) => `student${n + 1_000}`)
    expect(blockListSchema.safeParse(createBlockList(ids.slice(1))).success).toBe(true)
    expect(blockListSchema.safeParse(createBlockList(ids)).success).toBe(false)
  })
})
