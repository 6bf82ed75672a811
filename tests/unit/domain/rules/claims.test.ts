import { describe, expect, test } from 'vitest'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { pickTerms } from '#domain/rules/deadlines.ts'
import { type ClaimContext, isClaim, judgeClaim } from '#domain/rules/judge-claim.ts'
import { type Slot, slotSchema } from '#domain/model/slot.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { sessionCopyToBooking } from '#domain/projection/session-copy-to-booking.ts'
import { judgeSlot } from '#domain/rules/judge-slot.ts'
import { createForgottenNotice } from '#domain/set-back/forgotten-session.ts'
import {
  absent,
  admin,
  bookingId,
  buildBooking,
  buildCall,
  buildClaim,
  buildClaimContext,
  buildProfile,
  buildSlot,
  buildSlotContext,
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
  otherStudent,
  otherStudentId,
  parties,
  start,
  student,
  studentId
} from '../builders.ts'

const refused = (reason: string) => ({ kind: 'refused', reason })
const lost = (reason: string) => ({
  kind: 'lost',
  reason,
  booking: { id: bookingId, state: 'declined', decline: { reason } }
})
const judge = (context: Partial<ClaimContext> = {}, claim: Partial<Slot> = {}) =>
  judgeClaim(student, buildClaim(claim), buildClaimContext(context))
/** The coach's profile with this policy, in a context. */
const withPolicy = (policy: Partial<typeof defaultBookingPolicy>, zone = 'Europe/Berlin') => ({
  coach: buildProfile({ zone, policy: { ...defaultBookingPolicy, minimumNoticeMin: 0, ...policy } })
})

