import { expect, test } from 'vitest'
import { readChosenRange, writeRange } from '#renderer/features/insights/model/chosen-range.ts'

const today = '2026-11-18'
const read = (query: string) => readChosenRange(new URLSearchParams(query), today)

test('the address says which sessions are counted, and nonsense in it is the usual range', () => {
  expect(read('range=last-year')).toEqual({ name: 'last-year', dates: { from: '2025-01-01', to: '2025-12-31' } })
  expect(read('range=all')).toEqual({ name: 'all', dates: undefined })
  expect(read('from=2026-02-01&to=2026-02-03')).toEqual({
    name: 'own',
    dates: { from: '2026-02-01', to: '2026-02-03' }
  })
  const usual = { name: 'year-back', dates: { from: '2025-12-01', to: '2026-11-30' } }
  const odd = ['', 'range=own', 'range=x', 'from=2026-02-30&to=2026-03-01', 'from=0001-01-01&to=2026-01-01']
  expect(odd.map(read)).toEqual(odd.map(() => usual))
})

test('days of one’s own begin with those that are shown', () => {
  const write = (...args: Parameters<typeof writeRange>) => writeRange(...args).toString()
  expect(write('this-year', undefined, today)).toBe('range=this-year')
  expect(write('own', { from: '2026-01-01', to: '2026-12-31' }, today)).toBe('from=2026-01-01&to=2026-12-31')
  expect(write('own', undefined, today)).toBe(`from=${today}&to=${today}`)
})
