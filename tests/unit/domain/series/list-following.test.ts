import { describe, expect, test } from 'vitest'
import { followMove, listFollowing } from '#domain/series/list-following.ts'
import { buildCall, coachId, dayMs, hexId, hourMs, minuteMs, now, start } from '../builders.ts'
import { weekMs, dated } from './series-dates.ts'

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
