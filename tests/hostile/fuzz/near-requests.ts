import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { makeDocuments } from './documents.ts'
import { toHex } from './hex.ts'
import { oddTexts, oddValues } from './junk.ts'
import { type HostileRequest, ownAddress } from './request.ts'
import type { Target } from './target.ts'

const members = ['student', 'other student', 'coach', 'other coach', 'admin'] as const
type Member = (typeof members)[number]

interface Draft {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  /** Header fields besides the body's. */
  readonly headers?: readonly (readonly [string, string])[]
}

/** How a body goes out. */
type Coding = 'plain' | 'gzip' | 'half a gzip' | 'form'

const encoder = new TextEncoder()

/** Requests of people who are signed in, by routes that there are, with a body of nearly the right shape. */
export function makeNearRequests(target: Target): fc.Arbitrary<HostileRequest> {
  const { openSlotId, bookedSlotId, bookingId, people } = target
  const document = makeDocuments(target)
  const { coach } = people
  const known = fc.constantFrom(openSlotId, bookedSlotId, bookingId, coach.userId, 'notice:x')
  const ids = fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: oddTexts })
  const revisions = fc.oneof(
    fc.constantFrom('1-a', '2-b', '1-', '0-1', '999999999-f', String(target.copy['_rev'])),
    toHex(32).map(hash => `1-${hash}`),
    oddTexts
  )
  const few = <T>(what: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(what, { maxLength: 5 })
  const query = (values: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<string> =>
    fc.record(values, { requiredKeys: [] }).map(chosen => {
      const pairs = Object.entries(chosen).map(([key, value]) => `${key}=${toQueryText(value)}`)
      return pairs.length === 0 ? '' : `?${pairs.join('&')}`
    })
  const flags = fc.constantFrom('true', 'false')
  const numbers = fc.constantFrom('0', '1', '5', '2000', '2001', '999999999999999', '-1', 'now', 'x')
  const jsonTexts = fc.oneof(
    ids.map(id => JSON.stringify(id)),
    oddValues.map(value => JSON.stringify(value) ?? '{'),
    few(ids).map(list => JSON.stringify(list))
  )
  const range = { startkey: jsonTexts, endkey: jsonTexts, key: jsonTexts, keys: jsonTexts }
  const feed = fc.constantFrom('normal', 'longpoll', 'continuous', 'eventsource')
  const post = (path: string, body: fc.Arbitrary<unknown>, method = 'POST'): fc.Arbitrary<Draft> =>
    body.map(value => ({ method, path, body: value }))
  const thousands = fc.constantFrom(1_999, 2_000, 2_001, 5_000)
  const manyKeys = fc.tuple(ids, thousands).map(([id, count]) => Array.from({ length: count }, (_, n) => `${id}${n}`))
  const openRevs = fc.oneof(
    fc.constant('all'),
    few(revisions).map(list => JSON.stringify(list))
  )

  const matches = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('if-match', 'if-none-match'),
          fc.constantFrom('*', '""', '"', '"1-a"', 'W/"1-a"', `"${String(target.copy['_rev'])}"`, '"1-a", "2-b"')
        )
        .map(field => [field])
    }
  )
  const documentFlags = Object.fromEntries(
    ['revs', 'revs_info', 'conflicts', 'deleted_conflicts', 'meta', 'latest', 'attachments'].map(key => [key, flags])
  )
  const bodyRange = {
    startkey: fc.oneof(ids, oddValues),
    end_key: fc.oneof(ids, oddValues),
    key: fc.oneof(ids, oddValues),
    keys: fc.oneof(few(ids), oddValues),
    limit: fc.oneof(fc.constantFrom(0, 1, 5_000, -1, 0.5), oddValues),
    skip: fc.oneof(fc.constantFrom(0, 2, 5_000), oddValues),
    descending: fc.oneof(fc.boolean(), oddValues),
    include_docs: fc.oneof(fc.boolean(), oddValues),
    conflicts: fc.boolean()
  }
  const changesBody = {
    doc_ids: fc.oneof(few(ids), oddValues),
    selector: oddValues,
    filter: fc.constantFrom('_doc_ids', 'x/y')
  }
  const changesQuery = query({
    feed,
    since: numbers,
    limit: numbers,
    include_docs: flags,
    conflicts: flags,
    descending: flags,
    filter: fc.constantFrom('_doc_ids', '_selector', '_view', '_design', 'x/y'),
    doc_ids: jsonTexts,
    style: fc.constantFrom('all_docs', 'x'),
    timeout: fc.constant('1')
  })

  const drafts: fc.Arbitrary<Draft> = fc.oneof(
    post('/:db/_bulk_docs', fc.record({ docs: few(document), new_edits: fc.boolean() })),
    post('/:db/_bulk_docs', fc.record({ docs: few(document), new_edits: fc.constant(false) })),
    post(
      '/:db/_bulk_docs',
      manyKeys.map(list => ({ docs: list.map(id => ({ _id: id.slice(0, 256) })) }))
    ),
    post('/:db/_bulk_docs', fc.record({ docs: few(document.map(withoutId)), new_edits: fc.boolean() })),
    post('/:db', fc.oneof(document, document.map(withoutId))),
    fc.tuple(document, matches).map(([doc, headers]) => ({
      method: 'PUT',
      path: `/:db/${toSegment(toText(doc['_id']))}`,
      body: doc,
      headers
    })),
    fc
      .tuple(ids, query({ rev: revisions, new_edits: flags }), matches)
      .map(([id, text, headers]) => ({ method: 'DELETE', path: `/:db/${toSegment(id)}${text}`, headers })),
    fc
      .tuple(ids, query({ rev: revisions, open_revs: openRevs, ...documentFlags }), matches)
      .map(([id, text, headers]) => ({ method: 'GET', path: `/:db/${toSegment(id)}${text}`, headers })),
    fc
      .tuple(
        query({ revs: flags, latest: flags, attachments: flags }),
        few(fc.record({ id: ids, rev: revisions }, { requiredKeys: ['id'] }))
      )
      .map(([text, docs]) => ({ method: 'POST', path: `/:db/_bulk_get${text}`, body: { docs } })),
    post('/:db/_revs_diff', fc.dictionary(ids, few(revisions), { maxKeys: 5 })),
    post('/:db/_revs_diff', fc.dictionary(ids, oddValues, { maxKeys: 3 })),
    post('/:db/_ensure_full_commit', fc.constantFrom({}, [])),
    post('/:db/_all_docs?include_docs=true', fc.record({ keys: few(ids) })),
    post('/:db/_all_docs', fc.record(bodyRange, { requiredKeys: [] })),
    fc
      .tuple(changesQuery, fc.record(changesBody, { requiredKeys: [] }))
      .map(([text, body]) => ({ method: 'POST', path: `/:db/_changes${text}`, body })),
    post(
      '/:db/_changes?filter=_doc_ids',
      manyKeys.map(keys => ({ doc_ids: keys }))
    ),
    post(
      '/:db/_all_docs',
      manyKeys.map(keys => ({ keys }))
    ),
    query({
      ...range,
      limit: numbers,
      skip: numbers,
      descending: flags,
      inclusive_end: flags,
      include_docs: flags,
      conflicts: flags,
      update_seq: flags
    }).map(text => ({ method: 'GET', path: `/:db/_all_docs${text}` })),
    changesQuery.map(text => ({ method: 'GET', path: `/:db/_changes${text}` })),
    query({ feed, since: fc.oneof(numbers, oddTexts), timeout: fc.constant('1') }).map(text => ({
      method: 'GET',
      path: `/_db_updates${text}`
    })),
    fc.tuple(ids, oddValues, revisions, fc.option(fc.boolean())).map(([id, value, rev, removed]) => ({
      method: 'PUT',
      path: `/:db/_local/${toSegment(id)}`,
      body: { _id: `_local/${id}`, _rev: rev, value, ...(removed === null ? {} : { _deleted: removed }) }
    })),
    fc
      .tuple(ids, query({ rev: revisions }))
      .map(([id, text]) => ({ method: 'DELETE', path: `/:db/_local/${toSegment(id)}${text}` })),
    ids.map(id => ({ method: 'GET', path: `/:db/_local/${toSegment(id)}` })),
    fc.constantFrom('', '/_changes').map(path => ({ method: 'HEAD', path: `/:db${path}` })),
    post('/_session', fc.record({ name: fc.oneof(oddTexts, oddValues), password: fc.oneof(oddTexts, oddValues) })),
    post('/_session', fc.record({ username: oddTexts, password: oddTexts })),
    post(
      '/_identity',
      fc.record(
        {
          nonce: fc.oneof(toHex(43), oddTexts, oddValues),
          address: fc.oneof(
            fc.constantFrom(
              ownAddress,
              `${ownAddress}/`,
              ownAddress.toUpperCase(),
              `${ownAddress}:443`,
              ` ${ownAddress}`
            ),
            fc.constantFrom([ownAddress], { address: ownAddress }, `${ownAddress}\u0000`, `${ownAddress}\nx`),
            oddTexts,
            oddValues
          )
        },
        { requiredKeys: [] }
      )
    ),
    post('/_identity', fc.record({ nonce: toHex(43), address: fc.constantFrom(ownAddress, `${ownAddress}/`, '') })),
    post(
      '/_links/join',
      fc.record(
        { token: oddTexts, account: fc.oneof(oddValues, fc.record({ name: oddTexts, zone: oddTexts })) },
        { requiredKeys: [] }
      )
    ),
    post('/_links/accept', fc.record({ token: fc.oneof(oddTexts, oddValues) })),
    post('/_invitations', fc.record({ label: fc.oneof(oddTexts, oddValues), address: fc.oneof(oddTexts, oddValues) })),
    fc.oneof(ids, oddTexts).map(id => ({ method: 'DELETE', path: `/_invitations/${toSegment(id)}` })),
    post('/_session/renew', fc.record({ renewalToken: fc.oneof(oddTexts, oddValues) })),
    post(
      '/_account',
      fc.record(
        { zone: oddTexts, phone: oddTexts, displayName: oddValues, role: oddTexts },
        { requiredKeys: ['zone'] }
      ),
      'PUT'
    ),
    post('/_account/password', fc.record({ currentPassword: oddTexts, newPassword: oddTexts }), 'PUT'),
    post('/_session/password', fc.record({ password: fc.oneof(oddTexts, oddValues) })),
    query({ person: ids, act: oddTexts, after: oddTexts }).map(text => ({
      method: 'GET',
      path: `/_admin/audit${text}`
    })),
    fc.constant({ method: 'GET', path: '/_admin/people' }),
    fc.constantFrom('mail', 'health', 'organisation').map(page => ({ method: 'GET', path: `/_admin/${page}` })),
    ids.map(id => ({ method: 'GET', path: `/_admin/people/${toSegment(id)}/sessions` })),
    oddTexts.map(id => ({ method: 'POST', path: `/_admin/people/${toSegment(id)}/sign-out` })),
    oddTexts.map(id => ({ method: 'POST', path: `/_admin/mail/${toSegment(id)}/again` })),
    fc
      .tuple(oddTexts, fc.record({ role: oddTexts, isAdmin: oddValues, disabled: fc.boolean(), sessions: oddTexts }))
      .map(([id, body]) => ({ method: 'PUT', path: `/_admin/people/${toSegment(id)}`, body })),
    post('/_admin/invitations', fc.record({ role: oddTexts, isAdmin: oddValues })),
    post(
      '/_admin/import/look',
      fc.record({
        rows: few(fc.record({ displayName: oddTexts, phone: oddTexts, role: oddTexts, email: oddTexts })),
        country: fc.constantFrom('CH', 'XX', '')
      })
    ),
    post('/_admin/organisation', fc.record({ name: oddValues, registration: oddTexts }), 'PUT'),
    // No phone number: nobody is added.
    post(
      '/_admin/people',
      fc.record({
        name: oddTexts,
        displayName: oddTexts,
        phone: oddTexts,
        zone: oddTexts,
        role: oddTexts,
        isAdmin: fc.boolean(),
        password: oddTexts
      })
    ),
    oddTexts.map(id => ({ method: 'POST', path: `/_admin/people/${toSegment(id)}/reset-link` })),
    post('/_links/forgotten', fc.record({ login: fc.oneof(oddTexts, oddValues) })),
    post('/_links/reset', fc.record({ token: fc.oneof(oddTexts, oddValues), password: oddTexts })),
    post('/_links/revert-address', fc.record({ token: fc.oneof(oddTexts, oddValues) }))
  )

  return fc
    .record({
      who: fc.constantFrom(...members),
      whose: fc.oneof({ weight: 9, arbitrary: fc.constant('own') }, { weight: 1, arbitrary: fc.constant('another') }),
      database: fc.constantFrom('slots', 'users', 'calls', 'calls'),
      coding: fc.oneof(
        { weight: 12, arbitrary: fc.constant<Coding>('plain') },
        { weight: 2, arbitrary: fc.constant<Coding>('gzip') },
        { weight: 1, arbitrary: fc.constantFrom<Coding>('half a gzip', 'form') }
      ),
      draft: drafts
    })
    .map(({ who, whose, database, coding, draft: { method, path, body, headers = [] } }) => {
      const owner: Member = whose === 'own' || who === 'student' ? who : 'student'
      const name = database === 'calls' ? `calls-${people[owner].userId}` : database
      const encoded = body === undefined ? undefined : encode(body, coding)
      return {
        who,
        method,
        path: path.replace(':db', name),
        headers: [...headers, ...(encoded?.headers ?? [])],
        body: encoded?.bytes,
        lengthError: 0
      }
    })
}

function encode(
  body: unknown,
  coding: Coding
): { readonly bytes: Uint8Array; readonly headers: readonly (readonly [string, string])[] } {
  const json = encoder.encode(JSON.stringify(body))
  if (coding === 'form') {
    const pairs = Object.entries(Object(body) as object).map(([key, value]) => [key, toText(value).toWellFormed()])
    const form = new URLSearchParams(pairs)
    return {
      bytes: encoder.encode(form.toString()),
      headers: [['content-type', 'application/x-www-form-urlencoded']]
    }
  }
  if (coding === 'plain') return { bytes: json, headers: [['content-type', 'application/json']] }
  const packed = Uint8Array.from(gzipSync(json))
  return {
    bytes: coding === 'gzip' ? packed : packed.subarray(0, packed.length >> 1),
    headers: [
      ['content-type', 'application/json'],
      ['content-encoding', 'gzip']
    ]
  }
}

function withoutId({ _id, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return rest
}

function toQueryText(value: unknown): string {
  return toSegment(toText(value))
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')
}

/** Lone surrogates cannot be encoded. */
function toSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .slice(0, 8_000)
    .replace(/%[0-9A-F]?$/, '')
}