describe('granting', () => {
  test('BK1 the first claim is granted at once and the slot carries its booking, not its student', () => {
    expect(judge()).toEqual({
      kind: 'granted',
      slot: buildSlot({ status: 'booked', bookingId }),
      booking: buildBooking({ claimedAt: now, terms: pickTerms(defaultBookingPolicy) })
    })
  })

  test('BK1 what the claim says beside its id and time does not reach the slot', () => {
    const moved = buildSlot({ movesFrom: `${coachId}:${start - hourMs}` })
    const verdict = judge({ current: live(moved) }, { movesFrom: `${coachId}:${start - hourMs}` })
    expect(verdict).toMatchObject({ kind: 'granted' })
    expect(verdict).toHaveProperty('slot', buildSlot({ status: 'booked', bookingId }))
  })

  test('BK2 every later claim is lost', () => {
    const current = live(buildSlot({ status: 'booked', bookingId: hexId(7) }))
    const holder = buildBooking({ id: hexId(7), studentId: otherStudentId })
    expect(judge({ current, holder })).toMatchObject(lost('slot-taken'))
  })

  test('BK3 losing is a verdict, never a conflict: only the slot as it is now counts', () => {
    const booked = live(buildSlot({ status: 'booked', bookingId: hexId(7) }))
    const kinds = [live(buildSlot()), booked, deleted].map(current => judge({ current }).kind)
    expect(kinds).toEqual(['granted', 'lost', 'lost'])
  })

  test.each(['confirmed', 'declined', 'cancelled', 'completed'] as const)(
    'BK4 a claim whose answer was %s gets it again, whatever the slot has become',
    state => {
      const known = buildBooking({ state })
      for (const current of [absent, deleted, live(buildSlot()), live(buildSlot({ status: 'booked', bookingId }))]) {
        expect(judge({ known, holder: known, current, now: now + 30 * dayMs })).toEqual({
          kind: 'repeated',
          booking: known
        })
      }
    }
  )

  test('BK5 a known bookingId of another student or slot is refused', () => {
    expect(judge({ known: buildBooking({ studentId: otherStudentId }) })).toEqual(refused('booking-id-in-use'))
    expect(judge({ known: buildBooking({ startsAt: start + 2 * hourMs }) })).toEqual(refused('booking-id-in-use'))
  })

  test('BK6 the student who holds the slot is told so', () => {
    const holder = buildBooking({ id: hexId(7) })
    const current = live(buildSlot({ status: 'booked', bookingId: hexId(7) }))
    expect(judge({ current, holder })).toEqual(refused('already-yours'))
    expect(judgeClaim(otherStudent, buildClaim(), buildClaimContext({ current, holder }))).toMatchObject({
      kind: 'lost',
      reason: 'slot-taken'
    })
  })

  test.each([coach, { userId: otherCoachId, role: 'coach' } as const, admin])(
    'BK7 $userId ($role) cannot book',
    actor => {
      expect(judgeClaim(actor, buildClaim(), buildClaimContext())).toEqual(refused('students-only'))
    }
  )

  test('BK8 a removed slot is gone and a declined one is not for booking', () => {
    expect(judge({ current: deleted })).toMatchObject(lost('slot-gone'))
    expect(judge({ current: live(buildSlot({ status: 'declined' })) })).toMatchObject(lost('slot-not-bookable'))
  })

  test('BK15 a lost claim is remembered with its reason; a refused one leaves nothing', () => {
    expect(judge({ current: deleted })).toEqual({
      kind: 'lost',
      reason: 'slot-gone',
      booking: buildBooking({ state: 'declined', claimedAt: now, decline: { reason: 'slot-gone' } })
    })
    const refusals = [
      judge({}, { endsAt: start }),
      judge({}, { id: `${coachId}:${start + hourMs}` }),
      judge({ coach: undefined }),
      judge({ known: buildBooking({ studentId: otherStudentId }) })
    ]
    for (const verdict of refusals) {
      expect(verdict).toMatchObject({ kind: 'refused' })
      expect(verdict).not.toHaveProperty('booking')
    }
  })

  test('BK16 a student who has lost 20 claims for a slot is refused, whatever has become of the slot', () => {
    expect(judge({ lostBefore: 19, current: deleted })).toMatchObject(lost('slot-gone'))
    for (const current of [deleted, live(buildSlot())]) {
      expect(judge({ lostBefore: 20, current })).toEqual(refused('too-many-claims'))
    }
    // What was answered before keeps its answer.
    const known = buildBooking({ state: 'declined', decline: { reason: 'slot-taken' } })
    expect(judge({ lostBefore: 20, known })).toEqual({ kind: 'repeated', booking: known })
  })

  test('BK19 a claim for hours that never were a slot leaves nothing', () => {
    expect(judge({ current: absent })).toEqual(refused('slot-gone'))
  })

  test('BK20 whoever has lost 500 claims within a day is refused, whatever the slot', () => {
    expect(judge({ lostLately: 499, current: deleted })).toMatchObject(lost('slot-gone'))
    expect(judge({ lostLately: 500, current: deleted })).toEqual(refused('too-many-lost'))
    expect(judge({ lostLately: 500 })).toEqual(refused('too-many-lost'))
  })

  test('BK21 a student has at most 200 sessions ahead; what coaches pencilled in does not count', () => {
    const later = (n: number, fields = {}) =>
      buildBooking({ id: hexId(100 + n), startsAt: start + (n + 2) * dayMs, ...fields })
    const list = (count: number, fields = {}) => Array.from({ length: count }, (_, n) => later(n, fields))
    expect(judge({ ahead: list(199) })).toMatchObject({ kind: 'granted' })
    expect(judge({ ahead: list(200) })).toEqual(refused('too-many-sessions'))
    expect(judge({ ahead: list(300, { pencilled: true }) })).toMatchObject({ kind: 'granted' })
  })

  test('BK15 a requested slot without booking id or time limit is no claim', () => {
    expect(isClaim(buildClaim())).toBe(true)
    expect(isClaim(buildSlot({ status: 'requested', bookingId }))).toBe(false)
    expect(isClaim(buildSlot({ status: 'requested', validUntil: now }))).toBe(false)
    expect(isClaim(buildSlot({ status: 'booked', bookingId, validUntil: now }))).toBe(false)
  })
})

describe('time', () => {
  test('BK9 a claim is granted until its last millisecond and lost after it', () => {
    expect(judge({}, { validUntil: now })).toMatchObject({ kind: 'granted' })
    expect(judge({}, { validUntil: now - 1 })).toMatchObject(lost('claim-expired'))
  })

  test('BK9 a forged time limit does not open what has started', () => {
    expect(judge({ now: start }, { validUntil: 8_640_000_000_000_000 })).toMatchObject(lost('slot-started'))
  })

  test('BK10 a slot that starts now cannot be booked, one that starts in a millisecond can', () => {
    const claim = { validUntil: start + dayMs }
    expect(judge({ now: start }, claim)).toMatchObject(lost('slot-started'))
    expect(judge({ now: start - 1 }, claim)).toMatchObject({ kind: 'granted' })
  })

  test('BK11 the minimum notice is met to the millisecond', () => {
    const policy = withPolicy({ minimumNoticeMin: 26 * 60 })
    expect(judge(policy)).toMatchObject({ kind: 'granted' })
    expect(judge({ ...policy, now: now + 1 })).toMatchObject(lost('minimum-notice'))
  })

  test('BK12 the horizon is met to the millisecond', () => {
    const policy = withPolicy({ horizonDays: 1 })
    expect(judge({ ...policy, now: start - dayMs }, { validUntil: start })).toMatchObject({ kind: 'granted' })
    expect(judge({ ...policy, now: start - dayMs - 1 }, { validUntil: start })).toMatchObject(lost('beyond-horizon'))
  })
})

