import fc from 'fast-check'
import { makeBodies } from './bodies.ts'
import { oddTexts } from './junk.ts'
import { everyone, type HostileRequest } from './request.ts'
import type { Target } from './target.ts'
import { wildHeaders } from './wild-headers.ts'
import { makePaths, toSegment } from './wild-paths.ts'

const methods: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE') },
  { weight: 2, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'PATCH', 'COPY', 'TRACE', 'PROPFIND', 'SEARCH', 'PURGE') },
  { weight: 1, arbitrary: fc.constantFrom('get', 'FOO', 'CONNECT', 'POST-', 'G\tT') }
)

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
  'deleted_conflicts',
  'meta',
  'update_seq',
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
          '_doc_ids',
          '_selector',
          '[',
          '1-a'
        ),
        oddTexts.map(toSegment)
      )
    )
    .map(([key, value]) => `${key}=${value}`),
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
      headers: wildHeaders,
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
