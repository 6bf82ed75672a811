import { expect, it } from 'vitest'
import { moveSweepLine, parseSweepLine } from '#server/bookings/sweep-line.ts'

const dayMs = 86_400_000
const now = Date.UTC(2027, 2, 1, 8)
const sound = (at: number) => ({ now: at, certain: at })

it('CK3 the line begins 30 days back, from what is certain', () => {
  expect(moveSweepLine(undefined, sound(now))?.line).toBe(now - 30 * dayMs)
  expect(moveSweepLine(undefined, { now: now + 200 * dayMs, certain: now })?.line).toBe(now - 30 * dayMs)
})

it('CK3 the line follows the clock, and moves by two days at most', () => {
  const stored = { line: now - 30 * dayMs, movedAt: now }
  expect(moveSweepLine(stored, sound(now + dayMs))?.line).toBe(now - 29 * dayMs)
  expect(moveSweepLine(stored, sound(now + 200 * dayMs))?.line).toBe(now - 28 * dayMs)
})

it('CK3 the line moves once a day, however often the server is started', () => {
  const stored = { line: now - 30 * dayMs, movedAt: now }
  expect(moveSweepLine(stored, sound(now + dayMs / 2))).toBeUndefined()
  expect(moveSweepLine(stored, sound(now))).toBeUndefined()
})

it('CK3 the line goes back with a clock that was ahead', () => {
  const stored = { line: now + 10 * dayMs, movedAt: now + 200 * dayMs }
  expect(moveSweepLine(stored, sound(now))).toEqual({ line: now - 30 * dayMs, movedAt: now })
})

it('CK3 a stored line that cannot be understood counts for nothing', () => {
  expect(parseSweepLine(undefined)).toBeUndefined()
  expect(parseSweepLine({ line: 'x', movedAt: 1 })).toBeUndefined()
})
