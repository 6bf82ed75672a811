import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { overlaps } from '#domain/time/interval.ts'
import { instantToWallClock, wallClockToInstant } from '#domain/time/wall-clock.ts'
import { readPlace } from '#renderer/features/calendar/model/calendar-place.ts'
import { dropPointToMinutes } from '#renderer/features/calendar/model/drop-time.ts'
import { slotToGridEvent } from '#renderer/features/calendar/model/grid-event.ts'
import { firstWeekdayOf } from '#renderer/ui/format/first-weekday.ts'
import { keysToNudge, nudgeInstant } from '#renderer/features/calendar/model/nudge-slot.ts'
import { planWeekCopy } from '#renderer/features/calendar/model/plan-week-copy.ts'
import { shownDayOf } from '#renderer/features/calendar/model/shown-day.ts'
import { slotsInRange } from '#renderer/features/calendar/model/slots-in-range.ts'
import { isMovable, slotToView } from '#renderer/features/calendar/model/slot-view.ts'
import { rangeOfView, startOfWeek, stepDate } from '#renderer/features/calendar/model/view-range.ts'

const coachId = 'coachada1'
const berlin = 'Europe/Berlin'
const newYork = 'America/New_York'

function slotAt(startsAt: number, rest: Partial<Slot> = {}): Slot {
  return {
    id: createSlotId(coachId, startsAt),
    coachId,
    startsAt,
    endsAt: startsAt + slotLengthMs,
    status: 'open',
    ...rest
  }
}

function at(text: string, zone = berlin): number {
  const [date = '', time = ''] = text.split(' ')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return wallClockToInstant({ date, minutes: hours * 60 + minutes }, zone).at
}

describe('the range of a view', () => {
  test('a week starts on the locale’s first day and holds seven dates', () => {
    expect(rangeOfView('week', '2026-11-21', 1, berlin).dates).toEqual([
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
      '2026-11-22'
    ])
    expect(startOfWeek('2026-11-21', 7)).toBe('2026-11-15')
    expect(startOfWeek('2026-11-15', 7)).toBe('2026-11-15')
  })

  test('a week with a clock change is an hour shorter or longer', () => {
    const hours = (date: string) => {
      const { interval } = rangeOfView('week', date, 1, berlin)
      return (interval.endsAt - interval.startsAt) / 3_600_000
    }
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-21')]).toEqual([167, 169, 168])
  })

  test('the first weekday follows the region and is Monday where none is said', () => {
    expect(['en', 'en-US', 'en-GB', 'de-DE'].map(firstWeekdayOf)).toEqual([1, 7, 1, 1])
  })
})

describe('slots in a range', () => {
  test('are the same as a plain filter finds, whatever the store holds', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 420 }),
        fc.integer({ min: 0, max: 60 }),
        (starts, from, length) => {
          const hour = 3_600_000
          const slots = starts.sort((a, b) => a - b).map(start => slotAt(start * hour))
          const range = { startsAt: from * hour, endsAt: (from + length) * hour }
          const expected = length === 0 ? [] : slots.filter(slot => overlaps(slot, range))
          if (length > 0) expect(slotsInRange(slots, range)).toEqual(expected)
        }
      )
    )
  })

  test('10,000 slots are searched, not scanned', () => {
    const touched = new Set<number>()
    const slots = new Proxy(
      Array.from({ length: 10_000 }, (_, index) => slotAt(index * slotLengthMs)),
      {
        get(target, key, receiver) {
          if (typeof key === 'string' && /^\d+$/.test(key)) touched.add(Number(key))
          return Reflect.get(target, key, receiver) as unknown
        }
      }
    )
    const range = { startsAt: 5_000 * slotLengthMs, endsAt: 5_084 * slotLengthMs }
    expect(slotsInRange(slots, range)).toHaveLength(84)
    expect(touched.size).toBeLessThan(84 + 40)
  })
})

describe('a slot in the grid', () => {
  const eventOf = (text: string, zone: string) => slotToGridEvent(slotAt(at(text, zone)), zone)

  test('is drawn by the coach’s clock, on both change days of two zones', () => {
    for (const [date, zone] of [
      ['2026-03-29', berlin],
      ['2026-10-25', berlin],
      ['2026-03-08', newYork],
      ['2026-11-01', newYork]
    ] as const) {
      expect(eventOf(`${date} 10:00`, zone)).toMatchObject({
        start: `${date}T10:00:00`,
        end: `${date}T12:00:00`,
        isCut: false
      })
    }
  })

  test('is cut to the hours shown', () => {
    expect(eventOf('2026-11-17 04:00', berlin)).toMatchObject({
      start: '2026-11-17T05:00:00',
      end: '2026-11-17T06:00:00',
      isCut: true
    })
    expect(eventOf('2026-11-17 22:30', berlin)).toMatchObject({
      start: '2026-11-17T22:30:00',
      end: '2026-11-17T23:00:00',
      isCut: true
    })
  })

  test('is left out where it lies in the night', () => {
    for (const time of ['23:00', '23:30', '01:00', '03:00'])
      expect(eventOf(`2026-11-17 ${time}`, berlin)).toBeUndefined()
  })
})

