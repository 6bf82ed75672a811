import { describe, expect, test } from 'vitest'
import { countFill, fillRateOf } from '#domain/insights/fill-rate.ts'
import type { OfferedMonth } from '#domain/model/offered.ts'

const at = (text: string) => Date.parse(text)
const now = at('2026-11-23T08:00Z')
const record = (month: string, since: string, booked: readonly string[], open: readonly string[]): OfferedMonth => ({
  id: `offered:${month}`,
  kind: 'offered',
  since: at(since),
  booked: booked.map(at),
  open: open.map(at)
})
const ask = { range: undefined, zone: 'Europe/Berlin', now, months: [] }

describe('the fill rate', () => {
  test('IN8 it is the share that was booked, by the month of the coach’s own clock', () => {
    const records = [
      record('2026-11', '2026-01-01', ['2026-11-02T08:00Z'], []),
      // Half past midnight in Berlin, and November there.
      record('2026-10', '2026-01-01', ['2026-10-05T08:00Z'], ['2026-10-06T08:00Z', '2026-10-31T23:30Z'])
    ]
    expect(countFill(records, ask)).toEqual({
      total: { booked: 2, offered: 4 },
      months: [
        { month: '2026-10', booked: 1, offered: 2, recorded: 'whole' },
        { month: '2026-11', booked: 1, offered: 2, recorded: 'whole' }
      ]
    })
    expect(countFill(records, { ...ask, zone: 'UTC' }).months.map(({ offered }) => offered)).toEqual([3, 1])
    expect(fillRateOf({ booked: 1, offered: 4 })).toBe(0.25)
    expect(fillRateOf({ booked: 0, offered: 0 })).toBeUndefined()
  })

  test('IN8 a range takes its starts alone', () => {
    const records = [record('2026-10', '2026-01-01', ['2026-10-05T08:00Z'], ['2026-10-06T08:00Z'])]
    const range = { startsAt: at('2026-10-06T00:00Z'), endsAt: at('2026-10-07T00:00Z') }
    expect(countFill(records, { ...ask, range }).total).toEqual({ booked: 0, offered: 1 })
  })

  test('IN11 a month before recording began is not recorded, the one in which it began is so in part', () => {
    const records = [record('2026-10', '2026-10-10', ['2026-10-12T08:00Z'], ['2026-10-05T08:00Z'])]
    const { months, total } = countFill(records, { ...ask, months: ['2026-09', '2026-10', '2026-11', '2027-01'] })
    expect(months).toEqual([
      { month: '2026-09', booked: 0, offered: 0, recorded: 'none' },
      { month: '2026-10', booked: 1, offered: 1, recorded: 'part', since: at('2026-10-10') },
      // Recording goes on, and nothing began.
      { month: '2026-11', booked: 0, offered: 0, recorded: 'whole' }
    ])
    expect(total).toEqual({ booked: 1, offered: 1 })
  })

  test('IN11 of days that were all recorded the month is whole, and of others it is not', () => {
    const records = [record('2026-10', '2026-10-10', [], ['2026-10-12T08:00Z'])]
    const range = { startsAt: at('2026-10-10T00:00Z'), endsAt: at('2026-10-20T00:00Z') }
    const recordedIn = (startsAt: string) =>
      countFill(records, { ...ask, zone: 'UTC', range: { ...range, startsAt: at(startsAt) }, months: ['2026-10'] })
        .months[0]?.recorded
    expect(recordedIn('2026-10-10T00:00Z')).toBe('whole')
    expect(recordedIn('2026-10-09T00:00Z')).toBe('part')
  })

  test('IN11 a month without a record before an interruption’s end is not recorded', () => {
    const records = [
      record('2026-07', '2026-01-01', ['2026-07-02T08:00Z'], []),
      record('2026-10', '2026-10-20', ['2026-10-21T08:00Z'], ['2026-10-02T08:00Z'])
    ]
    const { months } = countFill(records, { ...ask, zone: 'UTC', months: ['2026-06', '2026-08'] })
    expect(months.map(({ month, recorded }) => [month, recorded])).toEqual([
      ['2026-06', 'whole'],
      ['2026-07', 'whole'],
      ['2026-08', 'none'],
      ['2026-10', 'part']
    ])
  })

  test('IN11 without a record nothing is recorded', () => {
    expect(countFill([], { ...ask, months: ['2026-10'] }).months).toEqual([
      { month: '2026-10', booked: 0, offered: 0, recorded: 'none' }
    ])
  })
})
