import { describe, expect, test } from 'vitest'
import { bookingSchema, bookingStateSchema } from '#domain/model/booking.ts'
import { type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { listPartyRoles } from '#domain/projection/party.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { listWaitingRequests } from '#domain/projection/waiting.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import { judgeClaim } from '#domain/rules/judge-claim.ts'
import { pickTerms } from '#domain/rules/deadlines.ts'
import { judgePencil, type Pencil, type PencilContext } from '#domain/rules/judge-pencil.ts'
import {
  admin,
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
  deleted,
  hexId,
  hourMs,
  live,
  now,
  otherCoach,
  otherCoachId,
  otherStudentId,
  parties,
  start,
  student,
  studentId
} from '../builders.ts'

const pencil: Pencil = { id: bookingId, slotId: createSlotId(coachId, start), otherId: studentId }
const buildContext = (fields: Partial<PencilContext> = {}): PencilContext => ({
  current: live(buildSlot()),
  known: undefined,
  holder: undefined,
  coach: buildProfile(),
  haveMet: true,
  isStudentActive: true,
  studentBookings: [],
  coachBookings: [],
  lostBefore: 0,
  now,
  ...fields
})
const judge = (context: Partial<PencilContext> = {}, fields: Partial<Pencil> = {}) =>
  judgePencil(coach, { ...pencil, ...fields }, buildContext(context))
const refused = (reason: string) => ({ kind: 'refused', reason })
const lost = (reason: string) => ({
  kind: 'lost',
  reason,
  booking: { id: bookingId, state: 'declined', pencilled: true, decline: { reason } }
})
const terms = pickTerms(buildProfile().policy)
const confirmed = buildBooking({ claimedAt: now, pencilled: true, terms })
const declined = buildBooking({ state: 'declined', pencilled: true, decline: { reason: 'slot-taken' } })

describe('granting', () => {
  test('PC1 it is granted at once: the slot carries the booking, the journal the student and that it was pencilled', () => {
    const verdict = judge()
    expect(verdict).toEqual({
      kind: 'granted',
      slot: buildSlot({ status: 'booked', bookingId }),
      booking: confirmed
    })
    if (verdict.kind !== 'granted') throw new Error('not granted')
    expect(slotSchema.safeParse(verdict.slot).error).toBeUndefined()
    expect(bookingSchema.safeParse(verdict.booking).error).toBeUndefined()
  })

  test('PC1 a claim that comes after it is lost, and it is lost after a claim', () => {
    const current = live(buildSlot({ status: 'booked', bookingId: hexId(7) }))
    const holder = buildBooking({ id: hexId(7), studentId: otherStudentId })
    expect(judge({ current, holder })).toMatchObject(lost('slot-taken'))
    const pencilled = buildBooking({ id: hexId(7), studentId: otherStudentId, pencilled: true })
    expect(judgeClaim(student, buildClaim(), buildClaimContext({ current, holder: pencilled }))).toMatchObject({
      kind: 'lost',
      reason: 'slot-taken'
    })
  })

  test('PC2 a coach books for nobody who has never had a booking there', () => {
    expect(judge({ haveMet: false })).toEqual(refused('unknown-student'))
  })

  test('PC3 notice and horizon do not hold', () => {
    const policy = { ...buildProfile().policy, minimumNoticeMin: 43_200, horizonDays: 1 }
    expect(judge({ coach: buildProfile({ policy }) })).toMatchObject({ kind: 'granted' })
    expect(judge({ now: start - 1 })).toMatchObject({ kind: 'granted' })
  })

  test('PC3 everything else holds as for a claim', () => {
    expect(judge({ now: start })).toMatchObject(lost('slot-started'))
    expect(judge({ current: deleted })).toMatchObject(lost('slot-gone'))
    expect(judge({ current: live(buildSlot({ status: 'declined' })) })).toMatchObject(lost('slot-not-bookable'))
    const elsewhere = buildBooking({ id: hexId(7), coachId: otherCoachId, startsAt: start + hourMs })
    expect(judge({ studentBookings: [elsewhere] })).toMatchObject(lost('student-overlap'))
    const coachDay = buildProfile({ policy: { ...buildProfile().policy, dailyCap: 1 } })
    const sameDay = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: start + 4 * hourMs })
    expect(judge({ coach: coachDay, coachBookings: [sameDay] })).toMatchObject(lost('daily-cap'))
  })

  test('BK17 another session of the coach stands in the way of a pencil', () => {
    const other = buildBooking({ id: hexId(7), studentId: otherStudentId, startsAt: start + hourMs })
    expect(judge({ coachBookings: [other] })).toMatchObject({
      reason: 'coach-overlap',
      booking: { decline: { reason: 'slot-taken' } }
    })
  })

  test('PC5 only coaches, only into own slots, only where the slot id is one', () => {
    for (const actor of [student, admin]) {
      expect(judgePencil(actor, pencil, buildContext())).toEqual(refused('coaches-only'))
    }
    expect(judgePencil(otherCoach, pencil, buildContext())).toEqual(refused('not-yours'))
    expect(judge({}, { slotId: `${coachId}:007` })).toEqual(refused('malformed'))
    expect(judge({ coach: undefined })).toEqual(refused('coaches-only'))
  })

  test('PC6 repeated, it gets the same answer, whatever the slot has become and wherever the session is now', () => {
    const moved = { ...confirmed, slotId: createSlotId(coachId, start + 9 * hourMs) }
    const move = { requestId: hexId(3), by: 'coach', at: now, reason: '', reopenSlot: true } as const
    const moves = [{ ...move, fromSlotId: pencil.slotId, toSlotId: moved.slotId }]
    for (const known of [confirmed, declined, { ...moved, moves }]) {
      expect(judge({ known, current: deleted, now: start })).toEqual({ kind: 'repeated', booking: known })
    }
  })

  test.each([
    ['another student', { studentId: otherStudentId }],
    ['another slot', { startsAt: start + 4 * hourMs }],
    ['a student’s claim', { pencilled: undefined }]
  ] as const)('PC6 a booking id of %s is in use', (_, fields) => {
    const { pencilled, ...known } = buildBooking({ pencilled: true, ...(fields as object) })
    const entry = pencilled === undefined ? known : { ...known, pencilled }
    expect(judge({ known: entry })).toEqual(refused('booking-id-in-use'))
  })

  test('PC6 a student cannot take over the id of a pencil by a claim', () => {
    const verdict = judgeClaim(student, buildClaim(), buildClaimContext({ known: declined }))
    expect(verdict).toEqual(refused('booking-id-in-use'))
  })

  test('PC7 nothing else of the document reaches slot or journal', () => {
    const forged: SessionCopy = buildCall({
      status: 'pencilled',
      partyRole: 'student',
      otherId: studentId,
      startsAt: 5,
      otherName: 'Somebody',
      otherPhone: '+4999999999',
      claimedAt: 7
    })
    expect(judgePencil(coach, forged, buildContext())).toEqual(judge())
  })

  test('PC8 a student whose account is not in use is not booked', () => {
    expect(judge({ isStudentActive: false })).toMatchObject(lost('student-unavailable'))
  })

  test('BK20 a coach who has lost 500 pencils within a day is refused further ones', () => {
    expect(judge({ lostLately: 500 })).toEqual(refused('too-many-lost'))
  })

  test('BK21 a coach has at most 100 sessions ahead pencilled in for one student; those of others do not count', () => {
    const list = (count: number, fields = {}) =>
      Array.from({ length: count }, (_, n) => buildBooking({ id: hexId(100 + n), pencilled: true, ...fields }))
    expect(judge({ ahead: list(99) })).toMatchObject({ kind: 'granted' })
    expect(judge({ ahead: list(100) })).toEqual(refused('too-many-sessions'))
    expect(judge({ ahead: list(300, { coachId: otherCoachId }) })).toMatchObject({ kind: 'granted' })
  })

  test('BK16 a coach who has lost 20 pencils for a slot is refused, whatever has become of the slot', () => {
    expect(judge({ lostBefore: 19, current: deleted })).toMatchObject(lost('slot-gone'))
    for (const current of [deleted, live(buildSlot())]) {
      expect(judge({ lostBefore: 20, current })).toEqual(refused('too-many-claims'))
    }
  })

  test('PC9 the student who holds the slot already is not booked twice', () => {
    const holder = buildBooking({ id: hexId(7) })
    const current = live(buildSlot({ status: 'booked', bookingId: hexId(7) }))
    expect(judge({ current, holder })).toEqual(refused('already-yours'))
  })

  test('FB7 a party makes no copy in any other way, nor changes a real one into a pencilled one', () => {
    for (const status of ['confirmed', 'cancelled', 'declined'] as const) {
      const context = { ...buildCallContext(buildCall()), current: deleted, booking: undefined }
      expect(judgeSessionCopy(coach, buildCall({ status }), context)).toEqual({
        kind: 'rejected',
        reason: 'no-session'
      })
    }
    const verdict = judgeSessionCopy(coach, buildCall({ status: 'pencilled' }), buildCallContext(buildCall()))
    expect(verdict).toMatchObject({ effect: { put: { status: 'confirmed' } } })
  })
})

