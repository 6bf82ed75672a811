import { SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFeed } from '../support/feed-reader.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { passwordOf, type SignedIn, startTestServer, type TestServer } from '../support/test-server.ts'

const secret = 'the secret of these tests, long enough'
const dayMs = 24 * 60 * 60_000

let test: TestServer
let anonymous: Ask
let userId: string

async function start(options: Parameters<typeof startTestServer>[0] = {}): Promise<void> {
  test = await startTestServer({ ...options, settings: { secret } })
  anonymous = createClient(test.url)
  userId = await test.addAccount('stan', 'student')
}
beforeEach(() => start())
afterEach(() => test.remove())

const renew = async (renewalToken: string) => anonymous('POST', '/_session/renew', { renewalToken })
const renewalOf = async (renewalToken: string) => {
  const answer = await renew(renewalToken)
  expect(answer.status).toBe(200)
  return answer.json as unknown as SignedIn
}
const statusOf = async (token: string) => (await createClient(test.url, bearer(token))('GET', '/slots')).status
const listSignIns = async (token: string) =>
  (await createClient(test.url, bearer(token))('GET', '/_account/sign-ins')).json['signIns'] as {
    readonly id: string
    readonly agent: string
    readonly isThisDevice: boolean
  }[]

describe('signing out', () => {
  it('ends the token, the renewal token and the feeds of that device, and no other device', async () => {
    const [here, there] = [await test.signIn('stan'), await test.signIn('stan')]
    const feed = await openFeed(
      `${test.url}/slots/_changes?feed=continuous&since=now&heartbeat=60000`,
      bearer(here.token)
    )

    expect((await createClient(test.url, bearer(here.token))('DELETE', '/_session')).status).toBe(200)

    while ((await feed.next()) !== undefined);
    expect([await statusOf(here.token), await statusOf(there.token)]).toEqual([401, 200])
    expect((await renew(here.renewalToken)).json).toMatchObject({ reason: 'needs-sign-in' })
    test = await test.restart()
    anonymous = createClient(test.url)
    expect((await renew(here.renewalToken)).status).toBe(401)
    await renewalOf(there.renewalToken)
  })

  it('works with a token that has expired, and with the renewal token', async () => {
    const [first, second] = [await test.signIn('stan'), await test.signIn('stan')]
    test.clock.now += dayMs
    await createClient(test.url, bearer(first.token))('DELETE', '/_session')
    await createClient(test.url, bearer(second.renewalToken))('DELETE', '/_session')

    expect([(await renew(first.renewalToken)).status, (await renew(second.renewalToken)).status]).toEqual([401, 401])
  })
})

describe('signing out while the server is out of reach', () => {
  it('is told later by the device token, which opens nothing else', async () => {
    const { deviceToken, token } = (await test.signIn('stan')) as SignedIn & { readonly deviceToken: string }
    expect(await statusOf(deviceToken)).toBe(401)
    await createClient(test.url, bearer(deviceToken))('DELETE', '/_session')
    expect(await statusOf(token)).toBe(401)
  })
})

describe('renewing', () => {
  it('accepts the former token weeks after a lost answer', async () => {
    const { renewalToken } = await test.signIn('stan')
    await renew(renewalToken)
    test.clock.now += 30 * dayMs
    const { token } = await renewalOf(renewalToken)
    expect(await statusOf(token)).toBe(200)
  })

  it('takes two windows that renew at once for no theft', async () => {
    const { renewalToken } = await test.signIn('stan')
    const both = await Promise.all([renewalOf(renewalToken), renewalOf(renewalToken)])
    for (const { token, renewalToken: next } of both) {
      expect(await statusOf(token)).toBe(200)
      await renewalOf(next)
    }
  })

  it('ends the sign-in when an old renewal token is used after its successor', async () => {
    const [copied, other] = [await test.signIn('stan'), await test.signIn('stan')]
    const first = await renewalOf(copied.renewalToken)
    const second = await renewalOf(first.renewalToken)

    expect((await renew(copied.renewalToken)).status).toBe(401)

    expect([await statusOf(second.token), await statusOf(other.token)]).toEqual([401, 200])
    expect((await renew(second.renewalToken)).status).toBe(401)
  })
})

