import { expect, it } from 'vitest'
import { createCredentials } from '#renderer/data/account/credentials.ts'
import { comparePassword, createPasswordCheck, defaultPasswordRounds } from '#renderer/data/account/password-check.ts'
import { createPendingSignOuts } from '#renderer/data/account/pending-sign-outs.ts'
import { createRememberedAccounts } from '#renderer/data/account/remembered-accounts.ts'
import { createKeyValueVault } from '#renderer/data/account/token-vault.ts'
import type { KeyValueStore } from '#renderer/contract/application.ts'
import type { Result } from '#renderer/data/http/failure.ts'
import type { SignedInAnswer } from '#domain/wire/sign-in.ts'
import type { SignInApi } from '#renderer/data/http/sign-in-api.ts'

function createStore(values = new Map<string, string>()): KeyValueStore {
  return {
    getItem: key => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: key => void values.delete(key)
  }
}

const randomBytes = (length: number) => new Uint8Array(length).fill(7)

it('a password is told from others, and what is kept does not contain it', async () => {
  const check = await createPasswordCheck('correct horse', defaultPasswordRounds, randomBytes)
  expect(defaultPasswordRounds).toBeGreaterThanOrEqual(600_000)
  expect(await comparePassword('correct horse', check)).toBe('same')
  expect(await comparePassword('correct horsf', check)).toBe('other')
  expect(JSON.stringify(check)).not.toContain('horse')
})

const typedForms = [
  ['composed', 'P\u00e4ssw\u00f6rt-2026'],
  ['decomposed', 'Pa\u0308sswo\u0308rt-2026'],
  [
    'in full width',
    'P\u00e4ssw\u00f6rt-2026'.replaceAll(/[!-~]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
  ]
] as const
const pairs = typedForms.flatMap(([first, one]) =>
  typedForms.map(([second, two]) => [first, second, one, two] as const)
)

it.each(pairs)('PW1 a password set %s is the same one typed %s', async (_first, _second, set, typed) => {
  expect(await comparePassword(typed, await createPasswordCheck(set, 10, randomBytes))).toBe('same')
})

/** As version 0.1.0 made it: of the letters as they were typed. */
async function createOldCheck(typed: string) {
  const check = await createPasswordCheck('', 10, randomBytes)
  const salt = Uint8Array.from(check.salt.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(typed), 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 10 }, key, 256)
  return { ...check, hash: Buffer.from(bits).toString('hex') }
}

it.each(pairs)('PW2 a check that 0.1.0 made of it %s knows it typed %s', async (_first, _second, set, typed) => {
  const isNormal = set === set.normalize('NFKC')
  expect(await comparePassword(typed, await createOldCheck(set))).toBe(isNormal ? 'same' : 'outdated')
  expect(await comparePassword(`${typed}!`, await createOldCheck(set))).toBe('other')
})

it('the same password with another salt gives another hash', async () => {
  const first = await createPasswordCheck('x', 10, length => new Uint8Array(length).fill(1))
  const second = await createPasswordCheck('x', 10, length => new Uint8Array(length).fill(2))
  expect(first.hash).not.toBe(second.hash)
})

it('an entry that cannot be read hides no other', () => {
  const good = {
    key: 'student1@https://x',
    serverUrl: 'https://x',
    userId: 'student1',
    name: 'sam',
    displayName: 'Sam',
    role: 'student',
    zone: 'UTC',
    signedIn: true,
    passwordCheck: { algorithm: 'PBKDF2-SHA-256', rounds: 1, salt: '', hash: '' }
  }
  const values = new Map([['coachdesk.accounts', JSON.stringify([{ from: 'the future' }, good])]])
  // Stored before there was a right to administer, and before a first visit was one.
  expect(createRememberedAccounts(createStore(values)).list()).toEqual([
    { ...good, isAdmin: false, isFirstVisit: false }
  ])
  values.set('coachdesk.accounts', '{ broken')
  expect(createRememberedAccounts(createStore(values)).list()).toEqual([])
})

const signedIn = (token: string): Result<SignedInAnswer> => ({
  ok: true,
  value: {
    token,
    expiresAt: 2,
    renewalToken: `renews ${token}`,
    renewableUntil: 3,
    name: 'sam',
    roles: ['student'],
    userId: 'student1',
    displayName: 'Sam',
    zone: 'UTC'
  }
})

it('however many requests find their token refused, one renewal is sent', async () => {
  const sent: string[] = []
  const api = {
    renew: (renewalToken: string) => {
      sent.push(renewalToken)
      return Promise.resolve(signedIn('new'))
    }
  } as unknown as SignInApi
  const credentials = createCredentials('key', createKeyValueVault(createStore()), api)
  await credentials.adopt({ token: 'old', renewalToken: 'renews old' })
  const { signal } = new AbortController()
  const renewed = await Promise.all([1, 2, 3].map(() => credentials.renew('old', signal)))
  expect(renewed).toEqual(Array.from({ length: 3 }, () => ({ ok: true, value: 'new' })))
  // A late one, whose request went out before: answered without the network.
  expect(await credentials.renew('old', signal)).toEqual({ ok: true, value: 'new' })
  expect(sent).toEqual(['renews old'])
  expect(await credentials.load()).toBe('new')
})

it('without a token there is nothing to renew', async () => {
  const credentials = createCredentials('key', createKeyValueVault(createStore()), {} as SignInApi)
  expect(await credentials.load()).toBeUndefined()
  const renewed = await credentials.renew('old', new AbortController().signal)
  expect(renewed).toEqual({ ok: false, failure: { kind: 'needs-sign-in' } })
})

it('a sign-out that no server heard of is told later, with a token that opens nothing, and told once', async () => {
  const pending = createPendingSignOuts(createStore())
  pending.add({ serverUrl: 'https://a', deviceToken: 'laptop at a' })
  pending.add({ serverUrl: 'https://b', deviceToken: 'laptop at b' })
  const told: string[] = []
  const reach = (isReachable: (serverUrl: string) => boolean) =>
    pending.send((serverUrl, token): Promise<Result<unknown>> => {
      if (!isReachable(serverUrl)) return Promise.resolve({ ok: false, failure: { kind: 'offline', detail: '' } })
      told.push(token)
      return Promise.resolve({ ok: true, value: {} })
    })

  await reach(() => false)
  expect(told).toEqual([])
  await reach(serverUrl => serverUrl === 'https://b')
  await reach(() => true)
  await reach(() => true)
  expect(told).toEqual(['laptop at b', 'laptop at a'])
})

it('a device keeps the newest token that it shows at its next sign-in', async () => {
  const kept: (string | undefined)[] = []
  const credentials = createCredentials('key', createKeyValueVault(createStore()), {} as SignInApi, said =>
    kept.push(said.deviceToken)
  )
  await credentials.adopt({ token: 't', renewalToken: 'r', deviceToken: 'd' })
  await credentials.adopt({ token: 't', renewalToken: 'r' })
  expect(kept).toEqual(['d', undefined])
})
