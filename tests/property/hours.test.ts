import { isFilledOpen } from '#domain/model/filled-making.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeHours } from '#domain/hours/change-hours.ts'
import { type HoursFacts, planHours } from '#domain/hours/plan-hours.ts'
import { addSkip } from '#domain/hours/skips.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import { availabilitySchema, type CoachAvailability } from '#domain/model/availability.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { slotGridMs } from '#domain/model/primitives.ts'
import { isLiveSlot, type Slot } from '#domain/model/slot.ts'
import { type Interval, overlaps } from '#domain/time/interval.ts'
import { addDays, dateAt, wallClockToInstant, weekdayOf } from '#domain/time/wall-clock.ts'
import { buildProfile, buildSlot, dayMs, hexId, minuteMs, now } from '../unit/domain/builders.ts'
import { transitions, zones } from './clock-transitions.ts'

const anyGeneration = fc.constantFrom('0000000a', '0000000b', '0000000c')
const anyStarts = fc
  .uniqueArray(
    fc.integer({ min: 0, max: 287 }).map(step => step * 5),
    { maxLength: 5 }
  )
  .map(starts => starts.toSorted((a, b) => a - b).filter((at, n, all) => n === 0 || at - (all[n - 1] ?? 0) >= 120))
const anyZone = fc.constantFrom(...zones)

function anyHours(today: string): fc.Arbitrary<CoachAvailability> {
  return fc.record({
    weekly: fc
      .uniqueArray(
        fc.record({ weekday: fc.integer({ min: 1, max: 7 }), starts: anyStarts, generation: anyGeneration }),
        {
          selector: day => day.weekday,
          maxLength: 7
        }
      )
      .map(days => days.toSorted((a, b) => a.weekday - b.weekday)),
    overrides: fc
      .uniqueArray(
        fc.record({
          date: fc.integer({ min: 0, max: 20 }).map(days => addDays(today, days)),
          starts: anyStarts,
          generation: anyGeneration
        }),
        { selector: one => one.date, maxLength: 4 }
      )
      .map(dates => dates.toSorted((a, b) => (a.date < b.date ? -1 : 1))),
    weeksAhead: fc.integer({ min: 0, max: 3 }),
    skips: fc.constant([])
  })
}

const anyInterval = fc.tuple(fc.integer({ min: -30, max: 500 }), fc.integer({ min: 1, max: 40 })).map(
  ([from, length]): Interval => ({
    startsAt: now + from * 60 * minuteMs,
    endsAt: now + (from + length) * 60 * minuteMs
  })
)
const anyOtherSlot = fc
  .tuple(
    fc.integer({ min: -12, max: 4_000 }),
    fc.constantFrom('open', 'booked', 'declined'),
    fc.integer({ min: 1, max: 9 })
  )
  .map(([step, status, id]) =>
    buildSlot({
      startsAt: now - (now % slotGridMs) + step * slotGridMs,
      status: status as Slot['status'],
      makingId: hexId(id)
    })
  )

const anyFacts: fc.Arbitrary<HoursFacts> = fc
  .record({ zone: anyZone, gapMin: fc.constantFrom(0, 0, 15, 120), horizonDays: fc.constantFrom(5, 90) })
  .chain(({ zone, gapMin, horizonDays }) =>
    fc.record({
      coach: anyHours(dateAt(now, zone)).map(
        (availability): CoachProfile => ({
          ...buildProfile({ zone }),
          gapMin,
          availability,
          policy: { ...buildProfile().policy, horizonDays }
        })
      ),
      isActive: fc.constantFrom(true, true, true, false),
      slots: fc.uniqueArray(anyOtherSlot, { selector: slot => slot.id, maxLength: 6 }).map(apart),
      bookings: fc.array(anyInterval, { maxLength: 3 }),
      busy: fc.array(anyInterval, { maxLength: 3 }),
      now: fc.constant(now)
    })
  )

/** A coach's live slots never overlap (SL6). */
function apart(slots: readonly Slot[]): readonly Slot[] {
  return slots.filter(
    (slot, n) => !isLiveSlot(slot) || !slots.slice(0, n).some(other => isLiveSlot(other) && overlaps(slot, other))
  )
}

