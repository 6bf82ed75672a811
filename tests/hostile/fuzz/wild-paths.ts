import fc from 'fast-check'
import { oddTexts } from './junk.ts'
import type { Target } from './target.ts'

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
  '/_identity',
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

/** Paths by which things might be served that are not, and such as break parsers. */
export function makePaths({ people, openSlotId, bookingId }: Target): fc.Arbitrary<string> {
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
export function toSegment(text: string): string {
  if (/^[!-~]*$/.test(text)) return text
  try {
    return encodeURIComponent(text)
  } catch {
    return '%ED%A0%80'
  }
}
