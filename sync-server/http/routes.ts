/**
 * The allow-list: every request that the server answers, by method, path and query keys (F12). All else is 404 or 405; other
 * query keys go no further than the front.
 */

export type RouteName =
  | 'welcome'
  | 'up'
  | 'identity'
  | 'sign-in-read'
  | 'sign-in'
  | 'sign-in-renew'
  | 'sign-out'
  | 'account-read'
  | 'account-change'
  | 'account-password'
  | 'sign-ins-list'
  | 'sign-in-end'
  | 'db-updates'
  | 'db-info'
  | 'doc-create'
  | 'changes'
  | 'changes-by-body'
  | 'all-docs'
  | 'all-docs-by-body'
  | 'bulk-docs'
  | 'bulk-get'
  | 'revs-diff'
  | 'full-commit'
  | 'local-read'
  | 'local-write'
  | 'local-remove'
  | 'doc-read'
  | 'doc-write'
  | 'doc-remove'

export interface Route {
  readonly name: RouteName
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Segments; `:db` and `:id` match anything that does not begin with an underscore. */
  readonly path: readonly string[]
  /** Query keys that mean something here. Others are ignored, but for `meaningfulKeys`. */
  readonly query: readonly string[]
  /** Bytes of JSON that the body may have; undefined: no body is read. */
  readonly bodyLimit?: number
  /** A form may stand for the JSON object. */
  readonly takesForm?: true
  readonly access: 'everyone' | 'signed-in'
}

const kibibyte = 1_024
const smallBody = 16 * kibibyte
/** The longest document is a call with notes, review and follow-ups: well below this. */
const documentBody = 512 * kibibyte
/** A replicator's log of fifty sessions takes about 33 kB. */
const localBody = 64 * kibibyte
const bulkBody = 8 * kibibyte * kibibyte

const pageKeys = [
  'startkey',
  'start_key',
  'endkey',
  'end_key',
  'key',
  'keys',
  'limit',
  'skip',
  'descending',
  'inclusive_end'
]
const allDocsKeys = [...pageKeys, 'include_docs', 'conflicts', 'update_seq']
const changesKeys = [
  'feed',
  'since',
  'limit',
  'include_docs',
  'style',
  'heartbeat',
  'timeout',
  'conflicts',
  'descending',
  'filter',
  'doc_ids'
]

