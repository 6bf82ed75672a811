import fc from 'fast-check'
import { makeDocuments } from './documents.ts'
import { toHex } from './hex.ts'
import { oddTexts, oddValues } from './junk.ts'
import type { HostileRequest } from './request.ts'
import type { Target } from './target.ts'

const members = ['student', 'other student', 'coach', 'other coach', 'admin'] as const
type Member = (typeof members)[number]

interface Draft {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

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

  const drafts: fc.Arbitrary<Draft> = fc.oneof(
    post('/:db/_bulk_docs', fc.record({ docs: few(document), new_edits: fc.boolean() })),
    post('/:db/_bulk_docs', fc.record({ docs: few(document), new_edits: fc.constant(false) })),
    post(
      '/:db/_bulk_docs',
      manyKeys.map(list => ({ docs: list.map(id => ({ _id: id.slice(0, 256) })) }))
    ),
    document.map(doc => ({ method: 'PUT', path: `/:db/${toSegment(toText(doc['_id']))}`, body: doc })),
    fc
      .tuple(ids, query({ rev: revisions }))
      .map(([id, text]) => ({ method: 'DELETE', path: `/:db/${toSegment(id)}${text}` })),
    fc
      .tuple(ids, query({ rev: revisions, revs: flags, revs_info: flags, open_revs: openRevs, conflicts: flags }))
      .map(([id, text]) => ({ method: 'GET', path: `/:db/${toSegment(id)}${text}` })),
    fc
      .tuple(
        query({ revs: flags, latest: flags, attachments: flags }),
        few(fc.record({ id: ids, rev: revisions }, { requiredKeys: ['id'] }))
      )
      .map(([text, docs]) => ({ method: 'POST', path: `/:db/_bulk_get${text}`, body: { docs } })),
    post('/:db/_revs_diff', fc.dictionary(ids, few(revisions), { maxKeys: 5 })),
    post('/:db/_revs_diff', fc.dictionary(ids, oddValues, { maxKeys: 3 })),
    post('/:db/_all_docs?include_docs=true', fc.record({ keys: few(ids) })),
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
      include_docs: flags
    }).map(text => ({ method: 'GET', path: `/:db/_all_docs${text}` })),
    query({
      feed,
      since: numbers,
      limit: numbers,
      include_docs: flags,
      style: fc.constantFrom('all_docs', 'x'),
      timeout: fc.constant('1')
    }).map(text => ({ method: 'GET', path: `/:db/_changes${text}` })),
    query({ feed, since: fc.oneof(numbers, oddTexts), timeout: fc.constant('1') }).map(text => ({
      method: 'GET',
      path: `/_db_updates${text}`
    })),
    fc.tuple(ids, oddValues, revisions).map(([id, value, rev]) => ({
      method: 'PUT',
      path: `/:db/_local/${toSegment(id)}`,
      body: { _id: `_local/${id}`, _rev: rev, value }
    })),
    fc
      .tuple(ids, query({ rev: revisions }))
      .map(([id, text]) => ({ method: 'DELETE', path: `/:db/_local/${toSegment(id)}${text}` })),
    ids.map(id => ({ method: 'GET', path: `/:db/_local/${toSegment(id)}` })),
    fc.constantFrom('', '/_changes').map(path => ({ method: 'HEAD', path: `/:db${path}` })),
    post('/_session', fc.record({ name: fc.oneof(oddTexts, oddValues), password: fc.oneof(oddTexts, oddValues) })),
    post('/_session/renew', fc.record({ renewalToken: fc.oneof(oddTexts, oddValues) })),
    post(
      '/_account',
      fc.record(
        { zone: oddTexts, phone: oddTexts, displayName: oddValues, role: oddTexts },
        { requiredKeys: ['zone'] }
      ),
      'PUT'
    ),
    post('/_account/password', fc.record({ currentPassword: oddTexts, newPassword: oddTexts }), 'PUT')
  )

  return fc
    .record({
      who: fc.constantFrom(...members),
      whose: fc.oneof({ weight: 9, arbitrary: fc.constant('own') }, { weight: 1, arbitrary: fc.constant('another') }),
      database: fc.constantFrom('slots', 'users', 'calls', 'calls'),
      draft: drafts
    })
    .map(({ who, whose, database, draft: { method, path, body } }) => {
      const owner: Member = whose === 'own' || who === 'student' ? who : 'student'
      const name = database === 'calls' ? `calls-${people[owner].userId}` : database
      return {
        who,
        method,
        path: path.replace(':db', name),
        headers: body === undefined ? [] : [['content-type', 'application/json'] as const],
        body: body === undefined ? undefined : encoder.encode(JSON.stringify(body)),
        lengthError: 0
      }
    })
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
