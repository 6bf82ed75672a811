import { describe, expect, test } from 'vitest'
import { listSeriesStarts } from '#domain/series/list-series-starts.ts'
import { isOffered, planSeries } from '#domain/series/plan-series.ts'
import { buildSlot, coachId, start } from '../builders.ts'

describe('a plan before anything is sent', () => {
  const starts = listSeriesStarts(start, 4, 'Europe/Berlin')
  const open = buildSlot()
  const parts = {
    coachId,
    findSlot: (id: string) => (id === open.id ? open : undefined),
    findReason: ({ startsAt }: { readonly startsAt: number }) =>
      startsAt === starts[2]?.startsAt ? ('daily-cap' as const) : undefined
  }

  test('SR6 a date without a slot says so, and a claim makes none', () => {
    const plan = planSeries(starts, parts)
    expect(plan.map(({ state }) => state)).toEqual([
      { kind: 'open' },
      { kind: 'no-slot' },
      { kind: 'refused', reason: 'daily-cap' },
      { kind: 'no-slot' }
    ])
    expect(plan.map(isOffered)).toEqual([true, false, false, false])
  })

  test('SR6 a coach may have the slot made, where a slot may be', () => {
    const findMakingReason = ({ startsAt }: { readonly startsAt: number }) =>
      startsAt === starts[3]?.startsAt ? ('slot-overlaps' as const) : undefined
    expect(planSeries(starts, { ...parts, findMakingReason }).map(({ state }) => state)).toEqual([
      { kind: 'open' },
      { kind: 'makes-slot' },
      { kind: 'refused', reason: 'daily-cap' },
      { kind: 'refused', reason: 'slot-overlaps' }
    ])
  })
})
