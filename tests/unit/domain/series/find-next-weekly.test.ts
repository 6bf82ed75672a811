import { describe, expect, test } from 'vitest'
import { findNextWeekly } from '#domain/series/find-next-weekly.ts'
import { dayMs, hourMs } from '../builders.ts'
import { weekMs } from './series-dates.ts'

describe('the next date of the same weekday', () => {
  const zone = 'Europe/Berlin'
  test('SR1 is a week after the session, on the clock, and never past', () => {
    // 18:00 in Berlin, the week before the end of summer time.
    const session = Date.UTC(2026, 9, 20, 16)
    const next = session + weekMs + hourMs
    expect(findNextWeekly(session, zone, session - 30 * dayMs)).toBe(next)
    expect(findNextWeekly(session, zone, session + 2 * hourMs)).toBe(next)
    expect(findNextWeekly(session, zone, next - 1)).toBe(next)
    expect(findNextWeekly(session, zone, next)).toBe(next + weekMs)
    expect(findNextWeekly(session, zone, session + 20 * weekMs)).toBe(session + 20 * weekMs + hourMs)
  })
})
