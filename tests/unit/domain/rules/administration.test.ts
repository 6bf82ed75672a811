import { describe, expect, test } from 'vitest'
import {
  isPasswordRecent,
  leavesNothing,
  needsWordAboutSessions,
  passwordHoldsMs,
  type Rights
} from '#domain/rules/administration.ts'

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

describe('rights that change', () => {
  const coach: Rights = { role: 'coach', isAdmin: false, disabled: false }
  test.each([
    [coach, { ...coach, disabled: true }, true],
    [coach, { ...coach, role: 'none', isAdmin: true }, true],
    [coach, { ...coach, role: 'student' }, true],
    [coach, { ...coach, isAdmin: true }, false],
    [{ ...coach, disabled: true }, { ...coach, role: 'student', disabled: true }, false],
    [{ ...coach, role: 'student' }, { ...coach, role: 'student', disabled: true }, false],
    [{ ...coach, disabled: true }, coach, false]
  ] as const)('AC9 from %j to %j asks for a word about sessions: %s', (before, after, isNeeded) => {
    expect(needsWordAboutSessions(before, after)).toBe(isNeeded)
  })

  test.each([
    [coach, false],
    [{ ...coach, role: 'none' }, true],
    [{ ...coach, role: 'none', isAdmin: true }, false]
  ] as const)('AC9 %j leaves nothing to do: %s', (rights, isNothing) => {
    expect(leavesNothing(rights)).toBe(isNothing)
  })
})