describe('other sessions', () => {
  test('BK13 a session of the student with another coach at that time stands in the way', () => {
    const other = buildBooking({ id: hexId(7), coachId: otherCoachId, startsAt: start + hourMs })
    expect(judge({ studentBookings: [other] })).toMatchObject(lost('student-overlap'))
  })

  test.each([
    ['right before it', 10, -2, 'coach-gap'],
    ['right after it', 10, 2, 'coach-gap'],
    ['at the end of the gap', 60, 3, undefined],
    ['within it', 61, -3, 'coach-gap'],
    ['right before it, without a gap', 0, -2, undefined]
  ] as const)('AV9 a session of the coach %s: a gap of %d minutes', (_, gapMin, hours, reason) => {
    const other = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: start + hours * hourMs })
    const verdict = judge({ coach: { ...buildProfile(), gapMin }, coachBookings: [other] })
    expect(verdict).toMatchObject(
      reason === undefined
        ? { kind: 'granted' }
        : { kind: 'lost', reason, booking: { decline: { reason: 'slot-taken' } } }
    )
  })

  test.each([
    ['touches it', { startsAt: start + 2 * hourMs }],
    ['was cancelled', { state: 'cancelled' }],
    ['was a lost claim', { state: 'declined' }],
    ['is another student’s', { studentId: otherStudentId }]
  ] as const)('BK13 a session that %s does not', (_, fields) => {
    const other = buildBooking({ id: hexId(7), coachId: otherCoachId, ...fields })
    expect(judge({ studentBookings: [other] })).toMatchObject({ kind: 'granted' })
  })

  test('BK17 a session of the coach at that time stands in the way, whatever the slots say', () => {
    const other = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: start - hourMs })
    const verdict = judge({ coachBookings: [other] })
    // Documents carry a code that version 0.1.0 knows.
    expect(verdict).toMatchObject({
      kind: 'lost',
      reason: 'coach-overlap',
      booking: { decline: { reason: 'slot-taken' } }
    })
  })

  test.each([
    ['touches it', { startsAt: start + 2 * hourMs }],
    ['was cancelled', { state: 'cancelled' }],
    ['is another coach’s', { coachId: otherCoachId }]
  ] as const)('BK17 a session that %s does not', (_, fields) => {
    const other = buildBooking({ id: hexId(7), studentId: otherStudentId, ...fields })
    expect(judge({ coachBookings: [other] })).toMatchObject({ kind: 'granted' })
  })

  test('BK18 where the coach’s zone is not known the cap cannot be counted', () => {
    expect(judge(withPolicy({}, 'Mars/Olympus'))).toMatchObject(lost('unknown-zone'))
  })

  test('BK14 the cap counts live sessions that start on the same date in the coach’s zone', () => {
    // On Hawaii the claim is on Tuesday 00:00: 08:00 UTC is still its Monday, Wednesday 01:00 UTC still its Tuesday.
    const zone = 'Pacific/Honolulu'
    const sameDay = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: start + 15 * hourMs })
    const dayBefore = buildBooking({ id: hexId(8), studentId: otherStudentId, startsAt: start - 2 * hourMs })
    expect(judge({ ...withPolicy({ dailyCap: 1 }, zone), coachBookings: [sameDay] })).toMatchObject(lost('daily-cap'))
    expect(judge({ ...withPolicy({ dailyCap: 1 }, zone), coachBookings: [dayBefore] })).toMatchObject({
      kind: 'granted'
    })
    expect(judge({ ...withPolicy({ dailyCap: 2 }, zone), coachBookings: [sameDay, dayBefore] })).toMatchObject({
      kind: 'granted'
    })
  })

  test.each([{ state: 'cancelled' }, { state: 'declined' }, { coachId: otherCoachId }] as const)(
    'BK14 $state $coachId does not count',
    fields => {
      const other = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: start + 4 * hourMs, ...fields })
      expect(judge({ ...withPolicy({ dailyCap: 1 }), coachBookings: [other] })).toMatchObject({ kind: 'granted' })
    }
  )

  test('MG1 two students claim one slot: the second is lost and its own booking id remembered', () => {
    const first = judgeClaim(student, buildClaim(), buildClaimContext())
    expect(first.kind).toBe('granted')
    if (first.kind !== 'granted') return
    const second = judgeClaim(
      otherStudent,
      buildClaim({ bookingId: hexId(9) }),
      buildClaimContext({ current: live(first.slot), holder: first.booking, coachBookings: [first.booking] })
    )
    expect(second).toMatchObject({
      kind: 'lost',
      reason: 'slot-taken',
      booking: { id: hexId(9), studentId: otherStudentId }
    })
    expect(first.booking.studentId).toBe(studentId)
  })

  test('BK9 the time limit is looked at only where the slot is still free', () => {
    const current = live(buildSlot({ status: 'booked', bookingId: hexId(7) }))
    expect(judge({ current }, { validUntil: now - minuteMs })).toMatchObject(lost('slot-taken'))
  })
})

