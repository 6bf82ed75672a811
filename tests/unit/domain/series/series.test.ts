import { describe, expect, test } from 'vitest'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { toStoredReason } from '#domain/model/reasons.ts'
import { joinSeriesNotices, listToldDates, staysAside, withoutDates } from '#domain/notices/series-notice.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { sessionCopyToBooking } from '#domain/projection/session-copy-to-booking.ts'
import { judgeClaim } from '#domain/rules/judge-claim.ts'
import { judgePencil, type PencilContext } from '#domain/rules/judge-pencil.ts'
import { judgeSlot } from '#domain/rules/judge-slot.ts'
import { seriesKeyOf } from '#domain/series/find-series.ts'
import { findNextWeekly } from '#domain/series/find-next-weekly.ts'
import { followMove, listFollowing } from '#domain/series/list-following.ts'
import { listSeriesStarts } from '#domain/series/list-series-starts.ts'
import { isOffered, planSeries } from '#domain/series/plan-series.ts'
import {
  absent,
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
  hexId,
  hourMs,
  live,
  minuteMs,
  now,
  otherCoachId,
  parties,
  start,
  student,
  studentId
} from '../builders.ts'

const weekMs = 7 * dayMs
const seriesId = hexId(0x5e1e5)
const place = (position: number) => ({ id: seriesId, position })
/** The booking at a place of the series, `position` weeks after the first. */
const dated = (position: number, fields: Parameters<typeof buildBooking>[0] = {}) =>
  buildBooking({
    id: hexId(0xb0000 + position),
    startsAt: start + position * weekMs,
    claimedAt: now,
    series: place(position),
    ...fields
  })
const lost = (position: number, reason: 'slot-taken' | 'daily-cap' = 'slot-taken', fields = {}) =>
  dated(position, { state: 'declined', decline: { reason }, ...fields })

describe('dates', () => {
  test('SR1 the clock time stays over a clock change, and the instant does not', () => {
    // 18:00 in Berlin, the week before the end of summer time.
    const first = Date.UTC(2026, 9, 20, 16)
    expect(listSeriesStarts(first, 2, 'Europe/Berlin')).toEqual([
      { position: 0, date: '2026-10-20', startsAt: first, clock: 'exact' },
      { position: 1, date: '2026-10-27', startsAt: first + weekMs + hourMs, clock: 'exact' }
    ])
  })

  test('SR1 a time that the clock skips or shows twice is marked', () => {
    const beforeSpring = Date.UTC(2027, 2, 21, 1, 30)
    expect(listSeriesStarts(beforeSpring, 2, 'Europe/Berlin')[1]).toEqual({
      position: 1,
      date: '2027-03-28',
      startsAt: Date.UTC(2027, 2, 28, 1, 30),
      clock: 'gap'
    })
    const beforeAutumn = Date.UTC(2026, 9, 18, 0, 30)
    expect(listSeriesStarts(beforeAutumn, 2, 'Europe/Berlin')[1]).toMatchObject({
      startsAt: Date.UTC(2026, 9, 25, 0, 30),
      clock: 'repeated'
    })
  })

  test('SR1 the first date is the one that was chosen, also in the second of two equal hours', () => {
    const second = Date.UTC(2026, 9, 25, 1, 30)
    const [first, next] = listSeriesStarts(second, 2, 'Europe/Berlin')
    expect(first).toMatchObject({ startsAt: second })
    expect(next).toMatchObject({ date: '2026-11-01', startsAt: Date.UTC(2026, 10, 1, 1, 30), clock: 'exact' })
  })

  test.each([
    [0, 1],
    [12, 12],
    [13, 12],
    [10_000, 12]
  ])('SR1 of %d dates there are %d', (asked, there) => {
    expect(listSeriesStarts(start, asked, 'Europe/Berlin')).toHaveLength(there)
  })
})

