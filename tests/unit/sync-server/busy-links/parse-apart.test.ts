import { expect, test } from 'vitest'
import { parseApart } from '#server/busy-links/parse-apart.ts'
import { calendarOf } from '../../../support/calendar-host.ts'

const now = Date.UTC(2026, 10, 30)
const never = new AbortController().signal
const parse = (text: string, timeMs?: number) => parseApart({ text, zone: 'Europe/Zurich', now }, never, timeMs)

test('BU3 a calendar is read in a thread of its own', async () => {
  const startsAt = now + 3_600_000
  expect(await parse(calendarOf([startsAt]))).toEqual({
    kind: 'read',
    intervals: [{ startsAt, endsAt: startsAt + 3_600_000 }],
    isCut: false
  })
  expect(await parse('words')).toEqual({ kind: 'unreadable' })
})

test('BU3 one that keeps a computer busy is given up', async () => {
  const rule = ['BEGIN:VEVENT', 'UID:1', 'DTSTART:19700101T000000Z', 'DTEND:19700101T000001Z']
  const hostile = [...rule, 'RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30', 'END:VEVENT']
  const text = calendarOf([], Array.from({ length: 2_000 }, () => hostile).flat())
  expect(await parse(text, 300)).toEqual({ kind: 'too-large' })
})