describe('who hears of it', () => {
  test('PC4 a lost one has a copy at its coach alone, with the reason and without a phone', () => {
    expect(listPartyRoles(declined)).toEqual(['coach'])
    const copy = projectSessionCopy(declined, 'coach', parties, undefined, { now })
    expect(copy).toMatchObject({ status: 'declined', decline: { reason: 'slot-taken' }, otherId: studentId })
    expect(copy).not.toHaveProperty('otherPhone')
    expect(sessionCopySchema.safeParse(copy).error).toBeUndefined()
  })

  test('PC4 its coach is told, the student is not', () => {
    const [told, ...more] = projectNotices(declined, 'coach', parties)
    expect(more).toEqual([])
    expect(told).toMatchObject({ topic: 'pencil-lost', reason: 'slot-taken', bookingId, otherName: 'Sam Student' })
    expect(noticeSchema.safeParse(told).error).toBeUndefined()
    expect(projectNotices(declined, 'student', parties)).toEqual([])
  })

  test('PC1 a granted one is confirmed in both copies, with phones, and marked', () => {
    expect(listPartyRoles(confirmed)).toEqual(['coach', 'student'])
    for (const role of ['coach', 'student'] as const) {
      const copy = projectSessionCopy(confirmed, role, parties, undefined, { now })
      expect(copy).toMatchObject({ status: 'confirmed', pencilled: true, otherPhone: expect.stringMatching(/^\+49/) })
      expect(sessionCopySchema.safeParse(copy).error).toBeUndefined()
    }
  })

  test('PC10 its student is told with the hours that were booked, in every state; its coach is not', () => {
    const states = bookingStateSchema.options.filter(state => state !== 'declined')
    for (const state of states) {
      const notices = projectNotices({ ...confirmed, state }, 'student', parties)
      expect(notices).toMatchObject([{ topic: 'session-added', startsAt: start, otherName: 'Cora Coach' }])
      expect(projectNotices({ ...confirmed, state }, 'coach', parties)).toEqual([])
    }
    expect(projectNotices(buildBooking(), 'student', parties)).toEqual([])
  })

  test('PC11 until the answer has come the slot is about to be taken here', () => {
    const waiting = buildCall({ status: 'pencilled' })
    expect([...listWaitingRequests([waiting, buildCall({ id: hexId(9) })])]).toEqual([
      [waiting.slotId, { kind: 'pencil', bookingId }]
    ])
  })
})