export const routes: readonly Route[] = [
  { name: 'welcome', method: 'GET', path: [], query: [], access: 'everyone' },
  { name: 'up', method: 'GET', path: ['_up'], query: [], access: 'everyone' },
  { name: 'identity', method: 'POST', path: ['_identity'], query: [], bodyLimit: smallBody, access: 'everyone' },
  { name: 'sign-in-read', method: 'GET', path: ['_session'], query: ['basic'], access: 'everyone' },
  {
    name: 'sign-in',
    method: 'POST',
    path: ['_session'],
    query: [],
    bodyLimit: smallBody,
    takesForm: true,
    access: 'everyone'
  },
  {
    name: 'sign-in-renew',
    method: 'POST',
    path: ['_session', 'renew'],
    query: [],
    bodyLimit: smallBody,
    access: 'everyone'
  },
  { name: 'sign-out', method: 'DELETE', path: ['_session'], query: [], access: 'everyone' },
  { name: 'account-read', method: 'GET', path: ['_account'], query: [], access: 'signed-in' },
  { name: 'account-change', method: 'PUT', path: ['_account'], query: [], bodyLimit: smallBody, access: 'signed-in' },
  {
    name: 'account-password',
    method: 'PUT',
    path: ['_account', 'password'],
    query: [],
    bodyLimit: smallBody,
    access: 'signed-in'
  },
  { name: 'sign-ins-list', method: 'GET', path: ['_account', 'sign-ins'], query: [], access: 'signed-in' },
  { name: 'sign-in-end', method: 'DELETE', path: ['_account', 'sign-ins', ':id'], query: [], access: 'signed-in' },
  {
    name: 'db-updates',
    method: 'GET',
    path: ['_db_updates'],
    query: ['feed', 'since', 'heartbeat', 'timeout'],
    access: 'signed-in'
  },
  { name: 'db-info', method: 'GET', path: [':db'], query: [], access: 'signed-in' },
  { name: 'doc-create', method: 'POST', path: [':db'], query: [], bodyLimit: documentBody, access: 'signed-in' },
  { name: 'changes', method: 'GET', path: [':db', '_changes'], query: changesKeys, access: 'signed-in' },
  {
    name: 'changes-by-body',
    method: 'POST',
    path: [':db', '_changes'],
    query: changesKeys,
    bodyLimit: bulkBody,
    access: 'signed-in'
  },
  { name: 'all-docs', method: 'GET', path: [':db', '_all_docs'], query: allDocsKeys, access: 'signed-in' },
  {
    name: 'all-docs-by-body',
    method: 'POST',
    path: [':db', '_all_docs'],
    query: allDocsKeys,
    bodyLimit: bulkBody,
    access: 'signed-in'
  },
  {
    name: 'bulk-docs',
    method: 'POST',
    path: [':db', '_bulk_docs'],
    query: [],
    bodyLimit: bulkBody,
    access: 'signed-in'
  },
  {
    name: 'bulk-get',
    method: 'POST',
    path: [':db', '_bulk_get'],
    query: ['revs', 'latest'],
    bodyLimit: bulkBody,
    access: 'signed-in'
  },
  {
    name: 'revs-diff',
    method: 'POST',
    path: [':db', '_revs_diff'],
    query: [],
    bodyLimit: bulkBody,
    access: 'signed-in'
  },
  {
    name: 'full-commit',
    method: 'POST',
    path: [':db', '_ensure_full_commit'],
    query: [],
    access: 'signed-in'
  },
  { name: 'local-read', method: 'GET', path: [':db', '_local', ':local'], query: [], access: 'signed-in' },
  {
    name: 'local-write',
    method: 'PUT',
    path: [':db', '_local', ':local'],
    query: [],
    bodyLimit: localBody,
    access: 'signed-in'
  },
  { name: 'local-remove', method: 'DELETE', path: [':db', '_local', ':local'], query: ['rev'], access: 'signed-in' },
  {
    name: 'doc-read',
    method: 'GET',
    path: [':db', ':id'],
    query: ['rev', 'revs', 'revs_info', 'open_revs', 'conflicts', 'deleted_conflicts', 'meta', 'latest'],
    access: 'signed-in'
  },
  {
    name: 'doc-write',
    method: 'PUT',
    path: [':db', ':id'],
    query: ['rev'],
    bodyLimit: documentBody,
    access: 'signed-in'
  },
  { name: 'doc-remove', method: 'DELETE', path: [':db', ':id'], query: ['rev'], access: 'signed-in' }
]

/**
 * Keys that choose which documents are given, or how a write is taken. Where a route does not know them, ignoring them would
 * answer something else than what was asked: the request is refused.
 */
export const meaningfulKeys: readonly string[] = ['filter', 'view', 'new_edits']

export interface PathParams {
  readonly db: string
  readonly id: string
}

export type RouteMatch =
  | { readonly kind: 'found'; readonly route: Route; readonly params: PathParams }
  | { readonly kind: 'method-not-allowed'; readonly allow: readonly string[] }
  | { readonly kind: 'not-found' }
  /** The path holds a broken percent sequence. */
  | { readonly kind: 'malformed' }

/** @param path a URL's path, still encoded */
export function matchRoute(method: string, path: string): RouteMatch {
  const segments = decodeSegments(path)
  if (segments === undefined) return { kind: 'malformed' }
  const fitting = routes.filter(route => fits(route.path, segments))
  if (fitting.length === 0) return { kind: 'not-found' }
  const route = fitting.find(candidate => candidate.method === (method === 'HEAD' ? 'GET' : method))
  if (route === undefined) return { kind: 'method-not-allowed', allow: fitting.map(candidate => candidate.method) }
  const valueOf = (...names: string[]): string => segments[route.path.findIndex(part => names.includes(part))] ?? ''
  return { kind: 'found', route, params: { db: valueOf(':db'), id: valueOf(':id', ':local') } }
}

function decodeSegments(path: string): readonly string[] | undefined {
  // One slash at the end means nothing, as with CouchDB; an empty segment does.
  const raw = path.replace(/^\//, '').replace(/(?<=[^/])\/$/, '')
  try {
    return raw === '' ? [] : raw.split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => {
      const segment = segments[index] ?? ''
      if (part === ':local') return segment !== ''
      if (part.startsWith(':')) return segment !== '' && !segment.startsWith('_')
      return part === segment
    })
  )
}
