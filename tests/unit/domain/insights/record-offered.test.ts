import { describe, expect, test } from 'vitest'
import { recordBreaks, recordStarted } from '#domain/insights/record-offered.ts'
import { type OfferedMonth, offeredMonthSchema } from '#domain/model/offered.ts'
import type { Slot } from '#domain/model/slot.ts'
import { buildSlot } from '../builders.ts'

const at = (text: string) => Date.parse(text)
const since = at('2026-09-15T00:00Z')
const now = at('2026-11-10T12:00Z')
const slot = (startsAt: string, status: Slot['status']) => buildSlot({ startsAt: at(startsAt), status })
const record = (month: string, more: Partial<OfferedMonth> = {}): OfferedMonth => ({
  id: `offered:${month}`,
  kind: 'offered',
  since,
  booked: [],
  open: [],
  ...more
})

describe('what is recorded of slots that have begun', () => {
  test('IN7 it goes into the month of UTC, booked and open apart; declined ones and those ahead are left out', () => {
    const slots = [
      slot('2026-11-10T12:00Z', 'booked'),
      slot('2026-10-31T23:55Z', 'open'),
      slot('2026-11-01T00:00Z', 'open'),
      slot('2026-11-02T08:00Z', 'declined'),
      slot('2026-11-10T12:05Z', 'open')
    ]
    const changed = recordStarted([], slots, { since, now })
    expect(changed).toEqual([
      record('2026-11', { booked: [at('2026-11-10T12:00Z')], open: [at('2026-11-01T00:00Z')] }),
      record('2026-10', { open: [at('2026-10-31T23:55Z')] })
    ])
    for (const one of changed) expect(offeredMonthSchema.safeParse(one).success).toBe(true)
  })

  test('IN9 a second time changes nothing, and what is gone by then stays recorded', () => {
    const slots = [slot('2026-11-02T08:00Z', 'booked'), slot('2026-11-03T08:00Z', 'open')]
    const once = recordStarted([], slots, { since, now })
    expect(recordStarted(once, slots, { since, now })).toEqual([])
    expect(recordStarted(once, [], { since, now })).toEqual([])
  })

  test('IN9 what is ahead of a clock that was set right goes, and is recorded as it is at its time', () => {
    const early = [
      record('2026-11', { booked: [at('2026-11-09T08:00Z')], open: [at('2026-11-11T08:00Z'), at('2026-11-12T08:00Z')] })
    ]
    const right = recordStarted(early, [], { since, now })
    expect(right).toEqual([record('2026-11', { booked: [at('2026-11-09T08:00Z')] })])
    const later = { since, now: at('2026-11-12T09:00Z') }
    expect(recordStarted(right, [slot('2026-11-12T08:00Z', 'booked')], later)).toEqual([
      record('2026-11', { booked: [at('2026-11-09T08:00Z'), at('2026-11-12T08:00Z')] })
    ])
  })

  test('IN10 what began before recording did is left out, also by a record that begins later than others', () => {
    const late = record('2026-11', { since: at('2026-11-05T00:00Z') })
    const slots = [
      slot('2026-09-14T08:00Z', 'open'),
      slot('2026-11-04T08:00Z', 'open'),
      slot('2026-11-05T00:00Z', 'open')
    ]
    expect(recordStarted([late], slots, { since, now })).toEqual([{ ...late, open: [at('2026-11-05T00:00Z')] }])
  })

  test('IN7 a record takes ascending starts alone, each once, of a month that there is', () => {
    const accepts = (more: Partial<OfferedMonth>) => offeredMonthSchema.safeParse(record('2026-11', more)).success
    expect(accepts({ open: [1, 2] })).toBe(true)
    expect(accepts({ open: [2, 1] })).toBe(false)
    expect(accepts({ booked: [1, 1] })).toBe(false)
    expect(accepts({ id: 'offered:2026-13' })).toBe(false)
  })
})

describe('what an interruption leaves', () => {
  const until = at('2026-11-20T00:00Z')
  const later = record('2026-12', { since: until })

  test('IN10 months that were not over count from its end on, and that one has a record', () => {
    const stored = [record('2026-09', { open: [since] }), record('2026-10', { open: [at('2026-10-03T08:00Z')] })]
    const breaks = [{ from: at('2026-10-25T00:00Z'), until }]
    expect(recordBreaks(stored, breaks)).toEqual([
      { ...record('2026-10', { open: [at('2026-10-03T08:00Z')] }), since: until },
      record('2026-11', { since: until })
    ])
  })

  test('IN10 what was recorded after it is as it is, and nothing is told twice', () => {
    const breaks = [{ from: at('2026-10-25T00:00Z'), until }]
    expect(recordBreaks([], breaks)).toEqual([])
    expect(recordBreaks([later], breaks)).toEqual([])
    const told = [record('2026-09'), ...recordBreaks([record('2026-10')], breaks)]
    expect(recordBreaks([...told, later], breaks)).toEqual([])
  })

  test('IN10 of two interruptions the months between them stay whole', () => {
    const breaks = [
      { from: at('2026-09-20T00:00Z'), until: at('2026-09-25T00:00Z') },
      { from: at('2026-11-19T00:00Z'), until }
    ]
    const between = record('2026-10', { since: at('2026-09-25T00:00Z'), open: [at('2026-10-03T08:00Z')] })
    const stored = [record('2026-09', { since: at('2026-09-25T00:00Z') }), between]
    expect(recordBreaks(stored, breaks)).toEqual([record('2026-11', { since: until })])
  })
})
