import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fetchCalendar } from '#server/busy-links/fetch-calendar.ts'
import { strictRules } from '#server/busy-links/outside-rules.ts'
import { type CalendarHost, startCalendarHost } from '../../../support/calendar-host.ts'

const url = 'http://cal.example/private/token.ics'
const never = new AbortController().signal
let host: CalendarHost

beforeEach(async () => {
  host = await startCalendarHost()
})
afterEach(() => host.stop())

const fetchBy = (rules = host.rules, at = url) => fetchCalendar(at, undefined, rules, never)
const redirectTo = (location: string) => {
  host.answer = (req, res) =>
    void (req.url === '/private/token.ics' ? res.writeHead(302, { location }).end() : res.end('there'))
}

describe('what is fetched', () => {
  test('BU3 is the text with its validators, and asked for again by them', async () => {
    const validators = { etag: '"one"', lastModified: 'Mon, 30 Nov 2026 10:00:00 GMT' }
    host.answer = (req, res) => {
      if (req.headers['if-none-match'] === '"one"') return void res.writeHead(304).end()
      res.writeHead(200, { etag: validators.etag, 'last-modified': validators.lastModified }).end('\uFEFFtext')
    }
    expect(await fetchBy()).toEqual({ kind: 'text', text: 'text', validators })
    expect(host.asked[0]?.headers).toMatchObject({ host: 'cal.example' })
    expect(host.asked[0]?.headers).not.toHaveProperty('cookie')
    expect(await fetchCalendar(url, validators, host.rules, never)).toEqual({ kind: 'unchanged' })
    expect(host.asked[1]?.headers['if-modified-since']).toBe(validators.lastModified)
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync]
  ] as const)('BU3 is unpacked: %s', async (encoding, pack) => {
    host.answer = (_req, res) => void res.writeHead(200, { 'content-encoding': encoding }).end(pack('text'))
    expect(await fetchBy()).toMatchObject({ kind: 'text', text: 'text' })
  })

  test('BU1 no name or password goes to any host: a redirect to an address that holds them is not followed', async () => {
    redirectTo('http://me:p%40ss@other.example/b.ics')
    expect(await fetchBy()).toMatchObject({ kind: 'failed' })
    expect(host.asked.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  test.each([
    [401, 'wants-password'],
    [403, 'wants-password'],
    [404, 'not-found'],
    [410, 'not-found'],
    [500, 'unreachable'],
    [206, 'unreachable']
  ])('BU3 status %i is told as %s', async (status, failure) => {
    host.answer = (_req, res) => void res.writeHead(status).end('words')
    expect(await fetchBy()).toEqual({ kind: 'failed', failure })
  })
})

describe('where nobody is to be led', () => {
  test('BU2 the product’s own rules do not reach this machine, by name or by number', async () => {
    for (const at of [url, 'http://127.0.0.1/a.ics', 'http://localhost/a.ics']) {
      const rules = { ...strictRules, portOf: host.rules.portOf, resolve: host.rules.resolve }
      const { kind } = await fetchBy(rules, at)
      expect(kind).toBe('failed')
    }
    expect(host.asked).toEqual([])
  })

  test.each([
    'http://10.0.0.1/a.ics',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:10.0.0.1]/a.ics',
    'http://inside.example/a.ics'
  ])('BU2 a redirect to %s is not followed', async location => {
    host.names.set('inside.example', [['192.168.1.1', '::1']])
    redirectTo(location)
    expect(await fetchBy()).toEqual({ kind: 'failed', failure: 'private-address' })
    expect(host.asked).toHaveLength(1)
  })

  test.each([
    'ftp://cal.example/a',
    'file:///etc/passwd',
    'http://cal.example:22/a',
    'javascript:1',
    '',
    'http://[bad'
  ])('BU2 nor one to %j', async location => {
    redirectTo(location)
    expect(await fetchBy()).toMatchObject({ kind: 'failed' })
    expect(host.asked.filter(({ url: path }) => path !== '/private/token.ics')).toEqual([])
  })

  test('BU2 a name is resolved once: a second answer, of a private address, is never asked for', async () => {
    host.names.set('cal.example', [['127.0.0.1'], ['10.0.0.1']])
    host.answer = (_req, res) => void res.end('text')
    expect(await fetchBy()).toMatchObject({ kind: 'text' })
    expect(host.resolved).toEqual(['cal.example'])
    // The next reading asks anew, and is judged anew.
    expect(await fetchBy()).toEqual({ kind: 'failed', failure: 'private-address' })
    expect(host.asked).toHaveLength(1)
  })

  test('BU3 redirects end', async () => {
    host.answer = (_req, res) => void res.writeHead(302, { location: '/next' }).end()
    expect(await fetchBy()).toEqual({ kind: 'failed', failure: 'unreachable' })
    expect(host.asked).toHaveLength(host.rules.maxRedirects + 1)
  })
})

describe('how much is read', () => {
  const small = () => ({ ...host.rules, maxBytes: 1_000 })
  const tooLarge = { kind: 'failed', failure: 'too-large' }

  test('BU3 an answer that says that it is too large is not read', async () => {
    host.answer = (_req, res) => {
      res.writeHead(200, { 'content-length': 2_000 })
      res.write('a')
    }
    expect(await fetchBy(small())).toEqual(tooLarge)
  })

  test('BU3 nor one to its end that does not say so', async () => {
    // It goes on, and never ends.
    host.answer = (_req, res) => void res.writeHead(200).write('a'.repeat(5_000))
    expect(await fetchBy(small())).toEqual(tooLarge)
  })

  test('BU3 nor one that is small and unpacks to much', async () => {
    const bomb = gzipSync(new Uint8Array(50_000_000))
    host.answer = (_req, res) => void res.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    expect(await fetchBy({ ...host.rules, maxBytes: 1_000_000 })).toEqual(tooLarge)
  })

  test('BU3 nor one that is large and unpacks to nothing', async () => {
    host.answer = (_req, res) => {
      res.writeHead(200, { 'content-encoding': 'gzip' })
      res.write(Buffer.concat(Array.from({ length: 100 }, () => new Uint8Array(gzipSync('')))))
    }
    expect(await fetchBy(small())).toEqual(tooLarge)
  })

  test('BU3 what is broken, or packed as nobody asked for, is an answer, and no fault', async () => {
    host.answer = (_req, res) => void res.writeHead(200, { 'content-encoding': 'gzip' }).end('not packed')
    expect(await fetchBy()).toEqual({ kind: 'failed', failure: 'unreachable' })
    host.answer = (_req, res) => void res.writeHead(200, { 'content-encoding': 'zstd' }).end('words')
    expect(await fetchBy()).toEqual({ kind: 'failed', failure: 'not-a-calendar' })
    host.answer = req => void req.socket.destroy()
    expect(await fetchBy()).toEqual({ kind: 'failed', failure: 'unreachable' })
  })

  test('BU3 who never answers, or a drop at a time, is not waited for', async () => {
    host.answer = () => undefined
    expect(await fetchBy({ ...host.rules, timeoutMs: 50 })).toEqual({ kind: 'failed', failure: 'unreachable' })
    host.answer = (_req, res) => void res.writeHead(200).write('BEGIN')
    expect(await fetchBy({ ...host.rules, timeoutMs: 50 })).toEqual({ kind: 'failed', failure: 'unreachable' })
  })
})
