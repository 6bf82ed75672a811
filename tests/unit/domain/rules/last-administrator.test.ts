import { describe, expect, it } from 'vitest'
import type { Account } from '#domain/model/account.ts'
import { isLastAdministrator } from '#domain/rules/last-administrator.ts'

const build = (id: string, isAdmin: boolean, disabled = false): Account => ({
  id,
  name: id,
  role: 'coach',
  isAdmin,
  displayName: id,
  phone: '+41446681800',
  zone: 'Europe/Zurich',
  passwordHash: 'x',
  tokenVersion: 0,
  disabled,
  createdAt: 1
})
const ada = build('ada', true)
const carla = build('carla', false)

describe('the last administrator', () => {
  const others: readonly (readonly [string, readonly Account[], boolean])[] = [
    ['nobody else administers', [ada, carla], true],
    ['the other administrator is disabled', [ada, build('bob', true, true)], true],
    ['another one administers', [ada, build('bob', true)], false]
  ]
  it.each(others)('AC5 can go or not: %s', (_when, all, isLast) => {
    expect(isLastAdministrator(ada, { ...ada, isAdmin: false }, all)).toBe(isLast)
    expect(isLastAdministrator(ada, { ...ada, disabled: true }, all)).toBe(isLast)
  })

  it('AC5 may change everything else, and whoever administers nothing may be disabled', () => {
    expect(isLastAdministrator(ada, { ...ada, role: 'none', tokenVersion: 1 }, [ada])).toBe(false)
    expect(isLastAdministrator(carla, { ...carla, disabled: true }, [carla])).toBe(false)
    const disabled = build('ada', true, true)
    expect(isLastAdministrator(disabled, { ...disabled, isAdmin: false }, [disabled])).toBe(false)
  })
})
