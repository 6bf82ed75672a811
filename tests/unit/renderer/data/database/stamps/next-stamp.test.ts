import { expect, it } from 'vitest'
import { nextStamp } from '#renderer/data/database/stamps/next-stamp.ts'

const noon = Date.UTC(2027, 2, 1, 12)

it('MG15 a stamp is the clock’s time where that is above all stamps before', () => {
  expect(nextStamp(noon, noon - 1)).toBe(noon)
  expect(nextStamp(noon + 0.123_456, 0)).toBe(noon + 0.12)
})

it('MG15 a stamp is the next number where the clock was set back', () => {
  expect(nextStamp(noon - 3_600_000, noon)).toBe(noon + 0.01)
  expect(nextStamp(-1, 0)).toBe(1)
})

it('MG15 a stamp is above the one before, however many there are', () => {
  let last = noon
  for (let n = 0; n < 10_000; n += 1) {
    const next = nextStamp(0, last)
    expect(next).toBeGreaterThan(last)
    last = next
  }
  expect(last).toBe(noon + 100)
})
