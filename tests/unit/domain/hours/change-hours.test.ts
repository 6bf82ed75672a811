import { describe, expect, test } from 'vitest'
import { changeHours, type HoursChange, isSameHours } from '#domain/hours/change-hours.ts'
import { findDayOff, listDaysOff } from '#domain/hours/days-off.ts'
import { planHours } from '#domain/hours/plan-hours.ts'
import { previewHours } from '#domain/hours/preview-hours.ts'
import { addSkip } from '#domain/hours/skips.ts'
import { joinSkips } from '#domain/model/join-skips.ts'
import { availabilitySchema } from '#domain/model/availability.ts'
import { busyTimesId, busyTimesSchema } from '#domain/model/busy-times.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { buildBooking, buildSlot, hexId, hourMs, now } from '../builders.ts'
import { at, buildCoach, buildDayOff, buildFacts, buildHours, generation, laterGeneration } from './hours-samples.ts'

const first = at('2026-11-25', 9)
const second = at('2026-11-25', 14)

function change(wanted: HoursChange, coach = buildCoach()) {
  return changeHours(coach, wanted, laterGeneration, now)
}

describe('skips', () => {
  test('AV4 a start that its coach takes away is a skip of the generation that the hours have', () => {
    expect(addSkip(buildCoach(), first, now)?.availability?.skips).toEqual([{ startsAt: first, generation }])
    const withOwn = buildCoach({
      overrides: [buildDayOff('2026-11-25', { starts: [540], generation: laterGeneration })]
    })
    expect(addSkip(withOwn, first, now)?.availability?.skips).toEqual([
      { startsAt: first, generation: laterGeneration }
    ])
  })

  test('AV4 no skip of what hours do not want, of what is over, or of what is one already', () => {
    expect(addSkip(buildCoach(), first + hourMs, now)).toBeUndefined()
    expect(addSkip(buildCoach(), first, first)).toBeUndefined()
    expect(addSkip(buildCoach({ skips: [{ startsAt: first, generation }] }), first, now)).toBeUndefined()
    expect(addSkip({ ...buildCoach(), availability: undefined }, first, now)).toBeUndefined()
  })

  test('AV4 skips of two devices are joined, and go after their end and with their generation', () => {
    const [a, b] = [
      { startsAt: first, generation },
      { startsAt: second, generation }
    ]
    expect(joinSkips(buildHours(), [[b], [a, b]], now)).toEqual([a, b])
    expect(joinSkips(buildHours(), [[a, b]], first + slotLengthMs)).toEqual([b])
    expect(joinSkips(buildHours(), [[{ startsAt: first, generation: laterGeneration }]], now)).toEqual([])
  })

  test('AV4 new starts of a weekday lift its skips; the same starts do not', () => {
    const coach = buildCoach({ skips: [{ startsAt: first, generation }] })
    const starts = (changed: typeof coach) => planHours(buildFacts({ coach: changed })).add.map(slot => slot.startsAt)
    expect(starts(change({ weekly: [{ weekday: 3, starts: [540, 840] }] }, coach))).not.toContain(first)
    expect(starts(change({ weekly: [{ weekday: 3, starts: [540] }] }, coach))).toContain(first)
  })
})

