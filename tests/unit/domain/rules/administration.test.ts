import { describe, expect, test } from 'vitest'
import { isPasswordRecent, passwordHoldsMs } from '#domain/rules/administration.ts'

describe('a password for acts of an administrator', () => {
  const now = 1_000_000_000
  test.each([
    ['it was typed right now', now, true],
    ['a millisecond is left', now - passwordHoldsMs + 1, true],
    ['ten minutes are over', now - passwordHoldsMs, false],
    ['nobody knows when', undefined, false],
    ['the clock was set back since', now + 1, false]
  ] as const)('AC7 holds or not: %s', (_, enteredAt, isRecent) => {
    expect(isPasswordRecent(enteredAt, now)).toBe(isRecent)
  })
})