describe('the day under which a slot is named', () => {
  const dates = ['2026-11-16', '2026-11-17']

  test.each([
    ['2026-11-15 20:00', undefined],
    ['2026-11-15 22:00', undefined],
    ['2026-11-15 22:30', '2026-11-16'],
    ['2026-11-16 00:00', '2026-11-16'],
    ['2026-11-16 22:30', '2026-11-16'],
    ['2026-11-17 23:30', '2026-11-17'],
    ['2026-11-18 00:00', undefined]
  ])('one at %s', (time, date) => {
    const slot = slotAt(at(time))
    expect(shownDayOf(slot, dates, berlin)).toBe(date)
    // The same idea of belonging as that by which the slots of a range are picked.
    const { interval } = rangeOfView('day', '2026-11-16', 1, berlin)
    const range = { startsAt: interval.startsAt, endsAt: interval.endsAt + 24 * 3_600_000 }
    expect(slotsInRange([slot], range)).toHaveLength(date === undefined ? 0 : 1)
  })
})

describe('how a slot looks', () => {
  const context = {
    callByBookingId: new Map(),
    syncByRecord: new Map(),
    takeBySlot: new Map(),
    planned: new Set<string>(),
    leaving: new Set<string>(),
    now: at('2026-11-17 12:00'),
    zone: berlin
  }

  test('an open slot that the server has not confirmed is waiting', () => {
    const slot = slotAt(at('2026-11-18 10:00'))
    expect(slotToView(slot, context).look).toBe('open')
    for (const sync of ['saved-here', 'sent'] as const) {
      expect(slotToView(slot, { ...context, syncByRecord: new Map([[slot.id, sync]]) })).toMatchObject({
        look: 'waiting',
        sync
      })
    }
    expect(slotToView(slot, { ...context, syncByRecord: new Map([[slot.id, 'needs-you']]) }).look).toBe('open')
  })

  test('AV1 a slot that weekly hours will give looks waiting, goes with the hours, and cannot be moved', () => {
    const slot = slotAt(at('2026-11-18 10:00'))
    const view = slotToView(slot, {
      ...context,
      planned: new Set([slot.id]),
      syncByRecord: new Map([[slot.coachId, 'sent']])
    })
    expect(view).toMatchObject({ look: 'waiting', isPlanned: true, sync: 'sent', syncId: slot.coachId })
    expect(isMovable({ ...view, startsAt: context.now + 1 }, context.now)).toBe(false)
    expect(isMovable({ ...view, isPlanned: false, startsAt: context.now + 1 }, context.now)).toBe(true)
  })

  test('AV6 an open slot that weekly hours will take away looks waiting, and goes with the hours', () => {
    const slot = slotAt(at('2026-11-18 10:00'))
    const syncByRecord = new Map([[slot.coachId, 'saved-here' as const]])
    const view = slotToView(slot, { ...context, leaving: new Set([slot.id]), syncByRecord })
    expect(view).toMatchObject({ look: 'waiting', isLeaving: true, sync: 'saved-here', syncId: slot.coachId })
  })

  test('a slot that has ended is past; one under way is neither past nor movable', () => {
    const over = slotToView(slotAt(at('2026-11-17 10:00')), context)
    const running = slotToView(slotAt(at('2026-11-17 11:00')), context)
    expect([over.isPast, running.isPast]).toEqual([true, false])
    expect([over.look, running.look]).toEqual(['unbooked', 'open'])
    expect(isMovable(running, context.now)).toBe(false)
  })

  test('a clock change inside it is told in minutes', () => {
    const change = (text: string) => slotToView(slotAt(at(text)), context).clockChangeMinutes
    expect([change('2026-03-29 01:30'), change('2026-10-25 01:30'), change('2026-11-18 10:00')]).toEqual([60, -60, 0])
  })
})

describe('a point on a day’s column', () => {
  test('means a time on the five-minute grid inside the hours shown', () => {
    expect(dropPointToMinutes({ offsetPx: 0, columnPx: 1080 })).toBe(300)
    expect(dropPointToMinutes({ offsetPx: 242, columnPx: 1080 })).toBe(9 * 60)
    expect(dropPointToMinutes({ offsetPx: 243, columnPx: 1080 })).toBe(9 * 60 + 5)
    expect(dropPointToMinutes({ offsetPx: -80, columnPx: 1080 })).toBe(300)
    expect(dropPointToMinutes({ offsetPx: 2000, columnPx: 1080 })).toBe(23 * 60 - 5)
  })
})