describe('the next date of the same weekday', () => {
  const zone = 'Europe/Berlin'
  test('SR1 is a week after the session, on the clock, and never past', () => {
    // 18:00 in Berlin, the week before the end of summer time.
    const session = Date.UTC(2026, 9, 20, 16)
    const next = session + weekMs + hourMs
    expect(findNextWeekly(session, zone, session - 30 * dayMs)).toBe(next)
    expect(findNextWeekly(session, zone, session + 2 * hourMs)).toBe(next)
    expect(findNextWeekly(session, zone, next - 1)).toBe(next)
    expect(findNextWeekly(session, zone, next)).toBe(next + weekMs)
    expect(findNextWeekly(session, zone, session + 20 * weekMs)).toBe(session + 20 * weekMs + hourMs)
  })
})

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

  test('SR4 an id joins nothing of other people, nor what the other party asked for', () => {
    const keys = [
      dated(0),
      dated(1),
      dated(2, { coachId: otherCoachId }),
      dated(3, { studentId: 'student00009' }),
      dated(4, { pencilled: true })
    ].map(seriesKeyOf)
    expect(keys[0]).toBe(keys[1])
    expect(new Set(keys).size).toBe(4)
    expect(seriesKeyOf(buildBooking())).toBeUndefined()
  })
})

describe('what is told', () => {
  test('SR5 nothing while every date is granted', () => {
    const series = [dated(0), dated(1)]
    expect(series.flatMap(date => projectNotices(date, 'student', parties, series))).toEqual([])
  })

  test('SR5 one notice of all dates, the same whichever of them it is made of', () => {
    const series = [dated(1), lost(0), dated(2), lost(3, 'daily-cap')]
    const told = series.flatMap(date => projectNotices(date, 'student', parties, series))
    expect(new Set(told.map(notice => JSON.stringify(notice))).size).toBe(1)
    const [notice] = told
    expect(notice).toMatchObject({ topic: 'claim-lost', reason: 'slot-taken', startsAt: start, bookingId: lost(0).id })
    expect(noticeSchema.safeParse(notice).success).toBe(true)
    expect(notice === undefined ? [] : listToldDates(notice)).toEqual([
      { startsAt: start, bookingId: lost(0).id, reason: 'slot-taken' },
      { startsAt: start + weekMs, bookingId: dated(1).id },
      { startsAt: start + 2 * weekMs, bookingId: dated(2).id },
      { startsAt: start + 3 * weekMs, bookingId: lost(3).id, reason: 'daily-cap' }
    ])
  })

  test('SR5 it stays the same whatever becomes of the sessions', () => {
    const series = [lost(0), dated(1)]
    const moved = dated(1, {
      state: 'cancelled',
      slotId: `${coachId}:${start + 9 * weekMs}`,
      startsAt: start + 9 * weekMs,
      moves: [
        {
          requestId: hexId(3),
          by: 'student',
          at: now,
          reason: '',
          fromSlotId: dated(1).slotId,
          toSlotId: `${coachId}:${start + 9 * weekMs}`,
          reopenSlot: true
        }
      ]
    })
    const [before] = projectNotices(lost(0), 'student', parties, series)
    const [after] = projectNotices(lost(0), 'student', parties, [lost(0), moved])
    expect(after).toEqual(before)
  })

  test('SR5 the student of a pencilled series hears once of what was added, its coach once of what was not', () => {
    const series = [dated(0), lost(1), dated(2)].map(date => ({ ...date, pencilled: true as const }))
    const student = series
      .filter(({ state }) => state !== 'declined')
      .flatMap(date => projectNotices(date, 'student', parties, series))
    expect(new Set(student.map(({ id }) => id)).size).toBe(1)
    expect(student[0]).toMatchObject({ topic: 'session-added' })
    expect(student.map(listToldDates)[0]?.map(({ bookingId: id }) => id)).toEqual([dated(0).id, dated(2).id])
    const told = series.flatMap(date => projectNotices(date, 'coach', parties, series))
    expect(new Set(told.map(({ id }) => id)).size).toBe(1)
    expect(told[0]).toMatchObject({ topic: 'pencil-lost', bookingId: lost(1).id })
  })

  test('SR5 one id with two coaches are two notices', () => {
    const [a] = projectNotices(lost(0), 'student', parties, [lost(0)])
    const elsewhere = lost(0, 'slot-taken', { coachId: otherCoachId })
    const [b] = projectNotices(elsewhere, 'student', parties, [elsewhere])
    expect(a?.id).not.toBe(b?.id)
  })

  test('SR5 a notice that was put aside comes back with a further date, and not otherwise', () => {
    const [first] = projectNotices(lost(0), 'student', parties, [lost(0)])
    const [granted] = projectNotices(lost(0), 'student', parties, [lost(0), dated(1)])
    const [further] = projectNotices(lost(0), 'student', parties, [lost(0), dated(1), lost(2)])
    if (first === undefined || granted === undefined || further === undefined) throw new Error('nothing was told')
    const aside = { ...first, dismissed: true }
    expect([staysAside(aside, first), staysAside(aside, granted), staysAside(aside, further)]).toEqual([
      true,
      true,
      false
    ])
    expect(staysAside(first, first)).toBe(false)
  })

  test('SR5 a device keeps what nobody else remembers in one notice, and drops of it what the server tells', () => {
    const refuse = (position: number) => {
      const local = buildClaim({
        bookingId: hexId(0xb0000 + position),
        startsAt: start + position * weekMs,
        series: place(position)
      })
      const open = { deleted: false, value: { ...local, status: 'open' as const, bookingId: undefined } }
      const { notices } = mergeSlot({
        assumed: undefined,
        server: { ...open, value: buildSlot({ startsAt: local.startsAt }) },
        local: { deleted: false, value: local },
        reason: 'too-many-sessions',
        now
      })
      return notices
    }
    const [a, b] = [refuse(0), refuse(1)].map(([notice]) => notice)
    if (a === undefined || b === undefined) throw new Error('nothing was told')
    expect(a.id).toBe(b.id)
    const both = joinSeriesNotices({ ...a, dismissed: true }, b)
    expect(both.dismissed).toBe(false)
    expect(listToldDates(both).map(({ reason }) => reason)).toEqual(['too-many-claims', 'too-many-claims'])
    expect(joinSeriesNotices(both, b)).toBe(both)
    expect(listToldDates(withoutDates(both, id => id === a.bookingId) ?? a)).toHaveLength(1)
    expect(withoutDates(both, () => true)).toBeUndefined()
    expect(noticeSchema.safeParse(both).success).toBe(true)
  })

  test('SR5 a pencil of a series that was refused is told in the same way', () => {
    const local = buildCall({ status: 'pencilled', pencilled: true, series: place(2) })
    const { notices } = mergeSessionCopy({
      assumed: undefined,
      server: { deleted: true, value: local },
      local: { deleted: false, value: local },
      reason: 'too-many-sessions',
      now
    })
    expect(notices.map(listToldDates)).toEqual([[{ startsAt: start, bookingId, reason: 'too-many-claims' }]])
  })
})

