import { describe, expect, test } from 'vitest'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { joinSeriesNotices, listToldDates, staysAside, withoutDates } from '#domain/notices/series-notice.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import {
  bookingId,
  buildCall,
  buildClaim,
  buildSlot,
  coachId,
  hexId,
  now,
  otherCoachId,
  parties,
  start
} from '../builders.ts'
import { weekMs, place, dated, lost } from '../series/series-dates.ts'

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