describe('a message beside a claim', () => {
  const message = 'Could we look at my cover letter?'

  test('BK23 goes into the journal, and not into the slot', () => {
    const verdict = judge({}, { message })
    expect(verdict).toMatchObject({ kind: 'granted', booking: { message } })
    expect(verdict).toHaveProperty('slot', buildSlot({ status: 'booked', bookingId }))
  })

  test('BK23 has at most 500 characters, and at least one', () => {
    const lengths = [0, 1, 500, 501].filter(
      length => slotSchema.safeParse(buildClaim({ message: 'x'.repeat(length) })).success
    )
    expect(lengths).toEqual([1, 500])
  })

  test('BK23 stands in both copies, and its coach alone is told', () => {
    const booking = buildBooking({ message })
    const copies = (['coach', 'student'] as const).map(role =>
      projectSessionCopy(booking, role, parties, undefined, { now })
    )
    expect(copies).toMatchObject([{ message }, { message }])
    expect(
      copies.map(copy =>
        sessionCopyToBooking({ ownerId: copy.partyRole === 'coach' ? coachId : studentId, call: copy })
      )
    ).toMatchObject([{ message }, { message }])
    expect(projectNotices(booking, 'coach', parties)).toMatchObject([
      { topic: 'session-booked', theirs: message, otherName: 'Sam Student', startsAt: start }
    ])
    expect(projectNotices(booking, 'student', parties)).toEqual([])
    expect(projectNotices(buildBooking(), 'coach', parties)).toEqual([])
  })

  test('BK23 the notice names the hours that were booked, wherever the session has moved', () => {
    const later = `${coachId}:${start + dayMs}`
    const move = {
      requestId: hexId(3),
      by: 'coach',
      at: now,
      reason: '',
      fromSlotId: buildSlot().id,
      toSlotId: later,
      reopenSlot: true
    } as const
    const moved = buildBooking({ message, slotId: later, startsAt: start + dayMs, moves: [move] })
    expect(projectNotices(moved, 'coach', parties)).toMatchObject([{ topic: 'session-booked', startsAt: start }])
  })

  test('BK23 a slot that its coach pushes with one is stored without it', () => {
    const slot = buildSlot({ message })
    expect(judgeSlot(coach, slot, buildSlotContext())).toMatchObject({ kind: 'adjusted', effect: { put: buildSlot() } })
    expect(judgeSlot(coach, slot, buildSlotContext({ current: live(buildSlot()), base: 'current' }))).toHaveProperty(
      'effect.put',
      buildSlot()
    )
  })

  test('BK24 of a lost claim the journal keeps none, and its device keeps it for the inbox', () => {
    const booked = buildSlot({ status: 'booked', bookingId: hexId(7) })
    const verdict = judge({ current: live(booked) }, { message })
    expect(verdict).toMatchObject(lost('slot-taken'))
    expect(JSON.stringify(verdict)).not.toContain(message)
    const local = { deleted: false, value: buildClaim({ message }) }
    const { notices, resolved } = mergeSlot({
      server: { deleted: false, value: booked },
      local,
      reason: 'slot-taken',
      now
    })
    expect(resolved.value).toEqual(booked)
    expect(fieldsOf(notices.map(readNotice)[0]?.mine)).toMatchObject({ message })
  })

  test('BK24 of a claim for a slot that the student holds already, by another device, the message goes to the inbox', () => {
    const booked = { deleted: false, value: buildSlot({ status: 'booked', bookingId: hexId(7) }) }
    const local = { deleted: false, value: buildClaim({ message }) }
    const meeting = { server: booked, local, reason: 'already-yours', now } as const
    const open = { deleted: false, value: buildSlot() }
    const { notices } = mergeSlot({ ...meeting, assumed: open })
    expect(notices).toMatchObject([{ topic: 'write-refused', reason: 'already-yours' }])
    expect(notices[0]?.mine).toBe(JSON.stringify({ message }))
    // Granted, and the session has moved since: it has the message.
    expect(mergeSlot({ ...meeting, assumed: local }).notices).toEqual([])
    expect(mergeSlot({ ...meeting, assumed: open, local: { deleted: false, value: buildClaim() } }).notices).toEqual([])
  })

  test('BK24 after a set-back that forgot the session, the student finds it in the inbox, and the coach does not', () => {
    const recall = { userId: studentId, occasion: 'one', now }
    const [ofStudent, ofCoach] = (['student', 'coach'] as const).map(partyRole =>
      createForgottenNotice(buildCall({ partyRole, message }), recall)
    )
    expect(ofStudent?.mine).toContain(message)
    expect(ofCoach?.mine).not.toContain(message)
  })
})