describe('moving with the keys', () => {
  test('Alt with an arrow is half an hour or a day, with Shift five minutes', () => {
    const keys = (key: string, shiftKey = false) => keysToNudge({ key, code: key, altKey: true, shiftKey })
    expect(keys('ArrowUp')).toEqual({ kind: 'minutes', minutes: -30 })
    expect(keys('ArrowDown', true)).toEqual({ kind: 'minutes', minutes: 5 })
    expect(keys('ArrowRight')).toEqual({ kind: 'days', days: 1 })
    expect(keys('Enter')).toBeUndefined()
    expect(keysToNudge({ key: 'ArrowUp', code: 'ArrowUp', altKey: false, shiftKey: false })).toBeUndefined()
  })

  test('a day later keeps the time on the clock across a change', () => {
    const moved = nudgeInstant(at('2026-03-28 10:00'), { kind: 'days', days: 1 }, berlin)
    expect(instantToWallClock(moved, berlin)).toEqual({ date: '2026-03-29', minutes: 600 })
    expect(moved - at('2026-03-28 10:00')).toBe(23 * 3_600_000)
  })

  test('a day later into a skipped hour lands as far after the change', () => {
    const moved = nudgeInstant(at('2026-03-28 02:30'), { kind: 'days', days: 1 }, berlin)
    expect(instantToWallClock(moved, berlin)).toEqual({ date: '2026-03-29', minutes: 210 })
  })
})

describe('copying last week', () => {
  test('keeps the times on the clock across a change', () => {
    const plan = planWeekCopy([slotAt(at('2026-03-23 10:00'))], berlin, () => undefined)
    expect(plan).toEqual({ starts: [at('2026-03-30 10:00')], skipped: [] })
  })

  test('says of each time left out why', () => {
    const met = createSlotId(coachId, at('2026-03-24 09:00'))
    const plan = planWeekCopy(
      [slotAt(at('2026-03-16 10:00')), slotAt(at('2026-03-17 10:00')), slotAt(at('2026-03-22 02:30'))],
      berlin,
      startsAt =>
        startsAt === at('2026-03-24 10:00') ? { ok: false, refusal: 'slot-overlaps', slotId: met } : undefined
    )
    expect(plan).toEqual({
      starts: [at('2026-03-23 10:00')],
      skipped: [
        { wanted: { date: '2026-03-24', minutes: 600 }, why: 'slot-overlaps', slotId: met },
        { wanted: { date: '2026-03-29', minutes: 150 }, why: 'skipped-hour' }
      ]
    })
  })

  test('leaves declined slots out and copies booked ones as open times', () => {
    const bookingId = 'ab'.repeat(16)
    const plan = planWeekCopy(
      [
        slotAt(at('2026-11-10 08:00'), { status: 'declined', decline: { reason: 'slot-overlaps' } }),
        slotAt(at('2026-11-10 10:00'), { status: 'booked', bookingId })
      ],
      berlin,
      () => undefined
    )
    expect(plan.starts).toEqual([at('2026-11-17 10:00')])
  })

  test('two times that a clock change pushes together are not both created', () => {
    const plan = planWeekCopy([slotAt(at('2026-03-22 01:00')), slotAt(at('2026-03-22 03:00'))], berlin, () => undefined)
    expect(plan.starts).toEqual([at('2026-03-29 01:00')])
    expect(plan.skipped).toEqual([{ wanted: { date: '2026-03-29', minutes: 180 }, why: 'slot-overlaps' }])
  })
})

describe('the address', () => {
  test('names date and view; nonsense becomes today’s week', () => {
    const read = (query: string) => readPlace(new URLSearchParams(query), '2026-11-21')
    expect(read('date=2026-03-29&view=day')).toEqual({ date: '2026-03-29', view: 'day' })
    expect(read('')).toEqual({ date: '2026-11-21', view: 'week' })
    expect(read('date=2026-02-30&view=year')).toEqual({ date: '2026-11-21', view: 'week' })
    expect(read('date=<b>&view=agenda')).toEqual({ date: '2026-11-21', view: 'agenda' })
  })

  test.each(['9999-12-31', '2200-01-01', '1999-12-31', '0000-01-01'])('%s is beside every calendar: today', date => {
    expect(readPlace(new URLSearchParams({ date }), '2026-11-21').date).toBe('2026-11-21')
  })

  test.each([
    ['day', '2199-12-30', 1, '2199-12-31'],
    ['day', '2199-12-31', 1, undefined],
    ['day', '2000-01-01', -1, undefined],
    ['week', '2199-12-20', 1, '2199-12-27'],
    // 2199 ends on a Tuesday: its last week begins on Monday, and a whole week further would lead out of the calendar.
    ['week', '2199-12-29', 1, '2199-12-31'],
    ['agenda', '2199-12-31', 1, undefined],
    ['week', '2000-01-05', -1, '2000-01-01'],
    ['week', '2000-01-01', -1, undefined]
  ] as const)('a step by %s from %s, %i, leads to %s: it stops at the edge of the calendar', (view, from, by, to) => {
    expect(stepDate(view, from, by, 1)).toBe(to)
  })

  test.each(['2000-01-01', '2199-12-31'])('%s can be shown, with its whole week', date => {
    expect(readPlace(new URLSearchParams({ date }), '2026-11-21').date).toBe(date)
    expect(rangeOfView('week', date, 7, newYork).dates).toHaveLength(7)
  })
})
