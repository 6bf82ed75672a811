import { expect, test } from 'vitest'
import { formatterFor, zoneCity } from '#renderer/ui/format/formatter.ts'
import { chooseFormatLocale } from '#renderer/ui/format/format-locale.ts'

const british = formatterFor({ tag: 'en-GB', hourCycle: 'h23' }, 'Europe/Berlin')
const hourMs = 3_600_000
/** Intl writes thin and narrow spaces. */
const plain = (text: string) => text.replace(/\s/gu, ' ')
const twoHoursFrom = (startsAt: number) => ({ startsAt, endsAt: startsAt + 2 * hourMs })

test('two hours are one range on one day, and two times over midnight', () => {
  expect(plain(british.timeRange(twoHoursFrom(Date.UTC(2026, 10, 18, 9))))).toBe('10:00–12:00')
  expect(plain(british.timeRange(twoHoursFrom(Date.UTC(2026, 10, 18, 22))))).toBe('23:00 – 01:00')
})

test('across a clock change both offsets are named, so that two hours are not taken for one', () => {
  const text = plain(british.timeRange(twoHoursFrom(Date.UTC(2026, 9, 24, 23, 30))))
  expect(text).toBe('01:30 CEST – 02:30 CET')
})

test('elapsed time is told in the largest whole unit', () => {
  const now = Date.UTC(2026, 10, 18, 12)
  expect(british.relative(now - 20_000, now)).toBe('now')
  expect(british.relative(now - 119_000, now)).toBe('1 min ago')
  expect(british.relative(now - 3 * hourMs, now)).toBe('3 hr ago')
  expect(british.relative(now + 26 * hourMs, now)).toBe('tomorrow')
})

test('days are counted by dates, as people do, in the zone that is shown', () => {
  const mondayAfternoon = Date.UTC(2026, 10, 30, 16)
  const wednesdayMorning = Date.UTC(2026, 11, 2, 10)
  const utc = british.inZone('UTC')
  expect(utc.relative(wednesdayMorning, mondayAfternoon)).toBe('in 2 days')
  expect(utc.relative(mondayAfternoon, wednesdayMorning)).toBe('2 days ago')
  expect(utc.relative(mondayAfternoon + 26 * hourMs, mondayAfternoon)).toBe('tomorrow')
  // Tuesday evening there.
  expect(british.inZone('Pacific/Honolulu').relative(Date.UTC(2026, 11, 2, 8), mondayAfternoon)).toBe('tomorrow')
})

test('a time has no place at which a line could end', () => {
  const american = formatterFor({ tag: 'en-US', hourCycle: 'h12' }, 'UTC')
  const ten = Date.UTC(2026, 10, 18, 10)
  const texts = [
    american.time(ten),
    american.timeRange(twoHoursFrom(ten)),
    american.timeRange(twoHoursFrom(ten + 13 * hourMs)),
    american.dayAndTime(ten).split(', ').at(-1) ?? ''
  ]
  expect(texts.map(plain)).toEqual(['10:00 AM', '10:00 AM – 12:00 PM', '11:00 PM – 1:00 AM', '10:00 AM'])
  for (const text of texts) expect(text).not.toMatch(/[ \u2009]/u)
})

test('the same formatter speaks of another zone', () => {
  expect(british.inZone('America/New_York').time(Date.UTC(2026, 10, 18, 9))).toBe('04:00')
  expect(british.inZone('Asia/Kolkata').offsetName(Date.UTC(2026, 10, 18, 9))).toBe('GMT+5:30')
  expect(zoneCity('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
})

test('words are English, the clock is that of the first language', () => {
  expect(chooseFormatLocale(['de-DE', 'en-US'])).toEqual({ tag: 'en-US', hourCycle: 'h23' })
  expect(chooseFormatLocale(['en-US'])).toEqual({ tag: 'en-US', hourCycle: 'h12' })
  expect(chooseFormatLocale(['fr'])).toEqual({ tag: 'en-GB', hourCycle: 'h23' })
  expect(chooseFormatLocale([])).toEqual({ tag: 'en-GB', hourCycle: 'h23' })
})

test('a range of dates says the year and the month once where both share them', () => {
  const range = british.dateRange
  expect(range(Date.UTC(2026, 10, 16), Date.UTC(2026, 10, 22))).toBe('16 – 22 Nov 2026')
  expect(range(Date.UTC(2026, 10, 30), Date.UTC(2026, 11, 6))).toBe('30 Nov – 6 Dec 2026')
  expect(range(Date.UTC(2026, 11, 28), Date.UTC(2027, 0, 3))).toBe('28 Dec 2026 – 3 Jan 2027')
})
