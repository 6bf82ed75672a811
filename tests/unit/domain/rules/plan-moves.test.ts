import { expect, test } from 'vitest'
import { createSlotId } from '#domain/model/slot-id.ts'
import { judgeReschedule } from '#domain/rules/judge-reschedule.ts'
import { listFollowingMoves } from '#domain/series/following-moves.ts'
import { type MoveWorld, planMoves } from '#domain/rules/plan-moves.ts'
import {
  absent,
  buildBooking,
  buildProfile,
  buildSlot,
  coachId,
  dayMs,
  hexId,
  hourMs,
  live,
  now,
  start
} from '../builders.ts'

const weekMs = 7 * dayMs
const startOf = (week: number) => start + week * weekMs
const sessions = [0, 1, 2].map(week => buildBooking({ id: hexId(0xb0 + week), startsAt: startOf(week) }))
const bookedSlots = sessions.map(({ startsAt, id }) => buildSlot({ startsAt, status: 'booked', bookingId: id }))
const worldOf = (fields: Partial<MoveWorld> = {}): MoveWorld => ({
  coachSlots: bookedSlots,
  studentBookings: sessions,
  coachBookings: sessions,
  ...fields
})

interface Move {
  readonly week: number
  readonly to: number
}

/** As the gate judges each of them. */
const planBy = (by: 'coach' | 'student', moves: readonly Move[], world = worldOf(), dailyCap = 8) =>
  planMoves(moves, world, ({ week, to }: Move, then) => {
    const booking = [...then.coachBookings].find(({ id }) => id === hexId(0xb0 + week))
    if (booking === undefined) throw new Error('no such session')
    const toSlotId = createSlotId(coachId, to)
    const slot = then.coachSlots.find(({ id }) => id === toSlotId)
    const makes = by === 'coach' ? { makesSlot: true as const } : {}
    const profile = buildProfile()
    const coach = { ...profile, policy: { ...profile.policy, dailyCap } }
    return judgeReschedule(
      { kind: 'reschedule', requestId: hexId(week), toSlotId, ...makes },
      {
        by,
        booking,
        policy: coach.policy,
        now,
        target: { slot: slot === undefined ? absent : live(slot), coach, ...then }
      }
    )
  })
const byOneWeek = [0, 1, 2].map(week => ({ week, to: startOf(week + 1) }))

test('SR9 every week put one week later: the last goes first, and the hours in between end as one slot each', () => {
  const { planned, world } = planBy('coach', byOneWeek)
  expect(planned.map(({ move, opinion }) => [move.week, opinion.kind])).toEqual([
    [2, 'granted'],
    [1, 'granted'],
    [0, 'granted']
  ])
  const open = { status: 'open', startsAt: startOf(0) }
  const booked = (week: number) => ({ status: 'booked', startsAt: startOf(week + 1), bookingId: hexId(0xb0 + week) })
  const slots = world.coachSlots.toSorted((a, b) => a.startsAt - b.startsAt)
  expect(slots).toMatchObject([open, booked(0), booked(1), booked(2)])
  expect(slots).toHaveLength(4)
})

test('SR9 every week put one week earlier: the first goes first', () => {
  const { planned } = planBy(
    'coach',
    [0, 1, 2].map(week => ({ week, to: startOf(week) - 12 * hourMs }))
  )
  expect(planned.map(({ move }) => move.week)).toEqual([0, 1, 2])
  const back = planBy(
    'coach',
    [2, 1].map(week => ({ week, to: startOf(week - 1) })),
    worldOf({
      coachSlots: bookedSlots.slice(1),
      studentBookings: sessions.slice(1),
      coachBookings: sessions.slice(1)
    })
  )
  expect(back.planned.map(({ move, opinion }) => [move.week, opinion.kind])).toEqual([
    [1, 'granted'],
    [2, 'granted']
  ])
})

test('SR9 a day that is full has room once its own session has gone', () => {
  expect(planBy('coach', byOneWeek, worldOf(), 1).planned.map(({ opinion }) => opinion.kind)).toEqual([
    'granted',
    'granted',
    'granted'
  ])
})

test('SR9 what one date meets stops that date, and those that need its hours', () => {
  const other = buildBooking({ id: hexId(0xe), studentId: 'student00002', startsAt: startOf(3) + hourMs })
  const { planned } = planBy('coach', byOneWeek, worldOf({ coachBookings: [...sessions, other] }))
  expect(
    planned.map(({ move, opinion }) => [move.week, opinion.kind === 'refused' ? opinion.reason : opinion.kind])
  ).toEqual([
    [0, 'slot-taken'],
    [1, 'slot-taken'],
    [2, 'coach-overlap']
  ])
})

test('SR9 a student moves into open slots alone, also into one that another date of the series leaves', () => {
  const open = buildSlot({ startsAt: startOf(3) })
  const { planned } = planBy('student', byOneWeek, worldOf({ coachSlots: [...bookedSlots, open] }))
  expect(planned.map(({ move, opinion }) => [move.week, opinion.kind])).toEqual([
    [2, 'granted'],
    [1, 'granted'],
    [0, 'granted']
  ])
  const none = planBy('student', byOneWeek).planned
  expect(none.map(({ opinion }) => opinion.kind === 'refused' && opinion.reason)).toEqual([
    'slot-taken',
    'slot-taken',
    'slot-gone'
  ])
})

test('SR9 an open slot gives way once: the date after it finds it gone', () => {
  const open = buildSlot({ startsAt: startOf(0) + 5 * hourMs })
  const moves = [{ week: 0, to: startOf(0) + 4 * hourMs }]
  const { planned, world } = planBy('coach', moves, worldOf({ coachSlots: [...bookedSlots, open] }))
  expect(planned[0]?.opinion).toMatchObject({ kind: 'granted', effect: { withdraw: [open.id] } })
  expect(world.coachSlots.map(({ id }) => id)).not.toContain(open.id)
})

test('SR8 where each goes says whether the clock shows that time', () => {
  // Sunday 18 October, 18:00 in Berlin; a week later the clock shows 02:30 twice.
  const sunday = Date.UTC(2026, 9, 18, 16)
  const at = (week: number, startsAt: number) => ({
    session: { id: hexId(week), slotId: createSlotId(coachId, startsAt), startsAt, status: 'confirmed' },
    isMovedSingly: false
  })
  const moves = listFollowingMoves([at(0, sunday), at(1, sunday + weekMs + hourMs)], {
    to: Date.UTC(2026, 9, 18, 0, 30),
    zone: 'Europe/Berlin',
    coachId
  })
  expect(moves.map(({ toSlotId, clock }) => [toSlotId, clock])).toEqual([
    [createSlotId(coachId, Date.UTC(2026, 9, 18, 0, 30)), 'exact'],
    [createSlotId(coachId, Date.UTC(2026, 9, 25, 0, 30)), 'repeated']
  ])
})
