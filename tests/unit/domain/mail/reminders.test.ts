import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDueReminder } from '#domain/mail/reminders.ts'
import { dayMs, hourMs, minuteMs } from '#domain/time/durations.ts'

const booking = (startsAt: number, claimedAt: number) => ({ state: 'confirmed' as const, startsAt, claimedAt })
const start = 100 * dayMs

describe('a reminder', () => {
  it('ML7 is due from its time on and until the start, once for each time, whenever anybody looks', () => {
    const times = fc.uniqueArray(fc.integer({ min: 5, max: 20_160 }), { minLength: 1, maxLength: 3 })
    const looks = fc.array(fc.integer({ min: 0, max: 30 * 24 * 60 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(times, looks, fc.integer({ min: 0, max: 20_160 }), (minutesBefore, minutes, bookedBefore) => {
        const claimedAt = start - bookedBefore * minuteMs
        const told = new Set<string>()
        for (const minute of minutes.toSorted((a, b) => a - b)) {
          const now = start - 20_160 * minuteMs + minute * minuteMs
          if (now < claimedAt) continue
          const found = findDueReminder(booking(start, claimedAt), { now, minutesBefore, since: 0 })
          if (found === undefined || told.has(found.key)) continue
          told.add(found.key)
          expect(now).toBeGreaterThanOrEqual(found.dueAt)
          expect(now).toBeLessThan(start)
          // It was booked before that.
          expect(found.dueAt).toBeGreaterThan(claimedAt)
        }
        const possible = minutesBefore.filter(before => start - before * minuteMs > claimedAt)
        expect(told.size).toBeLessThanOrEqual(possible.length)
      })
    )
  })

  it('ML7 that was due twice while nobody looked is told once, by its last time', () => {
    const found = findDueReminder(booking(start, 0), {
      now: start - hourMs,
      minutesBefore: [2 * 24 * 60, 24 * 60, 120],
      since: 0
    })
    expect(found?.dueAt).toBe(start - 2 * hourMs)
  })

  it('ML7 is none of a time that was chosen too late, nor for a session that was called off', () => {
    const times = { now: start - hourMs, minutesBefore: [120] }
    expect(findDueReminder(booking(start, 0), { ...times, since: start - 90 * minuteMs })).toBeUndefined()
    expect(findDueReminder({ ...booking(start, 0), state: 'cancelled' }, { ...times, since: 0 })).toBeUndefined()
    expect(findDueReminder(booking(start, start - 90 * minuteMs), { ...times, since: 0 })).toBeUndefined()
  })

  it('ML7 is another one once the session has moved', () => {
    const look = { now: start - hourMs, minutesBefore: [120], since: 0 }
    const move = {
      requestId: 'a',
      by: 'coach' as const,
      at: 5,
      reason: '',
      fromSlotId: 'a',
      toSlotId: 'b',
      reopenSlot: false
    }
    const before = findDueReminder(booking(start, 0), look)
    const after = findDueReminder({ ...booking(start, 0), moves: [move] }, look)
    expect(after?.key).not.toBe(before?.key)
  })
})
