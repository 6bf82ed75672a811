import { describe, expect, test } from 'vitest'
import { slotSchema } from '#domain/model/slot.ts'
import { toStoredReason } from '#domain/model/reasons.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { sessionCopyToBooking } from '#domain/projection/session-copy-to-booking.ts'
import { judgeClaim } from '#domain/rules/judge-claim.ts'
import { judgePencil, type PencilContext } from '#domain/rules/judge-pencil.ts'
import { judgeSlot } from '#domain/rules/judge-slot.ts'
import {
  absent,
  bookingId,
  buildBooking,
  buildClaim,
  buildClaimContext,
  buildProfile,
  buildSlot,
  buildSlotContext,
  coach,
  coachId,
  hexId,
  live,
  now,
  parties,
  start,
  student,
  studentId
} from '../builders.ts'
import { seriesId, place, dated, lost } from '../series/series-dates.ts'

describe('judging', () => {
  const claim = (position: number) => buildClaim({ series: place(position) })
  const pencil = { id: bookingId, slotId: buildSlot().id, otherId: studentId, series: place(1) }
  const pencilContext: PencilContext = {
    current: live(buildSlot()),
    known: undefined,
    holder: undefined,
    coach: buildProfile(),
    haveMet: true,
    isStudentActive: true,
    studentBookings: [],
    coachBookings: [],
    lostBefore: 0,
    now
  }

  test('SR2 a date is judged as if it had been asked for alone', () => {
    const booked = live(buildSlot({ status: 'booked', bookingId: hexId(7) }))
    const series = [dated(0), lost(2, 'daily-cap')]
    expect(judgeClaim(student, claim(1), buildClaimContext({ series }))).toMatchObject({ kind: 'granted' })
    expect(judgeClaim(student, claim(1), buildClaimContext({ series, current: booked }))).toMatchObject({
      kind: 'lost',
      reason: 'slot-taken'
    })
  })

  test('SR2 a quota is reached by dates', () => {
    const ahead = Array.from({ length: 199 }, (_, n) => buildBooking({ id: hexId(n) }))
    const judge = (count: readonly (typeof ahead)[number][]) =>
      judgeClaim(student, claim(1), buildClaimContext({ ahead: count }))
    expect(judge(ahead)).toMatchObject({ kind: 'granted' })
    expect(judge([...ahead, dated(0)])).toEqual({ kind: 'refused', reason: 'too-many-sessions' })
  })

  test('SR3 the journal has the place, the slot has not', () => {
    for (const verdict of [
      judgeClaim(student, claim(1), buildClaimContext()),
      judgePencil(coach, pencil, pencilContext)
    ]) {
      expect(verdict).toMatchObject({ kind: 'granted', booking: { series: place(1) } })
      expect(verdict).toHaveProperty('slot', buildSlot({ status: 'booked', bookingId }))
    }
  })

  test('SR3 a lost date has its place in the journal, too', () => {
    const verdict = judgeClaim(student, claim(1), buildClaimContext({ current: { kind: 'deleted' } }))
    expect(verdict).toMatchObject({ kind: 'lost', booking: { series: place(1) } })
  })

  test.each(['open', 'declined', 'booked'] as const)(
    'SR3 a coach who pushes a place in a slot that is %s has none stored',
    status => {
      const pushed = buildSlot({ status, series: place(3) })
      for (const current of [absent, live(buildSlot()), live(buildSlot({ status: 'declined' }))]) {
        const verdict = judgeSlot(coach, pushed, buildSlotContext({ current, base: 'current' }))
        expect(JSON.stringify(verdict)).not.toContain(seriesId)
      }
    }
  )

  test('SR3 both copies have the place, and give it back to a journal that was lost', () => {
    for (const role of ['coach', 'student'] as const) {
      const call = projectSessionCopy(dated(4), role, parties, undefined, { now })
      expect(call.series).toEqual(place(4))
      const ownerId = role === 'coach' ? coachId : studentId
      expect(sessionCopyToBooking({ ownerId, call })).toMatchObject({ series: place(4) })
    }
  })

  test('SR4 a place that a booking has, of whatever state, is not given again', () => {
    for (const series of [[dated(1)], [lost(1)], [dated(1, { state: 'cancelled' })]]) {
      const refused = { kind: 'refused', reason: 'series-place-taken' }
      expect(judgeClaim(student, claim(1), buildClaimContext({ series }))).toEqual(refused)
      expect(judgePencil(coach, pencil, { ...pencilContext, series })).toEqual(refused)
    }
    expect(toStoredReason('series-place-taken')).toBe('malformed')
  })

  test('SR4 the same date asked for again gets its answer again', () => {
    const known = dated(1, { id: bookingId, slotId: buildSlot().id, startsAt: start })
    const context = buildClaimContext({ known, series: [] })
    expect(judgeClaim(student, claim(1), context)).toEqual({ kind: 'repeated', booking: known })
  })

  test.each([-1, 12, 10_000, 0.5])('SR4 there is no place %d', position => {
    expect(slotSchema.safeParse(buildClaim({ series: place(position) })).success).toBe(false)
  })
})