function carryOut(facts: HoursFacts): HoursFacts {
  const { add, remove } = planHours(facts)
  const gone = new Set(remove.map(({ id }) => id))
  return { ...facts, slots: [...facts.slots.filter(({ id }) => !gone.has(id)), ...add] }
}

describe('weekly hours', () => {
  test('AV1 filling twice is filling once, in whatever order the slots come', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const after = carryOut(facts)
        expect(planHours(after)).toEqual({ add: [], remove: [] })
        expect(planHours({ ...after, slots: after.slots.toReversed() })).toEqual({ add: [], remove: [] })
      }),
      { numRuns: 300 }
    )
  })

  test('AV3 nothing overlaps, nothing is past or too far ahead, and what a hand made stays', () => {
    let made = 0
    fc.assert(
      fc.property(anyFacts, facts => {
        const { coach, bookings, busy } = facts
        const gapMs = (coach.gapMin ?? 0) * minuteMs
        const { add, remove } = planHours(facts)
        made += add.length
        expect(remove).toEqual([])
        const others = [...facts.slots.filter(isLiveSlot), ...bookings]
        const today = dateAt(now, coach.zone)
        for (const [n, slot] of add.entries()) {
          const around = { startsAt: slot.startsAt - gapMs, endsAt: slot.endsAt + gapMs }
          expect(others.some(other => overlaps(around, other))).toBe(false)
          expect(busy.some(other => overlaps(slot, other))).toBe(false)
          expect(add.slice(n + 1).some(other => overlaps(around, other))).toBe(false)
          expect(facts.slots.some(({ id }) => id === slot.id)).toBe(false)
          expect(slot.startsAt > now && slot.startsAt <= now + coach.policy.horizonDays * dayMs).toBe(true)
          expect(dateAt(slot.startsAt, coach.zone) <= addDays(today, 7 * (coach.availability?.weeksAhead ?? 0))).toBe(
            true
          )
          expect(slot.startsAt % slotGridMs).toBe(0)
        }
      }),
      { numRuns: 300 }
    )
    expect(made).toBeGreaterThan(500)
  })

  test('AV4 what was taken away is not made again, whatever else changes, until its day has other starts', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(), fc.nat({ max: 3 }), (facts, pick, weeksAhead) => {
        const after = carryOut(facts)
        const filled = after.slots.filter(slot => isFilledOpen(slot) && slot.startsAt > now)
        const taken = filled[pick % Math.max(1, filled.length)]
        if (taken === undefined) return
        const coach = addSkip(facts.coach, taken.startsAt, now)
        expect(coach).toBeDefined()
        if (coach === undefined) return
        const slots = after.slots.filter(slot => slot !== taken)
        expect(planHours({ ...after, slots, coach }).add).toEqual(expect.not.arrayContaining([taken]))
        const off = changeHours(coach, { dates: { from: '2026-11-01', to: '2026-12-31', starts: [] } }, '0000000d', now)
        const gone = carryOut({ ...after, slots, coach: off })
        const back = { ...gone, coach: { ...coach, availability: { ...availabilityOf(coach), weeksAhead } } }
        expect(planHours(back).add.map(({ startsAt }) => startsAt)).not.toContain(taken.startsAt)
      }),
      { numRuns: 200 }
    )
  })

  test('AV6 without hours every open filled slot ahead goes, and nothing else', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const after = carryOut(facts)
        const { add, remove } = planHours({ ...after, coach: { ...facts.coach, availability: undefined } })
        expect(add).toEqual([])
        expect(new Set(remove)).toEqual(new Set(after.slots.filter(slot => isFilledOpen(slot) && slot.startsAt > now)))
      }),
      { numRuns: 200 }
    )
  })

  test('AV8 with the moments kept, the calendar is as it was as long as neither clock changes', () => {
    // None of these changes its clock, and their differences reach from none to a day.
    const steady = [
      'UTC',
      'Asia/Tokyo',
      'America/Bogota',
      'Asia/Kolkata',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
      'Pacific/Honolulu'
    ]
    let kept = 0
    fc.assert(
      fc.property(
        anyHours('2026-11-23'),
        fc.constantFrom(...steady),
        fc.constantFrom(...steady),
        (hours, zone, name) => {
          const coach = { ...buildProfile({ zone }), availability: { ...hours, weeksAhead: 3 } }
          const moved = changeHours(coach, { zone: { name, keeps: 'moments' } }, '0000000d', now)
          expect(availabilitySchema.safeParse(moved.availability).error).toBeUndefined()
          const far = now + 14 * dayMs
          const startsOf = (one: CoachProfile) =>
            planHours({ coach: one, isActive: true, slots: [], bookings: [], busy: [], now })
              .add.map(({ startsAt }) => startsAt)
              .filter(startsAt => startsAt > now + dayMs && startsAt < far)
          const [before, after] = [startsOf(coach), startsOf(moved)]
          expect(after).toEqual(before)
          kept += after.length
        }
      ),
      { numRuns: 300 }
    )
    expect(kept).toBeGreaterThan(500)
  })

  test('MG11 two devices that change different days come to the same hours in either order', () => {
    fc.assert(
      fc.property(anyHours('2026-11-23'), anyStarts, anyStarts, (hours, one, other) => {
        const base: CoachProfile = { ...buildProfile(), availability: hours }
        const a = changeHours(base, { weekly: [{ weekday: 1, starts: one }] }, '0000000d', now)
        const b = changeHours(base, { weekly: [{ weekday: 2, starts: other }], weeksAhead: 2 }, '0000000e', now)
        const meet = (server: CoachProfile, local: CoachProfile) =>
          mergeProfile({
            assumed: { deleted: false, value: base },
            server: { deleted: false, value: server },
            local: { deleted: false, value: local },
            now
          })
        expect(meet(a, b)).toEqual(meet(b, a))
        expect(meet(a, b).notices).toEqual([])
      }),
      { numRuns: 200 }
    )
  })
})

