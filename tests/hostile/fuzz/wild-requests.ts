import fc from 'fast-check'
import { makeBodies } from './bodies.ts'
import { oddTexts } from './junk.ts'
import { everyone, type HostileRequest } from './request.ts'
import type { Target } from './target.ts'

const methods: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE') },
  { weight: 2, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'PATCH', 'COPY', 'TRACE', 'PROPFIND', 'SEARCH', 'PURGE') },
  { weight: 1, arbitrary: fc.constantFrom('get', 'FOO', 'CONNECT', 'POST-', 'G\tT') }
)

const endpoints = [
  '_changes',
  '_all_docs',
  '_bulk_docs',
  '_bulk_get',
  '_revs_diff',
  '_local/x',
  '_local/_acs',
  '_local%2Fx',
  '_local/a/b',
  '_local_docs',
  '_find',
  '_index',
  '_explain',
  '_temp_view',
  '_design/x',
  '_design%2Fx',
  '_design/x/_view/all',
  '_security',
  '_compact',
  '_view_cleanup',
  '_ensure_full_commit',
  '_missing_revs',
  '_purge',
  '_revs_limit',
  '_sync_shards',
  '_partition/x',
  'x/attachment.txt'
] as const

const roots = [
  '/',
  '/_up',
  '/_session',
  '/_session/renew',
  '/_account',
  '/_account/password',
  '/_db_updates',
  '/_all_dbs',
  '/_config',
  '/_node/_local/_config',
  '/_utils/',
  '/_uuids',
  '/_replicate',
  '/_active_tasks',
  '/_restart',
  '/_log',
  '/_stats',
  '/_membership',
  '/_dbs_info',
  '/favicon.ico',
  '/app',
  '/app/',
  '/app/index.html',
  '/app/../accounts',
  '/app/%2e%2e/%2e%2e/etc/passwd',
  '/app/..%2f..%2fdatabases',
  '/app/%00',
  '/app/%',
  '//',
  '///slots',
  '/%',
  '/%zz',
  '*',
  'http://127.0.0.1/slots',
  'slots',
  '/slots/../accounts',
  '/./accounts',
  '/slots;x=1'
] as const

function makePaths({ people, openSlotId, bookingId }: Target): fc.Arbitrary<string> {
  const calls = Object.values(people).map(({ userId }) => `calls-${userId}`)
  const database = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('slots', 'users', ...calls) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'bookings',
        'accounts',
        '_users',
        '_replicator',
        'nowhere',
        'Slots',
        'slots%00',
        '%73lots',
        'calls-',
        'calls-..',
        '..%2faccounts',
        'slots%2f..%2faccounts',
        '__proto__',
        'constructor'
      )
    },
    { weight: 1, arbitrary: oddTexts.map(toSegment) }
  )
  const ids = fc.oneof(
    fc.constantFrom(openSlotId, bookingId, encodeURIComponent(openSlotId), 'notice:x', '_design/x'),
    oddTexts.map(toSegment)
  )
  const inDatabase = fc
    .tuple(
      database,
      fc.oneof(fc.constantFrom(...endpoints), ids, fc.constant('')),
      fc.constantFrom('/', '/', '/', '//')
    )
    .map(([db, rest, slash]) => (rest === '' ? `/${db}` : `/${db}${slash}${rest}`))
  return fc.oneof({ weight: 10, arbitrary: inDatabase }, { weight: 3, arbitrary: fc.constantFrom(...roots) })
}

/** What a client puts into a path: some encode, some do not. Line breaks and blanks would end the request line. */
function toSegment(text: string): string {
  if (/^[!-~]*$/.test(text)) return text
  try {
    return encodeURIComponent(text)
  } catch {
    return '%ED%A0%80'
  }
}

const queryKeys = [
  'feed',
  'since',
  'limit',
  'skip',
  'include_docs',
  'style',
  'heartbeat',
  'timeout',
  'keys',
  'key',
  'startkey',
  'endkey',
  'descending',
  'rev',
  'revs',
  'open_revs',
  'conflicts',
  'latest',
  'filter',
  'view',
  'doc_ids',
  'new_edits',
  'force',
  'batch',
  'attachments',
  '_nonce',
  '__proto__',
  'constructor',
  'basic',
  'group',
  'reduce',
  'stale'
] as const

const queries = fc.array(
  fc
    .tuple(
      fc.constantFrom(...queryKeys),
      fc.oneof(
        fc.constantFrom(
          'true',
          'false',
          'now',
          '0',
          '1',
          '-1',
          '99999999999999999999',
          'normal',
          'longpoll',
          'continuous',
          'eventsource',
          'all_docs',
          'all',
          '["1-a"]',
          '[]',
          '{}',
          '"a"',
          '_view',
          '[',
          '1-a'
        ),
        oddTexts.map(toSegment)
      )
    )
    .map(([key, value]) => `${key}=${value}`),
  { maxLength: 3 }
)

const contentTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'APPLICATION/JSON',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/related; boundary=x',
  'multipart/form-data',
  'application/octet-stream',
  ''
] as const

const headers: fc.Arbitrary<readonly (readonly [string, string])[]> = fc.array(
  fc.oneof(
    fc.constantFrom(...contentTypes).map(type => ['content-type', type] as const),
    fc.constantFrom<readonly [string, string]>(
      ['content-encoding', 'gzip'],
      ['transfer-encoding', 'chunked'],
      ['expect', '100-continue'],
      ['upgrade', 'websocket'],
      ['origin', 'https://evil.example'],
      ['origin', 'null'],
      ['origin', 'app://coachdesk'],
      ['cookie', 'AuthSession=x; AuthSession=y'],
      ['cookie', 'AuthSession=%'],
      ['authorization', 'Bearer'],
      ['authorization', 'Basic !!!'],
      ['authorization', 'Basic OjpB'],
      ['authorization', `Bearer ${'x.'.repeat(3_000)}`],
      ['host', 'evil.example'],
      ['x-http-method-override', 'DELETE'],
      ['x-forwarded-for', '10.0.0.1'],
      ['x-forwarded-proto', 'https'],
      ['x-couch-full-commit', 'true'],
      ['destination', 'accounts'],
      ['if-match', '*'],
      ['if-none-match', '*'],
      ['range', 'bytes=0-'],
      ['accept', 'text/html'],
      ['accept', 'multipart/mixed'],
      ['content-length', '-1'],
      ['content-length', 'abc'],
      ['__proto__', 'x']
    )
  ),
  { maxLength: 3 }
)

/** Requests that somebody who means harm might send, most of them near to what the server takes. */
export function makeWildRequests(target: Target): fc.Arbitrary<HostileRequest> {
  return fc
    .record({
      who: fc.constantFrom(...everyone),
      method: methods,
      path: makePaths(target),
      query: queries,
      headers,
      body: makeBodies(target),
      lengthError: fc.oneof(
        { weight: 30, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.constantFrom(-5, 5, 1_000_000) }
      )
    })
    .map(({ query, path, body, ...rest }) => ({
      ...rest,
      body: rest.method === 'GET' && query.length > 0 ? undefined : body,
      path: query.length === 0 ? path : `${path}?${query.join('&')}`
    }))
}