describe('tokens of version 0.1.0, which name no sign-in', () => {
  const sign = (purpose: string, signedInAt: number) =>
    new SignJWT({ ver: 0, sat: signedInAt })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer('coachdesk')
      .setAudience(`coachdesk-${purpose}`)
      .setSubject(userId)
      .setIssuedAt(Math.floor(signedInAt / 1_000))
      .setExpirationTime(Math.floor((signedInAt + 60 * dayMs) / 1_000))
      .sign(new TextEncoder().encode(secret))

  it('hold, and are recorded when they are renewed', async () => {
    const signedInAt = test.clock.now - dayMs
    expect(await statusOf(await sign('access', signedInAt))).toBe(200)
    const { token } = await renewalOf(await sign('renewal', signedInAt))

    expect(await listSignIns(token)).toMatchObject([{ isThisDevice: true }])
  })

  it('can be signed out for good', async () => {
    const [access, renewal] = [await sign('access', test.clock.now), await sign('renewal', test.clock.now)]
    await createClient(test.url, bearer(access))('DELETE', '/_session')

    expect([await statusOf(access), (await renew(renewal)).status]).toEqual([401, 401])
  })
})

describe('the list of sign-ins', () => {
  it('shows one’s own devices, each of which can be ended', async () => {
    await test.addAccount('sara', 'student')
    const [here, there, foreign] = [await test.signIn('stan'), await test.signIn('stan'), await test.signIn('sara')]
    const list = await listSignIns(here.token)
    const other = list.find(({ isThisDevice }) => !isThisDevice)
    const [ofSara] = await listSignIns(foreign.token)
    const ask = createClient(test.url, bearer(here.token))

    expect(list).toHaveLength(2)
    expect((await ask('DELETE', `/_account/sign-ins/${ofSara?.id}`)).status).toBe(404)
    expect((await ask('DELETE', `/_account/sign-ins/${other?.id}`)).status).toBe(200)
    expect((await ask('DELETE', `/_account/sign-ins/${other?.id}`)).status).toBe(404)
    expect([await statusOf(here.token), await statusOf(there.token), await statusOf(foreign.token)]).toEqual([
      200, 401, 200
    ])
  })

  it('holds after a new password the one device that gave it', async () => {
    const [here] = [await test.signIn('stan'), await test.signIn('stan')]
    const changed = await createClient(test.url, bearer(here.token))('PUT', '/_account/password', {
      currentPassword: passwordOf('stan'),
      newPassword: 'another password'
    })
    expect(await listSignIns(String(changed.json['token']))).toMatchObject([{ isThisDevice: true }])
  })

  it('forgets what has run out', async () => {
    await test.signIn('stan')
    test.clock.now += 61 * dayMs
    await test.server.signIns.purge(test.clock.now)
    const store = await test.server.databases.open('sign-ins')
    expect((await store.info()).docCount).toBe(0)
  })
})

describe('guesses from elsewhere', () => {
  const attemptLimits = { windowMs: 15 * 60_000, perAddress: 6, perName: 3 }

  it('lock a name out for strangers, and not for a device that signed in before', async () => {
    await test.remove()
    await start({ attemptLimits })
    const { deviceToken } = (await test.signIn('stan')) as unknown as { readonly deviceToken: string }
    for (let n = 0; n < 8; n += 1) await anonymous('POST', '/_session', { name: 'stan', password: `guess ${n}` })
    const signIn = (password: string, headers = {}) =>
      createClient(test.url, headers)('POST', '/_session', { name: 'stan', password })

    expect((await signIn(passwordOf('stan'))).status).toBe(429)
    expect((await signIn(passwordOf('stan'), bearer(deviceToken))).status).toBe(200)
    const guesses = []
    for (let n = 0; n < 4; n += 1) guesses.push((await signIn(`guess ${n}`, bearer(deviceToken))).status)
    expect(guesses).toEqual([401, 401, 401, 429])
  })

  it('cannot use the device of another account', async () => {
    await test.remove()
    await start({ attemptLimits })
    await test.addAccount('mallory', 'student')
    const { deviceToken } = (await test.signIn('mallory')) as unknown as { readonly deviceToken: string }
    const statuses = []
    for (let n = 0; n < 5; n += 1) {
      const guess = { name: 'stan', password: `guess ${n}` }
      statuses.push((await createClient(test.url, bearer(deviceToken))('POST', '/_session', guess)).status)
    }
    expect(statuses).toEqual([401, 401, 401, 429, 429])
  })

  it('from an address over its limit lock nobody out', async () => {
    await test.remove()
    await start({ attemptLimits: { ...attemptLimits, perName: 2 }, settings: { secret } })
    for (let n = 0; n < 20; n += 1) await anonymous('POST', '/_session', { name: `name-${n}`, password: 'guess' })
    for (let n = 0; n < 5; n += 1) await anonymous('POST', '/_session', { name: 'stan', password: 'guess' })
    test.clock.now += 1
    expect(test.server.attempts.count({ address: '192.0.2.9', name: 'stan' })).toBeUndefined()
  })
})
