import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { versionHeader } from '#domain/versions/product-version.ts'
import { isAllowedOrigin } from '#server/http/cross-origin.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
const asks = new Map<string, Ask>()
const ids = new Map<string, string>()

beforeAll(async () => {
  test = await startTestServer()
  for (const [name, role] of [
    ['carla', 'coach'],
    ['stan', 'student'],
    ['adam', 'admin']
  ] as const) {
    ids.set(name, await test.addAccount(name, role))
    asks.set(name, createClient(test.url, bearer((await test.signIn(name)).token)))
  }
  asks.set('nobody', createClient(test.url))
})
afterAll(() => test.remove())

const ask: (who: string, ...request: Parameters<Ask>) => ReturnType<Ask> = (who, ...request) => {
  const client = asks.get(who)
  if (client === undefined) throw new Error(who)
  return client(...request)
}
const callsOf = (name: string) => `calls-${ids.get(name)}`

describe('who may read and write what', () => {
  const requests: readonly Parameters<Ask>[] = [
    ['GET', ''],
    ['GET', '/_changes'],
    ['GET', '/_changes?feed=longpoll&timeout=1'],
    ['GET', '/_all_docs'],
    ['POST', '/_all_docs', { keys: ['a'] }],
    ['POST', '/_bulk_get', { docs: [{ id: 'a' }] }],
    ['POST', '/_revs_diff', { a: ['1-a'] }],
    ['GET', '/_local/x'],
    ['PUT', '/_local/x', {}],
    ['POST', '/_bulk_docs', { docs: [{ _id: 'a' }] }],
    ['PUT', '/a', {}],
    ['GET', '/a'],
    ['DELETE', '/a?rev=1-a']
  ]
  const matrix = [
    ['carla', 'users', 'open'],
    ['carla', 'slots', 'open'],
    ['carla', 'calls of carla', 'open'],
    ['carla', 'calls of stan', 404],
    ['carla', 'bookings', 404],
    ['carla', 'accounts', 404],
    ['carla', 'no-such-database', 404],
    ['stan', 'users', 'open'],
    ['stan', 'slots', 'open'],
    ['stan', 'calls of stan', 'open'],
    ['stan', 'calls of carla', 404],
    ['stan', 'bookings', 404],
    ['stan', 'accounts', 404],
    ['adam', 'users', 403],
    ['adam', 'slots', 403],
    ['adam', 'calls of stan', 404],
    ['adam', 'calls of adam', 404],
    ['adam', 'bookings', 404],
    ['adam', 'accounts', 404],
    ['nobody', 'users', 401],
    ['nobody', 'calls of stan', 401],
    ['nobody', 'no-such-database', 401]
  ] as const

  it.each(matrix)('%s, %s: %s', async (who, database, expected) => {
    const name = database.startsWith('calls of ') ? callsOf(database.slice('calls of '.length)) : database
    for (const [method, path, body] of requests) {
      const { status } = await ask(who, method, `/${name}${path}`, body)
      // "Open" says nothing of the single document: it may be missing or in conflict.
      if (expected === 'open') expect([method, path, [401, 403].includes(status)]).toEqual([method, path, false])
      else expect([method, path, status]).toEqual([method, path, expected])
    }
  })

  it('does not tell whether a foreign database exists', async () => {
    await ask('stan', 'GET', `/${callsOf('stan')}`)
    const existing = await ask('carla', 'GET', `/${callsOf('stan')}`)
    const missing = await ask('carla', 'GET', '/calls-u0000000000')
    expect([existing.status, existing.text]).toEqual([missing.status, missing.text])
  })

  it('never makes a database for somebody who may not read it', async () => {
    await ask('carla', 'GET', '/calls-u1111111111')
    await ask('stan', 'PUT', '/fresh-database/x', {})
    expect(await test.server.databases.list()).not.toEqual(
      expect.arrayContaining(['calls-u1111111111', 'fresh-database'])
    )
  })
})

describe('headers', () => {
  it('let the desktop application call, with its token, and read the server’s date', async () => {
    for (const origin of ['app://coachdesk']) {
      const preflight = await ask('nobody', 'OPTIONS', '/slots/_bulk_docs', undefined, {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type'
      })
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
      expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
      expect(preflight.headers.get('access-control-allow-headers')).toContain(versionHeader)
      const answer = await ask('stan', 'GET', '/slots', undefined, { origin })
      expect(answer.headers.get('access-control-expose-headers')).toContain('Date')
      expect(answer.headers.get('date')).not.toBeNull()
    }
  })

  it('let no other page read anything', async () => {
    for (const origin of [
      'https://evil.example',
      'http://coachdesk.app.localhost',
      'http://coachdesk.app.localhost:4312',
      'http://coachdesk.app.localhost.evil.example',
      'null',
      'app://other'
    ]) {
      const answer = await ask('stan', 'GET', '/slots', undefined, { origin })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('let origins of the settings call, with any port where they say so', () => {
    const extra = ['https://desk.example', 'http://coachdesk.app.localhost:*']
    const allowed = ['https://desk.example', 'http://coachdesk.app.localhost:4312']
    const refused = [
      'https://desk.example:8443',
      'http://coachdesk.app.localhost:',
      'http://coachdesk.app.localhost.evil.example:1',
      'http://evil.example/:1'
    ]
    expect(allowed.filter(origin => !isAllowedOrigin(origin, extra))).toEqual([])
    expect(refused.filter(origin => isAllowedOrigin(origin, extra))).toEqual([])
  })

  it('a page of another site signs nobody in: a body without a type is refused to browsers', async () => {
    const post = (headers: Readonly<Record<string, string>>) =>
      fetch(`${test.url}/_session`, {
        method: 'POST',
        headers,
        body: new Blob([JSON.stringify({ name: 'stan', password: passwordOf('stan') })])
      })
    const foreign = await post({ origin: 'https://evil.example' })
    expect([foreign.status, foreign.headers.get('set-cookie')]).toEqual([415, null])
    expect((await post({})).status).toBe(200)
  })

  it('are strict on JSON and fit for the pages', async () => {
    const json = await ask('stan', 'GET', '/slots')
    expect(json.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(json.headers.get('x-content-type-options')).toBe('nosniff')
    expect(json.headers.get('x-powered-by')).toBeNull()
    const page = await ask('nobody', 'GET', '/app/')
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';.*style-src 'self' 'unsafe-inline'/)
    expect(page.status).toBe(503)
    expect(page.text).toContain('npm run build')
  })
})

describe('logs', () => {
  it('hold a line for each request and nothing about a person', async () => {
    const stan = ids.get('stan') ?? ''
    await ask('stan', 'GET', `/${callsOf('stan')}/_changes?since=0`)
    await ask('nobody', 'POST', '/_session', { name: 'stan', password: 'a wrong one' })
    await ask('nobody', 'GET', `/nowhere/${stan}/x/y`)

    const text = test.log.join('')
    expect(test.log.some(line => line.includes('"route":"changes"') && line.includes('"status":200'))).toBe(true)
    expect(text).toContain('"requestId"')
    for (const secret of [stan, 'stan', 'a wrong one', 'Bearer', 'eyJ', '+41', 'Person', '127.0.0.1', 'since=']) {
      expect([secret, text.includes(secret)]).toEqual([secret, false])
    }
  })
})
