import { describe, expect, test } from 'vitest'
import { contains, findOverlap, overlaps } from '#domain/time/interval.ts'
import {
  addDays,
  dateAt,
  dayAt,
  dayInterval,
  instantToLocalText,
  instantToWallClock,
  isZone,
  mondayOf,
  offsetMinutes,
  wallClockToInstant,
  weekdayOf
} from '#domain/time/wall-clock.ts'
import { listZoneNames, otherZoneNames, todaysZoneName, writeZoneName } from '#domain/time/zone-names.ts'
import { hourMs, start } from '../builders.ts'

const slot = { startsAt: start, endsAt: start + 2 * hourMs }

describe('intervals', () => {
  test('TM1 the start belongs to an interval, the end does not', () => {
    expect([start - 1, start, slot.endsAt - 1, slot.endsAt].map(at => contains(slot, at))).toEqual([
      false,
      true,
      true,
      false
    ])
  })

  test('TM1 touching is not overlapping, one millisecond more is', () => {
    const next = { startsAt: slot.endsAt, endsAt: slot.endsAt + hourMs }
    expect(overlaps(slot, next) || overlaps(next, slot)).toBe(false)
    expect(overlaps(slot, { ...next, startsAt: slot.endsAt - 1 })).toBe(true)
    expect(findOverlap(slot, [next, { ...slot }])).toEqual(slot)
  })

  test.each([
    ['empty', { startsAt: start + hourMs, endsAt: start + hourMs }],
    ['reversed', { startsAt: start + hourMs, endsAt: start }],
    ['not a number', { startsAt: Number.NaN, endsAt: start + hourMs }]
  ])('TM1 an interval that is %s overlaps nothing', (_, odd) => {
    expect(overlaps(slot, odd) || overlaps(odd, slot)).toBe(false)
  })
})

describe('wall clocks', () => {
  const utc = (text: string) => Date.parse(text)

  test('TM2 Berlin skips 02:30 on the last Sunday of March', () => {
    expect(wallClockToInstant({ date: '2026-03-29', minutes: 150 }, 'Europe/Berlin')).toEqual({
      kind: 'gap',
      at: utc('2026-03-29T01:30Z')
    })
  })

  test('TM2 Lord Howe skips half an hour only', () => {
    const at = (minutes: number) => wallClockToInstant({ date: '2026-10-04', minutes }, 'Australia/Lord_Howe')
    expect(at(135)).toEqual({ kind: 'gap', at: utc('2026-10-03T15:45Z') })
    expect(at(150)).toEqual({ kind: 'exact', at: utc('2026-10-03T15:30Z') })
  })

  test('TM3 New York shows 01:30 twice on the first Sunday of November', () => {
    expect(wallClockToInstant({ date: '2026-11-01', minutes: 90 }, 'America/New_York')).toEqual({
      kind: 'repeated',
      at: utc('2026-11-01T05:30Z'),
      later: utc('2026-11-01T06:30Z')
    })
  })

  test('TM4 an ordinary time is exact, and back again', () => {
    const clock = { date: '2026-07-01', minutes: 615 }
    expect(wallClockToInstant(clock, 'Asia/Kathmandu')).toEqual({ kind: 'exact', at: utc('2026-07-01T04:30Z') })
    expect(instantToWallClock(utc('2026-07-01T04:30Z'), 'Asia/Kathmandu')).toEqual(clock)
    expect(instantToLocalText(utc('2026-07-01T04:30Z'), 'Asia/Kathmandu')).toBe('2026-07-01T10:15:00')
    expect(offsetMinutes(utc('2026-07-01T04:30Z'), 'Asia/Kathmandu')).toBe(345)
    expect(dateAt(utc('2026-07-01T20:00Z'), 'Asia/Kathmandu')).toBe('2026-07-02')
  })

  test.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-06-01', 24]
  ])('TM4 in Berlin %s has %d hours', (date, hours) => {
    const day = dayInterval(date, 'Europe/Berlin')
    expect(day.endsAt - day.startsAt).toBe(hours * hourMs)
  })

  test('TM4 a day whose midnight is skipped begins at its first moment', () => {
    expect(dayInterval('2026-04-24', 'Africa/Cairo').startsAt).toBe(utc('2026-04-23T22:00Z'))
  })

  test('TM4 the day of an instant is the same when it is asked for again, in another zone or at another time', () => {
    const around = Array.from({ length: 60 }, (_, n) => utc('2026-10-24T20:00Z') + n * hourMs)
    for (const zone of ['Europe/Berlin', 'Africa/Cairo', 'Europe/Berlin', 'Not/AZone']) {
      for (const at of around) expect(dayAt(at, zone)).toEqual(dayInterval(dateAt(at, zone), zone))
    }
  })

  test.each([-1, 1_440, 1_500, Number.NaN])('TM4 %d minutes are no time of day', minutes => {
    expect(() => wallClockToInstant({ date: '2026-07-01', minutes }, 'UTC')).toThrow(RangeError)
  })

  test.each(['Mars/Olympus', 'not a zone', ''])('TM5 the zone %j, which nobody here knows, is read as UTC', zone => {
    const noon = utc('2026-07-01T12:00Z')
    expect(wallClockToInstant({ date: '2026-07-01', minutes: 720 }, zone)).toEqual({ kind: 'exact', at: noon })
    expect(instantToWallClock(noon, zone)).toEqual({ date: '2026-07-01', minutes: 720 })
    expect(instantToLocalText(noon, zone)).toBe('2026-07-01T12:00:00')
    expect(dateAt(noon, zone)).toBe('2026-07-01')
    expect(dayInterval('2026-07-01', zone)).toEqual(dayInterval('2026-07-01', 'UTC'))
    expect(offsetMinutes(noon, zone)).toBe(0)
  })

  test.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['US/Eastern', 'America/New_York'],
    ['america/buenos_aires', 'America/Argentina/Buenos_Aires'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Etc/UTC', 'UTC'],
    ['Mars/Olympus', 'Mars/Olympus']
  ])('TM6 %s is shown as %s', (zone, today) => {
    expect(todaysZoneName(zone)).toBe(today)
  })

  test('TM6 the list has each clock once, by today’s name, and every name in it is known', () => {
    const names = listZoneNames()
    expect(names).toContain('Asia/Kolkata')
    expect(names).toContain('Europe/Kyiv')
    expect(names.filter(name => todaysZoneName(name) !== name || !isZone(name))).toEqual([])
    const others = names.flatMap(otherZoneNames)
    expect(others.filter(name => names.includes(name) || !isZone(name))).toEqual([])
  })

  test.each([
    ['europe/BERLIN', 'Europe/Berlin'],
    ['asia/calcutta', 'Asia/Calcutta'],
    ['us/eastern', 'US/Eastern'],
    ['utc', 'UTC'],
    ['etc/gmt+5', 'Etc/GMT+5']
  ])('PR2 %s is stored as %s', (zone, written) => {
    expect(writeZoneName(zone)).toBe(written)
  })

  test('TM4 dates count across months, years and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([1, 7])
    expect([mondayOf('2026-11-23'), mondayOf('2026-11-29')]).toEqual(['2026-11-23', '2026-11-23'])
  })

  test('PR2 a zone is a name that is known; an offset or a date is none', () => {
    expect(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'].every(isZone)).toBe(true)
    const odd = ['', 'Mars/Olympus', '+01:00', 'Z', '2020-01-01T00:00Z[Europe/Berlin]', 'Europe/Berlin ', '__proto__']
    expect(odd.filter(isZone)).toEqual([])
  })
})
