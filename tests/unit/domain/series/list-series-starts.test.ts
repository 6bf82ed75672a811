import { describe, expect, test } from 'vitest'
import { listSeriesStarts } from '#domain/series/list-series-starts.ts'
import { hourMs, start } from '../builders.ts'
import { weekMs } from './series-dates.ts'

describe('dates', () => {
  test('SR1 the clock time stays over a clock change, and the instant does not', () => {
    // 18:00 in Berlin, the week before the end of summer time.
    const first = Date.UTC(2026, 9, 20, 16)
    expect(listSeriesStarts(first, 2, 'Europe/Berlin')).toEqual([
      { position: 0, date: '2026-10-20', startsAt: first, clock: 'exact' },
      { position: 1, date: '2026-10-27', startsAt: first + weekMs + hourMs, clock: 'exact' }
    ])
  })

  test('SR1 a time that the clock skips or shows twice is marked', () => {
    const beforeSpring = Date.UTC(2027, 2, 21, 1, 30)
    expect(listSeriesStarts(beforeSpring, 2, 'Europe/Berlin')[1]).toEqual({
      position: 1,
      date: '2027-03-28',
      startsAt: Date.UTC(2027, 2, 28, 1, 30),
      clock: 'gap'
    })
    const beforeAutumn = Date.UTC(2026, 9, 18, 0, 30)
    expect(listSeriesStarts(beforeAutumn, 2, 'Europe/Berlin')[1]).toMatchObject({
      startsAt: Date.UTC(2026, 9, 25, 0, 30),
      clock: 'repeated'
    })
  })

  test('SR1 the first date is the one that was chosen, also in the second of two equal hours', () => {
    const second = Date.UTC(2026, 9, 25, 1, 30)
    const [first, next] = listSeriesStarts(second, 2, 'Europe/Berlin')
    expect(first).toMatchObject({ startsAt: second })
    expect(next).toMatchObject({ date: '2026-11-01', startsAt: Date.UTC(2026, 10, 1, 1, 30), clock: 'exact' })
  })

  test.each([
    [0, 1],
    [12, 12],
    [13, 12],
    [10_000, 12]
  ])('SR1 of %d dates there are %d', (asked, there) => {
    expect(listSeriesStarts(start, asked, 'Europe/Berlin')).toHaveLength(there)
  })
})