describe('this and all following', () => {
  const zone = 'Europe/Berlin'
  const session = (position: number, fields: Parameters<typeof buildCall>[0] = {}) => {
    const { id, slotId, startsAt, series } = dated(position)
    return buildCall({ id, slotId, startsAt, ...(series === undefined ? {} : { series }), ...fields })
  }
  const movedBy = (position: number, shiftMs: number) => {
    const { slotId, startsAt } = dated(position)
    const toSlotId = `${coachId}:${startsAt + shiftMs}`
    const move = {
      requestId: hexId(9),
      by: 'coach',
      at: now,
      reason: '',
      fromSlotId: slotId,
      toSlotId,
      reopenSlot: true
    } as const
    return session(position, { slotId: toSlotId, startsAt: startsAt + shiftMs, moves: [move] })
  }
  const list = (chosen: ReturnType<typeof session>, all: readonly ReturnType<typeof session>[], at = now) =>
    listFollowing(chosen, all, { zone, now: at }).map(({ session: { series }, isMovedSingly }) => [
      series?.position,
      isMovedSingly
    ])

  test('SR7 takes what is confirmed and ahead, by original date', () => {
    const all = [
      session(0),
      session(1),
      session(2, { status: 'cancelled' }),
      // Moved to before the chosen one, and after the last.
      movedBy(3, -3 * weekMs + hourMs),
      movedBy(4, 20 * weekMs),
      session(5, { status: 'declined' }),
      session(6),
      buildCall({ id: hexId(1), startsAt: start + 30 * weekMs }),
      session(7, { series: { id: hexId(4), position: 7 } })
    ]
    expect(list(session(1), all)).toEqual([
      [1, false],
      [3, true],
      [4, true],
      [6, false]
    ])
  })

  test('SR7 leaves out what has started', () => {
    expect(list(session(0), [session(0), session(1), session(2)], start + weekMs)).toEqual([
      [0, false],
      [2, false]
    ])
  })

  test('SR7 sessions that moved together are not moved singly', () => {
    const all = [session(0), movedBy(1, hourMs), movedBy(2, hourMs), movedBy(3, 2 * hourMs)]
    expect(list(movedBy(1, hourMs), all)).toEqual([
      [1, false],
      [2, false],
      [3, true]
    ])
  })

  test('SR7 of a session of no series there is none but itself', () => {
    const alone = buildCall()
    expect(listFollowing(alone, [alone, session(1)], { zone, now })).toEqual([{ session: alone, isMovedSingly: false }])
  })

  test('SR8 each goes as far on the clock from its date as the chosen one, over a clock change', () => {
    // Tuesday 18:00 in Berlin to Wednesday 16:30; a week later the clock has changed.
    const tuesday = Date.UTC(2026, 9, 20, 16)
    const next = tuesday + weekMs + hourMs
    const at = (position: number, startsAt: number) => session(position, { startsAt, slotId: `${coachId}:${startsAt}` })
    const chosen = at(0, tuesday)
    const to = tuesday + dayMs - 90 * minuteMs
    const expected = { kind: 'exact', at: next + dayMs - 90 * minuteMs }
    expect(followMove(chosen, { chosen, to, zone })).toEqual({ kind: 'exact', at: to })
    expect(followMove(at(1, next), { chosen, to, zone })).toEqual(expected)
    // One that was moved singly goes where the others go.
    const move = {
      requestId: hexId(9),
      by: 'coach',
      at: now,
      reason: '',
      fromSlotId: `${coachId}:${next}`,
      toSlotId: '',
      reopenSlot: true
    } as const
    expect(followMove(session(1, { startsAt: next + 30 * hourMs, moves: [move] }), { chosen, to, zone })).toEqual(
      expected
    )
  })

  test('SR8 a shift over midnight stays a shift over midnight', () => {
    const late = Date.UTC(2026, 10, 24, 22)
    const chosen = session(0, { startsAt: late, slotId: `${coachId}:${late}` })
    const other = session(1, { startsAt: late + weekMs - hourMs, slotId: `${coachId}:${late + weekMs - hourMs}` })
    const to = late + 3 * hourMs
    expect(followMove(other, { chosen, to, zone: 'UTC' })).toEqual({ kind: 'exact', at: late + weekMs + 2 * hourMs })
  })
})

