import type { EndpointName } from '#server/http/endpoints.ts'

/** Who asks. The last four hold a token that is worth nothing any more. */
export const askers = [
  'nobody',
  'student',
  'other student',
  'coach',
  'other coach',
  'coach and admin',
  'admin',
  'disabled',
  'expired',
  'revoked',
  'removed'
] as const
export type Asker = (typeof askers)[number]

/** Databases as an asker sees them. `foreign calls` are those of a person with whom the asker has a session. */
export const databaseKinds = [
  'users',
  'slots',
  'own calls',
  'foreign calls',
  'bookings',
  'accounts',
  'sign-ins',
  'openings',
  'calendar-feeds',
  'organisation',
  'invitations',
  'outbox',
  'resets',
  'audit',
  'unknown',
  '_users',
  '_replicator'
] as const
export type DatabaseKind = (typeof databaseKinds)[number]

/**
 * `open`: the front lets it in, and the gate judges each document. `sign-in`: 401. `forbidden`: 403, of a database of which
 * everybody knows. `unknown`: 404, whether or not there is one. `no path`: 404, nothing of the kind is served to anybody.
 */
export type Access = 'open' | 'sign-in' | 'forbidden' | 'unknown' | 'no path'
export type AccessTable = Readonly<Record<Asker, Readonly<Record<DatabaseKind, Access>>>>

const served = { _users: 'no path', _replicator: 'no path' } as const
const private_ = {
  'foreign calls': 'unknown',
  bookings: 'unknown',
  accounts: 'unknown',
  'sign-ins': 'unknown',
  openings: 'unknown',
  'calendar-feeds': 'unknown',
  organisation: 'unknown',
  invitations: 'unknown',
  outbox: 'unknown',
  resets: 'unknown',
  audit: 'unknown',
  unknown: 'unknown'
} as const
const member = { users: 'open', slots: 'open', 'own calls': 'open', ...private_, ...served } as const
const stranger = {
  users: 'sign-in',
  slots: 'sign-in',
  'own calls': 'sign-in',
  'foreign calls': 'sign-in',
  bookings: 'sign-in',
  accounts: 'sign-in',
  'sign-ins': 'sign-in',
  openings: 'sign-in',
  'calendar-feeds': 'sign-in',
  organisation: 'sign-in',
  invitations: 'sign-in',
  outbox: 'sign-in',
  resets: 'sign-in',
  audit: 'sign-in',
  unknown: 'sign-in',
  ...served
} as const

/** AC1 to AC4. */
export const accessByAsker: AccessTable = {
  nobody: stranger,
  student: member,
  'other student': member,
  coach: member,
  'other coach': member,
  'coach and admin': member,
  admin: { users: 'forbidden', slots: 'forbidden', 'own calls': 'unknown', ...private_, ...served },
  disabled: stranger,
  expired: stranger,
  revoked: stranger,
  removed: stranger
}

/** Whose credential is worth something. */
export const isSignedIn = (asker: Asker): boolean =>
  ['student', 'other student', 'coach', 'other coach', 'coach and admin', 'admin'].includes(asker)

export const mayAdminister = (asker: Asker): boolean => ['coach and admin', 'admin'].includes(asker)

/** One request of an endpoint, and the answer of whoever is let in. */
export interface Sample {
  /** Query with its question mark. */
  readonly query?: string
  readonly body?: unknown
  readonly status: number
  /** The reason of a refusal that comes after access was granted. */
  readonly reason?: string
}

const notThere: Sample = { status: 404, reason: 'missing' }
const malformed = { status: 403, reason: 'malformed' } as const