describe('a change of hours', () => {
  test('AV1 it sets the days that it names and leaves the others', () => {
    const { availability } = change({ weekly: [{ weekday: 1, starts: [600] }], weeksAhead: 4 })
    expect(availability?.weekly).toEqual([
      { weekday: 1, starts: [600], generation: laterGeneration },
      { weekday: 3, starts: [540, 840], generation }
    ])
    expect(availability?.weeksAhead).toBe(4)
    expect(change({ weekly: [{ weekday: 3, starts: [] }] }).availability?.weekly).toEqual([])
    expect(change({ gapMin: 15 }).gapMin).toBe(15)
  })

  test('AV1 days off are dates without starts, and as usual removes them', () => {
    const dates = { from: '2026-11-25', to: '2026-11-27', starts: [], note: 'On holiday' }
    const off = change({ dates })
    expect(off.availability?.overrides.map(({ date, note }) => [date, note])).toEqual([
      ['2026-11-25', 'On holiday'],
      ['2026-11-26', 'On holiday'],
      ['2026-11-27', 'On holiday']
    ])
    const partly = change({ dates: { from: '2026-11-26', to: '2026-12-09', starts: 'as-usual' } }, off)
    expect(partly.availability?.overrides.map(({ date }) => date)).toEqual(['2026-11-25'])
  })

  test('AV1 dates that are over go with the next change', () => {
    const coach = buildCoach({ overrides: [buildDayOff('2026-11-01'), buildDayOff('2026-12-01')] })
    expect(change({ weeksAhead: 3 }, coach).availability?.overrides.map(({ date }) => date)).toEqual(['2026-12-01'])
  })

  test('AV1 the same hours are known as the same, whatever was skipped', () => {
    const skipped = buildCoach({ skips: [{ startsAt: first, generation }] })
    expect(isSameHours(buildCoach(), skipped)).toBe(true)
    expect(isSameHours(buildCoach(), change({ gapMin: 10 }))).toBe(false)
  })

  test('AV7 it says before what is made, what goes, what stays, and which sessions lie in it', () => {
    const before = buildCoach()
    const after = change({
      dates: { from: '2026-11-25', to: '2026-11-25', starts: [] },
      weekly: [{ weekday: 4, starts: [540] }],
      weeksAhead: 1
    })
    const filled = planHours(buildFacts({ coach: before })).add
    const byHand = [
      buildSlot({ startsAt: at('2026-11-25', 18), makingId: hexId(1) }),
      buildSlot({ startsAt: at('2026-11-27', 9) })
    ]
    const sessions = [buildBooking({ startsAt: second }), buildBooking({ startsAt: at('2026-11-26', 18) })]
    const slots = [...filled.filter(({ startsAt }) => startsAt !== second), ...byHand]
    const preview = previewHours({ before, after, slots, sessions, busy: [], isActive: true, now })
    expect(preview.adds.map(({ startsAt }) => startsAt)).toEqual([at('2026-11-26', 9)])
    expect(preview.removes.map(({ startsAt }) => startsAt)).toEqual([first, at('2026-12-02', 9), at('2026-12-02', 14)])
    expect(preview.keeps).toEqual([byHand[0]])
    expect(preview.sessions).toEqual([sessions[0]])
  })

  test('AV7 of hours that are taken away the sessions in them are named, and others of the day are not', () => {
    const after = change({ weekly: [{ weekday: 3, starts: [540] }] })
    const sessions = [
      buildBooking({ startsAt: second }),
      buildBooking({ startsAt: first }),
      buildBooking({ startsAt: second + 3 * hourMs })
    ]
    const preview = previewHours({ before: buildCoach(), after, slots: [], sessions, busy: [], isActive: true, now })
    expect(preview.sessions).toEqual([sessions[0]])
  })

  test('AV7 days off are told with their note, one after the other as one', () => {
    const overrides = [
      buildDayOff('2026-12-24', { note: 'On holiday' }),
      buildDayOff('2026-12-25', { note: 'On holiday' }),
      buildDayOff('2026-12-26'),
      buildDayOff('2026-12-28', { note: 'On holiday' }),
      buildDayOff('2026-12-29', { starts: [540], note: 'Mornings only' })
    ]
    const off = listDaysOff(buildCoach({ overrides }), '2026-12-25', '2027-01-01')
    expect(off).toEqual([
      { from: '2026-12-24', to: '2026-12-25', note: 'On holiday' },
      { from: '2026-12-26', to: '2026-12-26' },
      { from: '2026-12-28', to: '2026-12-28', note: 'On holiday' }
    ])
    expect(listDaysOff(buildCoach(), '2026-01-01', '2027-01-01')).toEqual([])
  })

  test('AV7 SR6 a moment lies in a day off by the clock of its coach', () => {
    const coach = {
      ...buildCoach({ overrides: [buildDayOff('2026-12-24', { note: 'On holiday' })] }),
      zone: 'Asia/Tokyo'
    }
    // Midnight in Tokyo, which has no summer time.
    const midnight = Date.UTC(2026, 11, 23, 15)
    expect(findDayOff(coach, midnight)).toEqual({ from: '2026-12-24', to: '2026-12-24', note: 'On holiday' })
    expect(findDayOff(coach, midnight - 1)).toBeUndefined()
    expect(findDayOff(coach, midnight + 24 * hourMs)).toBeUndefined()
    expect(findDayOff({ ...coach, zone: 'Mars/Olympus' }, midnight)).toBeUndefined()
  })
})

