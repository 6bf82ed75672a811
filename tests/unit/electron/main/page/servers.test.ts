import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { checkServer } from '#electron/main/page/check-server.ts'
import { classifyFetchError } from '#electron/main/page/classify-fetch-error.ts'

const welcome = { couchdb: 'Welcome', version: '3.3.0', features: [], vendor: { name: 'CoachDesk' } }

/** The port of a server on this computer that ends with the test. */
async function listen(handler: RequestListener): Promise<number> {
  const server = createServer(handler)
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const answerJson =
  (value: unknown, status = 200): RequestListener =>
  (_req, res) => {
    res.writeHead(status, { 'content-type': 'application/json' })
    res.end(JSON.stringify(value))
  }

const check = (port: number, limitMs?: number) => checkServer(`127.0.0.1:${port}/app/`, fetch, limitMs)
const notOurs = (detail: string) => ({ kind: 'failed', problem: 'not-a-server', detail })

test('our server is known by its welcome, and asked without cookies', async () => {
  const asked: unknown[] = []
  const port = await listen((req, res) => {
    asked.push([req.method, req.url, req.headers.cookie])
    answerJson(welcome)(req, res)
  })

  expect(await check(port)).toEqual({ kind: 'ok', serverUrl: `http://127.0.0.1:${port}` })
  expect(asked).toEqual([['GET', '/', undefined]])
})

test.each<[string, RequestListener, string]>([
  ['a plain CouchDB', answerJson({ ...welcome, vendor: { name: 'The Apache Software Foundation' } }), 'no-welcome'],
  ['a server without a vendor', answerJson({ couchdb: 'Welcome' }), 'no-welcome'],
  ['a web page', (_req, res) => res.end('<html>Hello</html>'), 'no-welcome'],
  ['an empty answer', (_req, res) => res.end(), 'no-welcome'],
  ['a missing page', answerJson({ error: 'not_found' }, 404), 'http-404'],
  ['our welcome with an error', answerJson(welcome, 403), 'http-403'],
  ['a flood', (_req, res) => res.end(JSON.stringify(welcome) + ' '.repeat(1_000_000)), 'too-long']
])('%s is not our server', async (_name, handler, detail) => {
  expect(await check(await listen(handler))).toEqual(notOurs(detail))
})

test.each([500, 502, 503])('an answer %i says nothing of whose server it is', async status => {
  const port = await listen((_req, res) => res.writeHead(status).end('<h1>Try again</h1>'))
  expect(await check(port)).toEqual({ kind: 'failed', problem: 'unreachable', detail: `http-${status}` })
})

test('a redirect is not followed, also where our server is behind it', async () => {
  const target = await listen(answerJson(welcome))
  const port = await listen((_req, res) => {
    res.writeHead(302, { location: `http://127.0.0.1:${target}/` })
    res.end()
  })
  expect(await check(port)).toEqual(notOurs('redirect'))
})

test('what ends in the middle of its answer is unreachable', async () => {
  const port = await listen((_req, res) => {
    res.writeHead(200, { 'content-length': '1000' })
    res.write('{"couchdb":')
    setImmediate(() => res.destroy())
  })
  expect(await check(port)).toMatchObject({ kind: 'failed', problem: 'unreachable' })
})

test.each<[string, RequestListener]>([
  ['does not answer', () => undefined],
  ['never ends its answer', (_req, res) => res.write('{"couchdb":')]
])('whoever %s is not waited for', async (_name, handler) => {
  expect(await check(await listen(handler), 50)).toEqual({ kind: 'failed', problem: 'unreachable', detail: 'timeout' })
})

test('where nobody listens, the code says so', async () => {
  const port = await listen(answerJson(welcome))
  const other = createServer()
  await new Promise<void>(resolve => {
    other.listen(0, '127.0.0.1', resolve)
  })
  const closed = (other.address() as AddressInfo).port
  await new Promise(resolve => {
    other.close(resolve)
  })
  expect(closed).not.toBe(port)
  expect(await check(closed)).toEqual({ kind: 'failed', problem: 'unreachable', detail: 'ECONNREFUSED' })
})

const never = (): Promise<Response> => Promise.reject(new Error('must not be asked'))

test.each([
  '',
  '  ',
  'two words',
  'ftp://desk.example.org',
  'javascript:alert(1)',
  'https://',
  'http://[::1',
  'https://anna:pass@desk.example.org',
  'anna@example.org',
  'mailto:anna@example.org'
])('%j is no address', async address => {
  expect(await checkServer(address, never)).toEqual({ kind: 'failed', problem: 'invalid-address' })
})

test.each([
  'http://desk.example.org',
  'http://192.168.1.5:5985',
  'http://localhost.example.org',
  'http://127.0.0.1.example.org'
])('%s would send the password readably', async address => {
  expect(await checkServer(address, never)).toEqual({
    kind: 'failed',
    problem: 'invalid-address',
    detail: 'plain-http'
  })
})

test.each([
  ['desk.example.org', 'https://desk.example.org'],
  ['https://desk.example.org/app/?x=1#y', 'https://desk.example.org'],
  ['DESK.example.org:8443', 'https://desk.example.org:8443'],
  ['localhost:5985', 'http://localhost:5985'],
  ['http://coach.localhost:5985/', 'http://coach.localhost:5985'],
  ['http://[::1]:5985', 'http://[::1]:5985']
])('%s is asked at %s', async (address, serverUrl) => {
  const asked: string[] = []
  const outcome = await checkServer(address, async url => {
    asked.push(url)
    return Response.json(welcome)
  })
  expect(outcome).toEqual({ kind: 'ok', serverUrl })
  expect(asked).toEqual([`${serverUrl}/`])
})

const withCode = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('self-signed certificate'), { code }) })

test.each([
  [new Error('net::ERR_CERT_DATE_INVALID'), 'certificate', 'ERR_CERT_DATE_INVALID'],
  [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'certificate', 'ERR_CERT_AUTHORITY_INVALID'],
  [new Error('net::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED'), 'certificate', 'ERR_CERTIFICATE_TRANSPARENCY_REQUIRED'],
  [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [withCode('CERT_HAS_EXPIRED'), 'certificate', 'CERT_HAS_EXPIRED'],
  [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'certificate', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [new Error('net::ERR_NAME_NOT_RESOLVED'), 'unreachable', 'ERR_NAME_NOT_RESOLVED'],
  [new Error('net::ERR_INTERNET_DISCONNECTED'), 'unreachable', 'ERR_INTERNET_DISCONNECTED'],
  [new Error('net::ERR_SSL_PROTOCOL_ERROR'), 'unreachable', 'ERR_SSL_PROTOCOL_ERROR'],
  [withCode('ENOTFOUND'), 'unreachable', 'ENOTFOUND'],
  [new Error('Redirect was cancelled'), 'not-a-server', 'redirect'],
  [new Error('something else'), 'unreachable', undefined],
  ['a string', 'unreachable', undefined]
])('%s is told as %s', (error, problem, detail) => {
  expect(classifyFetchError(error)).toEqual(detail === undefined ? { problem } : { problem, detail })
})
