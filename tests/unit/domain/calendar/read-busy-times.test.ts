import { describe, expect, test } from 'vitest'
import { readBusyTimes } from '#domain/calendar/read-busy-times.ts'

const now = Date.UTC(2026, 10, 23, 8)
const zone = 'Europe/Berlin'

function read(...lines: readonly string[]) {
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...lines, 'END:VCALENDAR', ''].join('\r\n')
  const outcome = readBusyTimes(text, zone, now)
  return outcome.kind === 'read'
    ? outcome.intervals.map(({ startsAt, endsAt }) => [
        new Date(startsAt).toISOString(),
        new Date(endsAt).toISOString()
      ])
    : outcome
}
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:one', 'SUMMARY:Doctor', ...lines, 'END:VEVENT']

describe('a calendar file', () => {
  test('AV10 gives intervals and no word of what they are', () => {
    const text = [
      'BEGIN:VCALENDAR',
      ...event('DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z'),
      'END:VCALENDAR'
    ].join('\r\n')
    expect(readBusyTimes(text, zone, now)).toEqual({
      kind: 'read',
      intervals: [{ startsAt: Date.UTC(2026, 10, 24, 9), endsAt: Date.UTC(2026, 10, 24, 10) }],
      isCut: false
    })
  })

  test('AV10 times of a named zone, without a zone, of whole days and with a length', () => {
    expect(read(...event('DTSTART;TZID=America/New_York:20261124T090000', 'DURATION:PT30M'))).toEqual([
      ['2026-11-24T14:00:00.000Z', '2026-11-24T14:30:00.000Z']
    ])
    expect(read(...event('DTSTART:20261124T090000', 'DTEND:20261124T100000'))).toEqual([
      ['2026-11-24T08:00:00.000Z', '2026-11-24T09:00:00.000Z']
    ])
    expect(read(...event('DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261126'))).toEqual([
      ['2026-11-23T23:00:00.000Z', '2026-11-25T23:00:00.000Z']
    ])
  })

  test('AV10 a zone that the file describes itself', () => {
    const described = [
      'BEGIN:VTIMEZONE',
      'TZID:Office',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0500',
      'TZOFFSETTO:+0500',
      'END:STANDARD',
      'END:VTIMEZONE'
    ]
    expect(
      read(...described, ...event('DTSTART;TZID=Office:20261124T090000', 'DTEND;TZID=Office:20261124T100000'))
    ).toEqual([['2026-11-24T04:00:00.000Z', '2026-11-24T05:00:00.000Z']])
  })

  test('AV10 what repeats, with an exception and a date that is left out, across a change of the clock', () => {
    const rule = event(
      'DTSTART;TZID=Europe/Berlin:20270315T090000',
      'DTEND;TZID=Europe/Berlin:20270315T100000',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE;TZID=Europe/Berlin:20270322T090000'
    )
    const moved = event(
      'RECURRENCE-ID;TZID=Europe/Berlin:20270405T090000',
      'DTSTART;TZID=Europe/Berlin:20270405T120000',
      'DTEND;TZID=Europe/Berlin:20270405T130000'
    )
    expect(read(...rule, ...moved)).toEqual([
      ['2027-03-15T08:00:00.000Z', '2027-03-15T09:00:00.000Z'],
      ['2027-03-29T07:00:00.000Z', '2027-03-29T08:00:00.000Z'],
      ['2027-04-05T10:00:00.000Z', '2027-04-05T11:00:00.000Z']
    ])
  })

  test('AV10 what is over, cancelled or marked as free does not count, and what touches is one', () => {
    expect(
      read(
        ...event('DTSTART:20261101T090000Z', 'DTEND:20261101T100000Z'),
        ...event('STATUS:CANCELLED', 'DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z'),
        ...event('TRANSP:TRANSPARENT', 'DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z'),
        ...event('DTSTART:20261125T090000Z', 'DTEND:20261125T100000Z'),
        ...event('DTSTART:20261125T100000Z', 'DTEND:20261125T110000Z')
      )
    ).toEqual([['2026-11-25T09:00:00.000Z', '2026-11-25T11:00:00.000Z']])
  })

  test('AV10 a rule without an end, or one that repeats every second, ends', () => {
    const daily = read(...event('DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z', 'RRULE:FREQ=DAILY'))
    expect(Array.isArray(daily) && daily.length).toBe(209)
    const mad = read(...event('DTSTART:20261124T090000Z', 'DTEND:20261124T090001Z', 'RRULE:FREQ=SECONDLY'))
    expect(Array.isArray(mad) && mad.length).toBe(1)
  })

  test.each(['', 'no calendar', '{"a":1}', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR'])(
    'AV10 %j is none',
    text => {
      expect(readBusyTimes(text, zone, now)).toEqual({ kind: 'unreadable' })
    }
  )
})

describe('calendars that last', () => {
  const event = (...lines: readonly string[]) =>
    ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')

  test('AV10 what repeats every day since long before is found today', () => {
    const text = event('DTSTART:19900101T100000Z', 'DTEND:19900101T110000Z', 'RRULE:FREQ=DAILY')
    const read = readBusyTimes(text, 'UTC', Date.UTC(2026, 10, 30))
    expect(read.kind === 'read' && read.intervals[0]).toEqual({
      startsAt: Date.UTC(2026, 10, 30, 10),
      endsAt: Date.UTC(2026, 10, 30, 11)
    })
  })

  test('BU3 more events than anybody has are not read', () => {
    const text = `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\nEND:VEVENT\r\n'.repeat(20_001)}END:VCALENDAR\r\n`
    expect(readBusyTimes(text, 'UTC', 0)).toEqual({ kind: 'too-large' })
  })
})