describe('a plan before anything is sent', () => {
  const starts = listSeriesStarts(start, 4, 'Europe/Berlin')
  const open = buildSlot()
  const parts = {
    coachId,
    findSlot: (id: string) => (id === open.id ? open : undefined),
    findReason: ({ startsAt }: { readonly startsAt: number }) =>
      startsAt === starts[2]?.startsAt ? ('daily-cap' as const) : undefined
  }

  test('SR6 a date without a slot says so, and a claim makes none', () => {
    const plan = planSeries(starts, parts)
    expect(plan.map(({ state }) => state)).toEqual([
      { kind: 'open' },
      { kind: 'no-slot' },
      { kind: 'refused', reason: 'daily-cap' },
      { kind: 'no-slot' }
    ])
    expect(plan.map(isOffered)).toEqual([true, false, false, false])
  })

  test('SR6 a coach may have the slot made, where a slot may be', () => {
    const findMakingReason = ({ startsAt }: { readonly startsAt: number }) =>
      startsAt === starts[3]?.startsAt ? ('slot-overlaps' as const) : undefined
    expect(planSeries(starts, { ...parts, findMakingReason }).map(({ state }) => state)).toEqual([
      { kind: 'open' },
      { kind: 'makes-slot' },
      { kind: 'refused', reason: 'daily-cap' },
      { kind: 'refused', reason: 'slot-overlaps' }
    ])
  })
})
