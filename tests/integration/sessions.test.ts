import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ask, basic, bearer, createClient } from '../support/http-client.ts'
import { passwordOf, type SignedIn, startTestServer, type TestServer } from '../support/test-server.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

let test: TestServer
let anonymous: Ask

beforeEach(async () => {
  test = await startTestServer()
  await test.addAccount('stan', 'student')
  anonymous = createClient(test.url)
})
afterEach(() => test.remove())

const signInAs = (name: string, password: string) => anonymous('POST', '/_session', { name, password })
const statusWith = async (headers: Readonly<Record<string, string>>) =>
  (await createClient(test.url, headers)('GET', '/slots')).status
const reasonWith = async (headers: Readonly<Record<string, string>>) =>
  (await createClient(test.url, headers)('GET', '/slots')).json['reason']

describe('signing in', () => {
  it('gives CouchDB’s answer, a token with its times, and a cookie', async () => {
    const answer = await signInAs('Stan', passwordOf('stan'))

    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({
      ok: true,
      name: 'stan',
      isAdmin: false,
      roles: ['student'],
      displayName: 'Person stan',
      zone: 'Europe/Zurich',
      userId: expect.stringMatching(/^u[0-9a-f]{30}$/)
    })
    const { expiresAt, renewableUntil } = answer.json as unknown as SignedIn
    expect(expiresAt - test.clock.now).toBeGreaterThan(59 * minuteMs)
    expect(renewableUntil - test.clock.now).toBeGreaterThan(59 * dayMs)
    expect(answer.headers.get('set-cookie')).toMatch(/^AuthSession=[^;]+;.*HttpOnly;.*SameSite=Strict/)
    expect(answer.text).not.toContain('passwordHash')
  })

  it('says who one is, in CouchDB’s shape', async () => {
    const { token, userId } = await test.signIn('stan')
    expect((await anonymous('GET', '/_session')).json).toMatchObject({ ok: true, userCtx: { name: null, roles: [] } })
    expect((await createClient(test.url, bearer(token))('GET', '/_session')).json).toMatchObject({
      userCtx: { name: 'stan', roles: ['student'] },
      userId
    })
  })

  it('accepts Bearer, Basic and the session cookie', async () => {
    const { token } = await test.signIn('stan')
    expect(await statusWith(bearer(token))).toBe(200)
    expect(await statusWith(basic('stan', passwordOf('stan')))).toBe(200)
    expect(await statusWith({ cookie: `other=1; AuthSession=${token}` })).toBe(200)
  })

  it('answers an unknown name and a wrong password alike', async () => {
    const wrong = await signInAs('stan', 'not the password')
    const unknown = await signInAs('nobody', 'not the password')
    expect([wrong.status, wrong.text]).toEqual([unknown.status, unknown.text])
    expect(wrong.json).toEqual({ error: 'unauthorized', reason: 'invalid-credentials' })
  })

  it('signs out by taking the cookie back', async () => {
    const answer = await anonymous('DELETE', '/_session')
    expect(answer.json).toEqual({ ok: true })
    expect(answer.headers.get('set-cookie')).toMatch(/^AuthSession=;/)
  })

  it('lets a cookie be used by its own pages only', async () => {
    const { token } = await test.signIn('stan')
    const cookie = `AuthSession=${token}`
    expect(await statusWith({ cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await statusWith({ cookie, origin: test.url })).toBe(200)
  })
})

describe('tokens', () => {
  it('stop working after an hour and are renewed without the password until sixty days after the sign-in', async () => {
    const first = await test.signIn('stan')

    test.clock.now += 61 * minuteMs
    expect(await reasonWith(bearer(first.token))).toBe('invalid-token')
    const renewed = await anonymous('POST', '/_session/renew', { renewalToken: first.renewalToken })
    expect(renewed.status).toBe(200)
    const second = renewed.json as unknown as SignedIn
    expect(await statusWith(bearer(second.token))).toBe(200)
    expect(second.renewableUntil).toBe(first.renewableUntil)

    test.clock.now = first.renewableUntil + 1_000
    const late = await anonymous('POST', '/_session/renew', { renewalToken: second.renewalToken })
    expect([late.status, late.json['reason']]).toEqual([401, 'needs-sign-in'])
  })

  it('are not taken for one another', async () => {
    const { token, renewalToken } = await test.signIn('stan')
    expect(await statusWith(bearer(renewalToken))).toBe(401)
    expect((await anonymous('POST', '/_session/renew', { renewalToken: token })).status).toBe(401)
  })

  it('are refused when forged: no algorithm, another key, changed claims', async () => {
    const { token } = await test.signIn('stan')
    const [header = '', payload = '', signature = ''] = token.split('.')
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`
    const otherKey = `${header}.${payload}.${createHmac('sha256', 'guess').update(`${header}.${payload}`).digest('base64url')}`
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    const changed = `${header}.${encode({ ...claims, exp: 9_999_999_999 })}.${signature}`

    for (const forged of [unsigned, otherKey, changed, 'x.y.z', '']) expect(await statusWith(bearer(forged))).toBe(401)
  })

  it('survive a restart, as the secret is kept', async () => {
    const { token } = await test.signIn('stan')
    test = await test.restart()
    expect((await createClient(test.url, bearer(token))('GET', '/slots')).status).toBe(200)
  })
})

describe('a changed account', () => {
  it('when disabled, is refused whatever it brings, and enabled again must sign in anew', async () => {
    const { token, renewalToken, userId } = await test.signIn('stan')
    expect(await statusWith(basic('stan', passwordOf('stan')))).toBe(200)

    await test.server.service.setDisabled(userId, true)

    expect(await reasonWith(bearer(token))).toBe('account-disabled')
    expect(await reasonWith(basic('stan', passwordOf('stan')))).toBe('account-disabled')
    expect((await signInAs('stan', passwordOf('stan'))).json['reason']).toBe('account-disabled')
    expect((await signInAs('stan', 'wrong password')).json['reason']).toBe('invalid-credentials')
    const renewal = await anonymous('POST', '/_session/renew', { renewalToken })
    expect(renewal.json['reason']).toBe('account-disabled')

    await test.server.service.setDisabled(userId, false)
    expect(await reasonWith(bearer(token))).toBe('token-revoked')
    expect(await statusWith(basic('stan', passwordOf('stan')))).toBe(200)
  })

  it('with a new password loses its other tokens; who changed it goes on', async () => {
    const old = await test.signIn('stan')
    const ask = createClient(test.url, bearer(old.token))
    expect(await statusWith(basic('stan', passwordOf('stan')))).toBe(200)

    const wrong = await ask('PUT', '/_account/password', {
      currentPassword: 'nope nope',
      newPassword: 'a new password'
    })
    const short = await ask('PUT', '/_account/password', { currentPassword: passwordOf('stan'), newPassword: 'short' })
    const changed = await ask('PUT', '/_account/password', {
      currentPassword: passwordOf('stan'),
      newPassword: 'a new password'
    })

    expect([wrong.status, wrong.json['reason']]).toEqual([403, 'wrong-password'])
    expect(short.status).toBe(400)
    expect(await statusWith(bearer((changed.json as unknown as SignedIn).token))).toBe(200)
    expect(await statusWith(bearer(old.token))).toBe(401)
    expect((await anonymous('POST', '/_session/renew', { renewalToken: old.renewalToken })).status).toBe(401)
    expect(await statusWith(basic('stan', passwordOf('stan')))).toBe(401)
    expect(await statusWith(basic('stan', 'a new password'))).toBe(200)
  })
})

describe('the own account', () => {
  it('is read and changed by its owner; phones are kept as E.164', async () => {
    const ask = createClient(test.url, bearer((await test.signIn('stan')).token))

    const changed = await ask('PUT', '/_account', {
      displayName: 'Stan S.',
      phone: '+49 30 901820',
      email: 'stan@example.org',
      currentPassword: passwordOf('stan'),
      zone: 'Europe/Berlin'
    })

    expect(changed.status).toBe(200)
    expect((await ask('GET', '/_account')).json).toEqual({
      userId: expect.any(String),
      name: 'stan',
      isAdmin: false,
      role: 'student',
      displayName: 'Stan S.',
      phone: '+4930901820',
      email: 'stan@example.org',
      emailConfirmed: false,
      mail: { changes: true, reminders: [1_440] },
      zone: 'Europe/Berlin'
    })
    await ask('PUT', '/_account', { email: '', currentPassword: passwordOf('stan') })
    expect((await ask('GET', '/_account')).json).not.toHaveProperty('email')
  })

  it.each([
    [{ phone: '12345' }, 'phone'],
    [{ phone: '+1' }, 'phone'],
    [{ zone: 'Mars/Olympus' }, 'zone'],
    [{ displayName: '  ' }, 'displayName'],
    [{ displayName: '\u200b' }, 'displayName'],
    [{ displayName: '\u2800' }, 'displayName'],
    [{ displayName: '\u202a\u202c' }, 'displayName'],
    [{ displayName: 'Stan \ud800' }, 'displayName'],
    [{ displayName: 'Stan \u202e S.' }, 'displayName'],
    [{ email: 'nope' }, 'email'],
    [{ role: 'admin' }, 'role'],
    [{ passwordHash: 'x' }, 'passwordHash']
  ])('refuses %j and says which field', async (change, field) => {
    const known = { displayName: '', phone: '', email: '', zone: '' }
    const ask = createClient(test.url, bearer((await test.signIn('stan')).token))
    const answer = await ask('PUT', '/_account', change)
    expect(answer.status).toBe(400)
    expect(answer.json['reason']).toContain(field)
    // What it has no field for is a fault of the request as a whole.
    expect(answer.json['fields']).toEqual(Object.hasOwn(known, field) ? [field] : [])
    expect((await ask('GET', '/_account')).json).toMatchObject({ role: 'student', phone: '+41446681800' })
  })

  it('keeps a zone in the usual case of letters, and a pasted name without the marks at its ends', async () => {
    const ask = createClient(test.url, bearer((await test.signIn('stan')).token))
    const changed = await ask('PUT', '/_account', { displayName: '\u202aStan S.\u202c\u200b', zone: 'asia/calcutta' })
    expect([changed.status, changed.json]).toEqual([
      200,
      expect.objectContaining({ displayName: 'Stan S.', zone: 'Asia/Calcutta' })
    ])
  })

  it('of a coach makes a public profile that holds no phone and follows the name', async () => {
    const coachId = await test.addAccount('carla', 'coach', { email: 'carla@example.org' })
    const ask = createClient(test.url, bearer((await test.signIn('carla')).token))

    const created = await ask('GET', `/users/${coachId}`)
    await ask('PUT', '/_account', { displayName: 'Carla C.' })
    const renamed = await ask('GET', `/users/${coachId}`)

    expect(created.json).toMatchObject({ displayName: 'Person carla', zone: 'Europe/Zurich', policy: { dailyCap: 6 } })
    expect(renamed.json).toMatchObject({ displayName: 'Carla C.' })
    expect(renamed.text).not.toMatch(/\+41|example\.org/)
    expect((await ask('GET', '/users/_all_docs')).json['total_rows']).toBe(1)
  })
})

describe('guessing passwords', () => {
  const limits = { windowMs: 15 * minuteMs, perAddress: 8, perName: 3 }

  it('is slowed down by name and by address, without touching those who know theirs', async () => {
    await test.remove()
    test = await startTestServer({ attemptLimits: limits })
    anonymous = createClient(test.url)
    await test.addAccount('stan', 'student')
    for (let n = 0; n < 5; n += 1) expect((await signInAs('stan', passwordOf('stan'))).status).toBe(200)

    const byName = []
    for (let n = 0; n < 4; n += 1) byName.push((await signInAs('stan', `guess ${n}`)).status)
    const blocked = await signInAs('STAN', passwordOf('stan'))
    const byAddress = []
    for (let n = 0; n < 4; n += 1) byAddress.push((await signInAs(`name-${n}`, 'guess')).status)

    expect(byName).toEqual([401, 401, 401, 429])
    expect(blocked.status).toBe(429)
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(byAddress).toContain(429)
    expect(await statusWith(basic('other', 'guess'))).toBe(429)
  })

  it('costs one slow hash for any number of requests with one credential', async () => {
    await test.remove()
    test = await startTestServer({ attemptLimits: { ...limits, perName: 1 } })
    await test.addAccount('stan', 'student')

    const statuses = await Promise.all(Array.from({ length: 30 }, () => statusWith(basic('stan', passwordOf('stan')))))

    expect(new Set(statuses)).toEqual(new Set([200]))
  })
})
