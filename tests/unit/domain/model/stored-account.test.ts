import { describe, expect, it } from 'vitest'
import { accountSchema, storedAccountSchema } from '#domain/model/account.ts'

const stored = {
  id: 'u000000000000',
  name: 'ada',
  role: 'coach',
  displayName: 'Ada',
  phone: '+41446681800',
  zone: 'Europe/Zurich',
  passwordHash: 'x',
  tokenVersion: 0,
  disabled: false,
  createdAt: 1
}

describe('an account as an earlier version stored it', () => {
  it('AC3 has no right to administer but that of the former role, which is no role any more', () => {
    expect(storedAccountSchema.parse(stored)).toEqual({ ...stored, isAdmin: false })
    expect(storedAccountSchema.parse({ ...stored, role: 'admin' })).toEqual({ ...stored, role: 'none', isAdmin: true })
  })

  it('is read as it is once it was stored by this version', () => {
    const today = { ...stored, isAdmin: true }
    expect(storedAccountSchema.parse(today)).toEqual(today)
    expect(accountSchema.safeParse(stored).success).toBe(false)
    expect(storedAccountSchema.safeParse('text').success).toBe(false)
  })
})