describe(`filling over ${transitions.length} clock changes`, () => {
  test('AV5 each start of the day of each change is one slot where it should be, none overlap, and filling again does nothing', () => {
    const tally = { gaps: 0, clashes: 0, twice: 0 }
    const starts = Array.from({ length: 12 }, (_, n) => n * 120 + 30)
    for (const { zone, at, jump } of transitions) {
      const date = dateAt(at - minuteMs, zone)
      const weekly = [{ weekday: weekdayOf(date), starts, generation: '0000000a' }]
      const hours: CoachAvailability = { weekly, overrides: [], weeksAhead: 1, skips: [] }
      const facts: HoursFacts = {
        coach: { ...buildProfile({ zone }), availability: hours },
        isActive: true,
        slots: [],
        bookings: [],
        busy: [],
        now: at - 2 * dayMs
      }
      const { add } = planHours(facts)
      const again = planHours({ ...facts, slots: add })
      const wanted = starts.map(minutes => wallClockToInstant({ date, minutes }, zone))
      const made = new Set(add.map(({ startsAt }) => startsAt))
      for (const [n, { kind, at: startsAt }] of wanted.entries()) {
        const before = add.findLast(slot => slot.startsAt < startsAt)
        const isClash = before !== undefined && before.endsAt > startsAt
        if (kind === 'gap') tally.gaps += 1
        if (kind === 'repeated') tally.twice += 1
        if (isClash) tally.clashes += 1
        if (made.has(startsAt) === isClash) expect({ zone, at, n, kind, isClash }).toBe('right')
      }
      const isApart = add.every((slot, n) => (add[n + 1]?.startsAt ?? Infinity) >= slot.endsAt)
      if (!isApart || again.add.length + again.remove.length > 0 || made.size < (jump > 0 ? 10 : 12)) {
        expect({ zone, at, add, again }).toBe('right')
      }
    }
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(500)
  })
})

function availabilityOf({ availability }: CoachProfile): CoachAvailability {
  if (availability === undefined) throw new Error('no hours')
  return availability
}
