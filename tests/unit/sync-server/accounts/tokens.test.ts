import { expect, it } from 'vitest'
import type { Account } from '#domain/model/account.ts'
import { accessTokenMs, createTokens } from '#server/accounts/tokens.ts'

const start = Date.UTC(2027, 2, 1, 8)
const account: Account = {
  id: 'u0123456789abcdef0123456789abcd',
  name: 'cara',
  role: 'coach',
  displayName: 'Cara',
  phone: '+41446681800',
  zone: 'Europe/Zurich',
  passwordHash: '',
  tokenVersion: 3,
  disabled: false,
  isAdmin: false,
  createdAt: start
}
const signIn = { id: 's0123456789', createdAt: start, generation: 4 }
const createWorld = () => {
  const clock = { now: start }
  return { clock, tokens: createTokens('a secret of thirty-two characters', () => clock.now) }
}

it('a token says the same each time it is shown', async () => {
  const { clock, tokens } = createWorld()
  const { token, expiresAt } = await tokens.issue(account, signIn)
  const first = await tokens.verify(token, 'access')
  clock.now = expiresAt - 1
  expect(first).toEqual({
    userId: account.id,
    version: 3,
    signedInAt: start,
    expiresAt: start + accessTokenMs,
    signInId: signIn.id,
    generation: 4
  })
  expect(await tokens.verify(token, 'access')).toEqual(first)
})

it.for([true, false])('a token that was accepted before (%s) is refused from its end on', async wasSeen => {
  const { clock, tokens } = createWorld()
  const { token, expiresAt } = await tokens.issue(account, signIn)
  if (wasSeen) await tokens.verify(token, 'access')
  clock.now = expiresAt
  expect(await tokens.verify(token, 'access')).toBeUndefined()
})

it('a token that was accepted for one purpose is refused for the other', async () => {
  const { tokens } = createWorld()
  const { token, renewalToken } = await tokens.issue(account, signIn)
  expect(await tokens.verify(token, 'access')).toBeDefined()
  expect(await tokens.verify(renewalToken, 'renewal')).toBeDefined()
  expect(await tokens.verify(token, 'renewal')).toBeUndefined()
  expect(await tokens.verify(renewalToken, 'access')).toBeUndefined()
})

it('a token of another server is refused', async () => {
  const { clock, tokens } = createWorld()
  const other = createTokens('another secret of thirty-two chars', () => clock.now)
  const { token } = await other.issue(account, signIn)
  expect(await tokens.verify(token, 'access')).toBeUndefined()
})

it('a device token says for whom it was given, and opens nothing', async () => {
  const { clock, tokens } = createWorld()
  const { deviceToken, token } = await tokens.issue(account, signIn)
  clock.now = start + 400 * 24 * 60 * 60_000

  expect(await tokens.readDevice(deviceToken)).toEqual({ userId: account.id, deviceId: signIn.id })
  expect(await tokens.readDevice(token)).toBeUndefined()
  expect(await tokens.verify(deviceToken, 'access')).toBeUndefined()
  expect(await tokens.verify(deviceToken, 'renewal')).toBeUndefined()
})

it('an expired token still says which sign-in it belongs to, a forged one does not', async () => {
  const { clock, tokens } = createWorld()
  const { token } = await tokens.issue(account, signIn)
  clock.now = start + 400 * 24 * 60 * 60_000

  expect(await tokens.readExpired(token)).toMatchObject({ signInId: signIn.id })
  expect(await tokens.readExpired(`${token}x`)).toBeUndefined()
})