describe('another zone', () => {
  const skips = [{ startsAt: first, generation }]
  const startsOf = (coach: ReturnType<typeof buildCoach>) =>
    planHours(buildFacts({ coach })).add.map(slot => slot.startsAt)

  test('AV8 the clock times: nine stays nine, and what was taken away stays away at its clock time', () => {
    const moved = change(
      { zone: { name: 'America/New_York', keeps: 'clock-times' } },
      buildCoach({ skips, weeksAhead: 1 })
    )
    expect(startsOf(moved)).toEqual([at('2026-11-25', 14, 0, 'America/New_York')])
  })

  test('AV8 the moments: the slots stay where they are, in the same making', () => {
    const coach = buildCoach({ skips, weeksAhead: 1 })
    const moved = change({ zone: { name: 'America/New_York', keeps: 'moments' } }, coach)
    expect(moved.availability?.weekly).toEqual([{ weekday: 3, starts: [180, 480], generation }])
    expect(planHours(buildFacts({ coach: moved })).add).toEqual(planHours(buildFacts({ coach })).add)
  })

  test('AV8 the moments across midnight: starts come to the next day, and so do their dates and skips', () => {
    const coach = buildCoach({ skips, overrides: [buildDayOff('2026-12-02', { note: 'Away' })] })
    const moved = change({ zone: { name: 'Pacific/Auckland', keeps: 'moments' } }, coach)
    expect(moved.availability?.weekly).toEqual([
      { weekday: 3, starts: [1_260], generation },
      { weekday: 4, starts: [120], generation }
    ])
    expect(moved.availability?.skips).toEqual(skips)
    expect(moved.availability?.overrides.map(({ date, starts }) => [date, starts])).toEqual([
      ['2026-12-02', []],
      ['2026-12-03', []]
    ])
    expect(startsOf(moved)).toEqual([second])
    expect(startsOf(coach)).toEqual([second])
  })
})

describe('bounds', () => {
  test.each([
    ['ten thousand starts', { weekly: [{ weekday: 1, starts: Array.from({ length: 10_000 }, () => 0), generation }] }],
    ['starts within two hours', { weekly: [{ weekday: 1, starts: [540, 600], generation }] }],
    ['a start off the grid', { weekly: [{ weekday: 1, starts: [541], generation }] }],
    ['a weekday twice', { weekly: [1, 1].map(weekday => ({ weekday, starts: [540], generation })) }],
    ['a day that is none', { overrides: [buildDayOff('2026-02-30')] }],
    ['dates out of order', { overrides: [buildDayOff('2026-02-02'), buildDayOff('2026-02-01')] }],
    [
      'too many dates',
      {
        overrides: Array.from({ length: 401 }, (_, n) =>
          buildDayOff(new Date(n * 86_400_000).toISOString().slice(0, 10))
        )
      }
    ],
    ['too many weeks', { weeksAhead: 27 }],
    ['a flood of skips', { skips: Array.from({ length: 2_501 }, (_, n) => ({ startsAt: n * 300_000, generation })) }],
    ['a long note', { overrides: [buildDayOff('2026-02-02', { note: 'x'.repeat(121) })] }],
    ['a note of two lines', { overrides: [buildDayOff('2026-02-02', { note: 'a\nb' })] }]
  ])('AV12 refuses %s', (_, fields) => {
    expect(availabilitySchema.safeParse(buildHours(fields)).success).toBe(false)
  })

  test('AV12 takes a year of dates, every start of a day, and no hours at all', () => {
    const starts = Array.from({ length: 12 }, (_, n) => n * 120)
    expect(availabilitySchema.safeParse(buildHours({ weekly: [{ weekday: 1, starts, generation }] })).success).toBe(
      true
    )
    const { availability: _, ...without } = buildCoach()
    expect(coachProfileSchema.safeParse(without).success).toBe(true)
    expect(coachProfileSchema.safeParse({ ...without, gapMin: 121 }).success).toBe(false)
  })

  test('AV10 busy times are ascending intervals without a word of what they are', () => {
    const busy = { id: busyTimesId, kind: 'busy', source: 'work.ics', importedAt: now }
    const intervals = [
      { startsAt: 1, endsAt: 5 },
      { startsAt: 6, endsAt: 7 }
    ]
    expect(busyTimesSchema.safeParse({ ...busy, intervals }).success).toBe(true)
    expect(busyTimesSchema.safeParse({ ...busy, intervals: intervals.toReversed() }).success).toBe(false)
    expect(
      busyTimesSchema.safeParse({ ...busy, intervals: [{ startsAt: 1, endsAt: 5, title: 'Doctor' }] }).success
    ).toBe(false)
  })
})