/** Every endpoint of the allow-list. One that is not here makes the compiler and the matrix fail. */
export const samplesByEndpoint: Readonly<Record<EndpointName, readonly Sample[]>> = {
  welcome: [{ status: 200 }],
  up: [{ status: 200 }],
  'sign-in-read': [{ status: 200 }],
  'sign-in': [
    { body: { name: 'student', password: 'password of student' }, status: 200 },
    { body: { name: 'student', password: 'another' }, status: 401, reason: 'invalid-credentials' }
  ],
  identity: [
    { body: { nonce: 'A'.repeat(43), address: 'https://elsewhere.example' }, status: 403, reason: 'address-not-listed' }
  ],
  'sign-in-renew': [{ body: { renewalToken: 'x' }, status: 401, reason: 'needs-sign-in' }],
  'sign-out': [{ status: 200 }],
  'link-look': [{ body: { token: 'guessed' }, status: 403, reason: 'link-not-valid' }],
  'link-set-up': [
    {
      body: {
        token: 'guessed',
        organisation: 'X',
        role: 'coach',
        isAdmin: true,
        account: { name: 'x', displayName: 'X', phone: '', zone: 'UTC', password: '' }
      },
      status: 403,
      reason: 'link-not-valid'
    }
  ],
  'password-again': [
    { body: { password: 'another' }, status: 403, reason: 'wrong-password' },
    { body: {}, status: 400 }
  ],
  'reset-ask': [{ body: { login: 'student' }, ...notThere }],
  'link-reset': [{ body: { token: 'guessed', password: 'a new password' }, status: 403, reason: 'link-not-valid' }],
  'address-revert': [{ body: { token: 'guessed' }, status: 403, reason: 'link-not-valid' }],
  'invitations-list': [{ status: 200 }],
  'invitation-make': [{ body: { label: '\u0000' }, status: 400, reason: 'label: cannot be read' }],
  'invitation-revoke': [notThere],
  'link-join': [
    {
      body: { token: 'guessed', account: { name: 'x', displayName: 'X', phone: '', zone: 'UTC', password: '' } },
      status: 403,
      reason: 'link-not-valid'
    }
  ],
  'link-accept': [{ body: { token: 'guessed' }, status: 403, reason: 'link-not-valid' }],
  'account-read': [{ status: 200 }],
  'account-change': [
    { body: {}, status: 200 },
    { body: { email: 'x@example.org', currentPassword: 'another' }, status: 403, reason: 'wrong-password' }
  ],
  'account-password': [
    { body: { currentPassword: 'another', newPassword: 'a new password' }, status: 403, reason: 'wrong-password' }
  ],
  'sign-ins-list': [{ status: 200 }],
  'sign-in-end': [notThere],
  'calendar-feed': [notThere],
  'calendar-link-read': [{ status: 200 }],
  'calendar-link-make': [{ status: 200 }],
  'calendar-link-end': [{ status: 200 }],
  'address-ask': [notThere],
  'address-confirm': [{ body: { token: 'x' }, status: 403, reason: 'link-not-valid' }],
  'reminders-stop-ask': [notThere],
  'reminders-stop': [notThere],
  'admin-audit': [{ status: 200 }, { query: '?act=role-changed&person=x&after=e0', status: 200 }],
  'admin-people': [{ status: 200 }],
  'admin-sign-out': [notThere],
  'admin-add': [
    {
      body: {
        name: '!',
        displayName: 'X',
        phone: '+41446681800',
        zone: 'UTC',
        role: 'coach',
        isAdmin: true,
        password: 'long enough'
      },
      status: 400
    }
  ],
  'admin-change': [
    { body: { disabled: true }, ...notThere },
    { body: { disabled: 1 }, status: 400 }
  ],
  'admin-sessions': [notThere],
  'admin-organisation': [{ status: 200 }],
  'admin-organisation-change': [
    { body: {}, status: 200 },
    { body: { name: ' ' }, status: 400 },
    { body: { owner: 'x' }, status: 400 }
  ],
  'admin-import-look': [{ body: { rows: [], country: 'CH' }, status: 200 }],
  'admin-import': [{ body: { rows: [], country: 'CH', zone: 'UTC' }, status: 200 }],
  'admin-invite': [{ body: { role: 'none', isAdmin: false }, status: 400 }],
  'admin-mail': [{ status: 200 }],
  'admin-mail-test': [notThere],
  'admin-mail-again': [notThere],
  'admin-health': [{ status: 200 }],
  'admin-reset-link': [notThere],
  'db-updates': [
    { status: 200 },
    { query: '?feed=longpoll&timeout=1', status: 200 },
    { query: '?feed=continuous&timeout=1', status: 200 }
  ],
  'db-info': [{ status: 200 }],
  'doc-create': [
    { body: { _id: 'x', n: 1 }, ...malformed },
    { body: { n: 1 }, ...malformed }
  ],
  changes: [
    { status: 200 },
    { query: '?include_docs=true&style=all_docs', status: 200 },
    { query: '?feed=longpoll&since=now&timeout=1', status: 200 },
    { query: '?feed=continuous&since=0&timeout=1&include_docs=true', status: 200 },
    { query: '?descending=true&include_docs=true&conflicts=true&limit=3', status: 200 },
    { query: '?filter=_doc_ids&doc_ids=%5B%22x%22%5D&include_docs=true', status: 200 }
  ],
  'changes-by-body': [
    { body: {}, status: 200 },
    { query: '?filter=_doc_ids&include_docs=true', body: { doc_ids: ['x'] }, status: 200 },
    { query: '?feed=continuous&since=0&timeout=1', body: { doc_ids: ['x'] }, status: 200 },
    {
      query: '?filter=_selector',
      body: { selector: {} },
      status: 400,
      reason: 'query.filter: is not supported: take all rows, or filter=_doc_ids, and choose among them'
    },
    {
      body: { selector: {} },
      status: 400,
      reason: 'a selector is not supported: take all rows and choose among them'
    }
  ],
  'all-docs': [
    { status: 200 },
    { query: '?include_docs=true&conflicts=true', status: 200 },
    { query: '?limit=5&descending=true', status: 200 },
    { query: '?keys=%5B%22x%22%5D', status: 200 }
  ],
  'all-docs-by-body': [
    { body: { keys: ['x'] }, status: 200 },
    { body: { limit: 2, include_docs: true }, status: 200 }
  ],
  'bulk-docs': [
    { body: { docs: [{ _id: 'x', n: 1 }] }, status: 201 },
    { body: { docs: [{ n: 1 }] }, status: 201 },
    { body: { docs: [{ _id: 'x', _rev: '1-a', n: 1 }], new_edits: false }, status: 201 }
  ],
  'bulk-get': [{ body: { docs: [{ id: 'x' }] }, status: 200 }],
  'revs-diff': [{ body: { x: ['1-a'] }, status: 200 }],
  'full-commit': [{ status: 201 }],
  'local-read': [notThere],
  'local-write': [
    { body: { _rev: '0-7' }, status: 409, reason: 'Document update conflict.' },
    { body: { _deleted: true }, ...notThere }
  ],
  'local-remove': [{ query: '?rev=0-1', ...notThere }],
  'doc-read': [
    notThere,
    { query: '?rev=1-a&latest=true', ...notThere },
    { query: '?meta=true&revs=true', ...notThere },
    { query: '?open_revs=all', ...notThere }
  ],
  'doc-write': [{ body: { n: 1 }, ...malformed }],
  'doc-remove': [
    { status: 409, reason: 'Document update conflict.' },
    { query: '?rev=1-a', status: 403, reason: 'any code' }
  ]
}

/** Paths of CouchDB and of its relatives that this server does not have, whoever asks. */
export const absentPaths = [
  '/_all_dbs',
  '/_config',
  '/_node/_local/_config/admins/x',
  '/_utils/',
  '/_uuids',
  '/_replicate',
  '/_active_tasks',
  '/_dbs_info',
  '/_membership',
  '/_log',
  '/_session/x',
  '/_account/x',
  '/:db/_find',
  '/:db/_index',
  '/:db/_explain',
  '/:db/_temp_view',
  '/:db/_view_cleanup',
  '/:db/_compact',
  '/:db/_security',
  '/:db/_revs_limit',
  '/:db/_missing_revs',
  '/:db/_purge',
  '/:db/_local_docs',
  '/:db/_design_docs',
  '/:db/_design/x',
  '/:db/_design/x/_view/y',
  '/:db/x/attachment.txt',
  '/:db/_bulk_docs/x',
  '/:db/_changes/x'
] as const
