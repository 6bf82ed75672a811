import { describe, expect, test } from 'vitest'
import { createFilledMakingId, isFilledSlot } from '#domain/model/filled-making.ts'
import { type HoursFacts, planHours } from '#domain/hours/plan-hours.ts'
import { createMakingId, type Slot } from '#domain/model/slot.ts'
import { buildSlot, coachId, dayMs, hexId, hourMs, minuteMs, now, otherCoachId } from '../builders.ts'
import { at, buildCoach, buildDayOff, buildFacts, buildHours, generation, laterGeneration } from './hours-samples.ts'

const first = at('2026-11-25', 9)
const second = at('2026-11-25', 14)
const nextWeek = [at('2026-12-02', 9), at('2026-12-02', 14)]
const all = [first, second, ...nextWeek]

function plan(fields: Partial<HoursFacts> = {}) {
  const { add, remove } = planHours(buildFacts(fields))
  return { add: add.map(({ startsAt }) => startsAt), remove: remove.map(({ startsAt }) => startsAt) }
}

function fill(startsAt: number, fields: Partial<Slot> = {}): Slot {
  return buildSlot({ startsAt, makingId: createFilledMakingId(coachId, startsAt, generation), ...fields })
}

describe('what hours fill', () => {
  test('AV1 the starts of the weeks ahead that are not there, as open slots of the coach', () => {
    expect(plan()).toEqual({ add: all, remove: [] })
    expect(planHours(buildFacts()).add[0]).toEqual(fill(first))
    expect(plan({ slots: [fill(first)] })).toEqual({ add: all.slice(1), remove: [] })
    expect(plan({ coach: buildCoach({ weeksAhead: 0 }) })).toEqual({ add: [], remove: [] })
    expect(plan({ coach: buildCoach({}, { availability: undefined as never }) })).toEqual({ add: [], remove: [] })
  })

  test('AV1 what it has made is complete: filling once more does nothing', () => {
    const slots = planHours(buildFacts()).add
    expect(plan({ slots })).toEqual({ add: [], remove: [] })
  })

  test('AV1 a date with starts of its own has those, a day off none', () => {
    const overrides = [buildDayOff('2026-11-25', { starts: [600] }), buildDayOff('2026-12-02')]
    expect(plan({ coach: buildCoach({ overrides }) }).add).toEqual([at('2026-11-25', 10)])
  })

  test('AV2 a filled slot is known by its making, which derives from coach, start and generation', () => {
    expect(isFilledSlot(fill(first))).toBe(true)
    expect(fill(first).makingId).toBe(createFilledMakingId(coachId, first, generation))
    const others = [
      createFilledMakingId(coachId, first, laterGeneration),
      createFilledMakingId(coachId, second, generation),
      createFilledMakingId(otherCoachId, first, generation)
    ]
    expect(new Set([fill(first).makingId, ...others]).size).toBe(4)
  })

  test('AV2 a slot that has moved, or was made by hand, is no filled one, not even where it came from', () => {
    const moved = createMakingId(hexId(7), fill(first))
    expect(isFilledSlot(buildSlot({ startsAt: second, makingId: moved }))).toBe(false)
    expect(isFilledSlot(buildSlot({ startsAt: first, makingId: createMakingId(hexId(8), { makingId: moved }) }))).toBe(
      false
    )
    expect(isFilledSlot(buildSlot({ startsAt: second, makingId: fill(first).makingId }))).toBe(false)
    expect(isFilledSlot(buildSlot({ makingId: hexId(7) }))).toBe(false)
    expect(isFilledSlot(buildSlot())).toBe(false)
  })

  test('AV3 nothing in the past, beyond the horizon or beyond the weeks ahead', () => {
    expect(plan({ now: first }).add).toEqual(
      [second, ...nextWeek, at('2026-12-09', 9), at('2026-12-09', 14)].slice(0, 3)
    )
    const policy = { ...buildCoach().policy, horizonDays: 3 }
    expect(plan({ coach: { ...buildCoach(), policy } }).add).toEqual([first, second])
    expect(plan({ coach: buildCoach({ weeksAhead: 1 }) }).add).toEqual([first, second])
  })

  test('AV3 a start that meets a slot, a session or a busy time is left out; one that touches is not', () => {
    const byHand = buildSlot({ startsAt: first + hourMs })
    const session = { startsAt: second - hourMs, endsAt: second + hourMs }
    const busy = { startsAt: nextWeek[0] ?? 0, endsAt: (nextWeek[0] ?? 0) + minuteMs }
    expect(plan({ slots: [byHand], bookings: [session], busy: [busy] }).add).toEqual([nextWeek[1]])
    expect(
      plan({ slots: [buildSlot({ startsAt: first - 2 * hourMs }), buildSlot({ startsAt: first + 2 * hourMs })] }).add
    ).toEqual(all)
    expect(plan({ slots: [buildSlot({ startsAt: first + hourMs, coachId: otherCoachId })] }).add).toEqual(all)
  })

  test('AV3 a declined slot waits for its coach: hours make none in its place', () => {
    expect(plan({ slots: [buildSlot({ startsAt: first, status: 'declined' })] }).add).toEqual(all.slice(1))
    expect(plan({ slots: [buildSlot({ startsAt: first + hourMs, status: 'declined' })] }).add).toEqual(all)
  })

  test('AV3 no more slots than a coach may have', () => {
    expect(plan({ room: 3 }).add).toEqual(all.slice(0, 3))
    expect(plan({ room: 0 }).add).toEqual([])
  })

  test('AV4 a start that was skipped is left out, in its generation alone', () => {
    const skips = [{ startsAt: first, generation }]
    expect(plan({ coach: buildCoach({ skips }) }).add).toEqual(all.slice(1))
    const weekly = [{ weekday: 3, starts: [540, 840], generation: laterGeneration }]
    expect(plan({ coach: buildCoach({ skips, weekly }) }).add).toEqual(all)
  })

  test('AV5 a time that the clock skips is as far after the change, and the earlier start wins a clash', () => {
    // In Berlin clocks go from two to three on 28 March 2027.
    const weekly = [
      { weekday: 6, starts: [1435], generation },
      { weekday: 7, starts: [120, 240], generation }
    ]
    const facts = { coach: buildCoach({ weekly, weeksAhead: 1 }), now: Date.UTC(2027, 2, 26) }
    const before = Date.UTC(2027, 2, 27, 22, 55)
    // 23:55 to 1:55, two o'clock is three o'clock until five, and four o'clock clashes.
    expect(plan(facts).add).toEqual([before, Date.UTC(2027, 2, 28, 1)])
  })

  test('AV5 a time that the clock shows twice is the first one', () => {
    const weekly = [{ weekday: 7, starts: [150], generation }]
    const facts = { coach: buildCoach({ weekly, weeksAhead: 1 }), now: Date.UTC(2026, 9, 24) }
    expect(plan(facts).add).toEqual([Date.UTC(2026, 9, 25, 0, 30)])
  })

  test('AV5 a zone that cannot be read here changes nothing', () => {
    const coach = buildCoach({}, { zone: 'Mars/Base' })
    expect(plan({ coach, slots: [fill(first)] })).toEqual({ add: [], remove: [] })
  })

  test('AV6 hours that are taken away take open filled slots ahead along, and nothing else', () => {
    const coach = buildCoach({ weekly: [] })
    const booked = fill(second, { status: 'booked', bookingId: hexId(1) })
    const begun = fill(now - hourMs)
    const byHand = buildSlot({ startsAt: nextWeek[0] ?? 0, makingId: hexId(3) })
    expect(plan({ coach, slots: [fill(first), booked, begun, byHand] })).toEqual({ add: [], remove: [first] })
  })

  test('AV6 a day off, fewer weeks and a busy time take them along, too', () => {
    const slots = all.map(startsAt => fill(startsAt))
    const overrides = [buildDayOff('2026-11-25', { note: 'On holiday' })]
    expect(plan({ slots, coach: buildCoach({ overrides }) }).remove).toEqual([first, second])
    expect(plan({ slots, coach: buildCoach({ weeksAhead: 1 }) }).remove).toEqual(nextWeek)
    expect(plan({ slots, busy: [{ startsAt: first, endsAt: first + 1 }] }).remove).toEqual([first])
  })

  test('AV6 changed hours leave a filled slot alone whose start they want still', () => {
    const weekly = [{ weekday: 3, starts: [540, 1_020], generation: laterGeneration }]
    const coach = buildCoach({ weekly, weeksAhead: 1 })
    const five = at('2026-11-25', 17)
    expect(plan({ coach, slots: [fill(first), fill(second)] })).toEqual({ add: [five], remove: [second] })
  })

  test('AV9 a gap keeps filled slots apart from each other and from what is there', () => {
    const weekly = [{ weekday: 3, starts: [540, 660, 840], generation }]
    const gapped = buildCoach({ weekly, weeksAhead: 1 }, { gapMin: 30 })
    expect(plan({ coach: gapped }).add).toEqual([first, second])
    const session = { startsAt: first + 4 * hourMs, endsAt: first + 4 * hourMs + 31 * minuteMs + hourMs / 2 }
    expect(plan({ coach: gapped, bookings: [session] }).add).toEqual([first])
    expect(plan({ coach: gapped, busy: [{ startsAt: second - dayMs, endsAt: second }] }).add).toEqual([second])
  })

  test('AV10 busy times may be in any order and lie over each other', () => {
    const busy = [
      { startsAt: second, endsAt: second + hourMs },
      { startsAt: first, endsAt: second + 1 },
      { startsAt: first + hourMs, endsAt: first + hourMs }
    ]
    expect(plan({ busy }).add).toEqual(nextWeek)
  })

  test('AV11 a coach who takes part no more is not filled, and open filled slots go', () => {
    expect(plan({ isActive: false, slots: [fill(first), buildSlot({ startsAt: second })] })).toEqual({
      add: [],
      remove: [first]
    })
  })

  test('AV1 hours of a coach without any are none', () => {
    expect(plan({ coach: buildCoach(buildHours({ weekly: [], overrides: [] })) })).toEqual({ add: [], remove: [] })
  })
})
