import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hourMs } from '#domain/time/durations.ts'
import { type Ask, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
let ask: Ask

beforeEach(async () => {
  test = await startTestServer()
  ask = createClient(test.url)
})
afterEach(() => test.remove())

const account = {
  name: 'carla',
  displayName: 'Carla C.',
  phone: '+41 44 668 18 00',
  zone: 'Europe/Zurich',
  password: 'a long password'
}
const tokenOf = ({ server }: TestServer): string => (server.setUpUrl ?? '').split('#')[1] ?? ''
const body = (more: object = {}) => ({
  token: tokenOf(test),
  organisation: 'Wide Water Coaching',
  role: 'coach',
  isAdmin: true,
  account,
  ...more
})
const over = { status: 403, json: { error: 'forbidden', reason: 'link-not-valid' } }

describe('the link of a server without accounts', () => {
  it('JO1 makes the first account, names the organisation, and signs in', async () => {
    expect(test.server.setUpUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/app\/set-up#[\w-]{43}$/)
    const looked = await ask('POST', '/_links/look', { token: tokenOf(test) })
    expect([looked.status, looked.json]).toEqual([200, { kind: 'set-up', validUntil: test.clock.now + hourMs }])

    const done = await ask('POST', '/_links/set-up', body())
    expect(done).toMatchObject({ status: 200, json: { name: 'carla', roles: ['coach'], isAdmin: true } })
    expect(done.headers.get('set-cookie')).toContain('HttpOnly')
    const [only] = test.server.directory.list()
    expect(only).toMatchObject({ name: 'carla', role: 'coach', isAdmin: true, zone: 'Europe/Zurich' })
    const organisation = await (await test.server.databases.open('organisation')).read(['organisation'])
    expect(organisation).toMatchObject([{ name: 'Wide Water Coaching' }])
    const own = await createClient(test.url, { authorization: `Bearer ${String(done.json['token'])}` })('GET', '/users')
    expect(own.status).toBe(200)
  })

  it.each([
    ['coach', false],
    ['none', true]
  ] as const)('JO1 makes a %s who administers: %s', async (role, isAdmin) => {
    expect(await ask('POST', '/_links/set-up', body({ role, isAdmin }))).toMatchObject({
      status: 200,
      json: { isAdmin }
    })
    expect(test.server.directory.list()).toMatchObject([{ role, isAdmin }])
  })

  it('JO1 is dead at the first account, however that came to be, and a server that has one gives none', async () => {
    await test.addAccount('sam', 'student')
    expect(await ask('POST', '/_links/look', { token: tokenOf(test) })).toMatchObject(over)
    expect(await ask('POST', '/_links/set-up', body())).toMatchObject(over)
    const again = await test.restart()
    test = again
    expect(again.server.setUpUrl).toBeUndefined()
  })

  it('JO1 works for an hour, and each start makes another one', async () => {
    const before = tokenOf(test)
    test = await test.restart()
    ask = createClient(test.url)
    expect(tokenOf(test)).not.toBe(before)
    expect(await ask('POST', '/_links/look', { token: before })).toMatchObject(over)
    test.clock.now += hourMs - 1
    expect((await ask('POST', '/_links/look', { token: tokenOf(test) })).status).toBe(200)
    test.clock.now += 1
    expect(await ask('POST', '/_links/look', { token: tokenOf(test) })).toMatchObject(over)
    expect(await ask('POST', '/_links/set-up', body())).toMatchObject(over)
    expect(test.server.directory.list()).toEqual([])
  })

  it('JO1 names what is wrong, makes nothing, and still works', async () => {
    const wrong: readonly (readonly [object, string])[] = [
      [{ organisation: '  ' }, 'organisation'],
      [{ role: 'none', isAdmin: false }, 'role'],
      [{ account: { ...account, name: 'X Y' } }, 'name'],
      [{ account: { ...account, phone: '12' } }, 'phone'],
      [{ account: { ...account, zone: 'Mars/X' } }, 'zone'],
      [{ account: { ...account, password: 'short' } }, 'password'],
      [{ account: { ...account, email: 'x' } }, 'email']
    ]
    for (const [more, field] of wrong) {
      const { status, json } = await ask('POST', '/_links/set-up', body(more))
      expect([status, json['fields']]).toEqual([400, [field]])
    }
    expect(test.server.directory.list()).toEqual([])
    expect((await ask('POST', '/_links/set-up', body())).status).toBe(200)
  })
})

describe('its secret', () => {
  it('JO2 is in no line of the log, in no stored document, and in no answer', async () => {
    const token = tokenOf(test)
    await ask('POST', '/_links/look', { token })
    await ask('GET', `/app/set-up?token=${token}`)
    await ask('POST', '/_links/set-up', body({ account: { ...account, zone: 'Mars/X' } }))
    const done = await ask('POST', '/_links/set-up', body())
    expect(done.status).toBe(200)
    expect(test.log.length).toBeGreaterThan(3)
    expect(test.log.filter(line => line.includes(token) || line.includes('carla'))).toEqual([])
    expect(done.text).not.toContain(token)
    const stored: string[] = []
    for (const name of await test.server.databases.list()) {
      for await (const doc of (await test.server.databases.open(name)).all()) stored.push(JSON.stringify(doc))
    }
    expect(stored.length).toBeGreaterThan(2)
    expect(stored.filter(text => text.includes(token))).toEqual([])
  })

  it('JO2 is behind an address of the settings, whatever a request says of the host', async () => {
    await test.remove()
    test = await startTestServer({ settings: { publicUrl: 'https://desk.example.org' } })
    ask = createClient(test.url)
    expect(test.server.setUpUrl).toMatch(/^https:\/\/desk\.example\.org\/app\/set-up#/)
    const forged = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
    const looked = await ask('POST', '/_links/look', { token: tokenOf(test) }, forged)
    expect([looked.status, looked.text.includes('evil')]).toEqual([200, false])
  })

  it('JO2 goes to nobody by a referrer', async () => {
    for (const path of ['/app/set-up', '/_links/look']) {
      expect((await ask('GET', path)).headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})

describe('a link that does not work', () => {
  it('JO3 is answered alike, whatever the reason and whatever else is sent', async () => {
    const answers = []
    for (const token of ['', 'x', 'A'.repeat(43), `${tokenOf(test)}x`, tokenOf(test).toLowerCase()]) {
      answers.push(await ask('POST', '/_links/look', { token }))
      answers.push(await ask('POST', '/_links/set-up', body({ token })))
      answers.push(
        await ask('POST', '/_links/set-up', body({ token, organisation: '', account: { ...account, zone: '' } }))
      )
    }
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]).toMatchObject(over)
    expect(answers.some(({ headers }) => headers.get('set-cookie') !== null)).toBe(false)
  })

  it('JO3 is guessed a hundred times from one address, and then nobody there is listened to for a while', async () => {
    for (let n = 0; n < 100; n += 1) {
      expect((await ask('POST', '/_links/look', { token: `guess ${n}` })).status).toBe(403)
    }
    const shut = await ask('POST', '/_links/look', { token: tokenOf(test) })
    expect(shut).toMatchObject({ status: 429, json: { reason: 'too-many-attempts' } })
    expect(Number(shut.headers.get('retry-after'))).toBeGreaterThan(0)
    test.clock.now += 15 * 60_000
    expect((await ask('POST', '/_links/look', { token: tokenOf(test) })).status).toBe(200)
  })
})

describe('a link is spent', () => {
  it('JO4 by no GET and no HEAD of a mail scanner, and by no look', async () => {
    const token = tokenOf(test)
    for (const path of [
      '/app/set-up',
      `/app/set-up?${token}`,
      '/_links/set-up',
      '/_links/look',
      `/_links/set-up?token=${token}`
    ]) {
      for (const method of ['GET', 'HEAD']) await ask(method, path)
    }
    for (let n = 0; n < 200; n += 1) await ask('POST', '/_links/look', { token })
    expect(test.server.directory.list()).toEqual([])
    expect((await ask('POST', '/_links/set-up', body())).status).toBe(200)
    expect(await ask('POST', '/_links/set-up', body({ account: { ...account, name: 'mallory' } }))).toMatchObject(over)
  })

  it('JO4 by one of two people who use it at once', async () => {
    const people = ['ada', 'bob', 'cleo', 'dan']
    const answers = await Promise.all(
      people.map(name => ask('POST', '/_links/set-up', body({ organisation: name, account: { ...account, name } })))
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403, 403, 403])
    const [only, ...others] = test.server.directory.list()
    expect(others).toEqual([])
    const organisation = await (await test.server.databases.open('organisation')).read(['organisation'])
    expect(organisation).toMatchObject([{ name: only?.name }])
  })
})
