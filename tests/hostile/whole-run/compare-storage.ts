import type { Kept, Storage } from './read-storage.ts'

/** Who is hostile, and which documents honest people wrote twice: after a kill nobody knows whether the first time counted. */
export interface Allowed {
  readonly hostileIds: ReadonlySet<string>
  /** `<database>/<id>` of documents whose number of revisions says nothing. */
  readonly repeated: ReadonlySet<string>
}

/**
 * What differs between the storage that hostile people worked upon and that of the twin, where only the honest ones lived.
 * Hostile people may have left lost claims of their own, their own pages and slots, and local documents under their own ids.
 * @returns one line each
 */
export function compareStorage(attacked: Storage, twin: Storage, allowed: Allowed): readonly string[] {
  const faults: string[] = []
  for (const place of new Set([...attacked.documents.keys(), ...twin.documents.keys()])) {
    if (place.startsWith(signIns) || place.startsWith(matched)) continue
    const [there, expected] = [attacked.documents.get(place), twin.documents.get(place)]
    if (isOwnedByHostile(place, there ?? expected, allowed)) faults.push(...judgeOwn(place, there, allowed))
    else faults.push(...compareDocument(place, there, expected, allowed))
  }
  for (const place of new Set([...attacked.locals.keys(), ...twin.locals.keys()])) {
    const [database = '', , writer = ''] = place.split('/')
    const owner = writer.replace('local-roll ', '')
    if (allowed.hostileIds.has(owner) || allowed.hostileIds.has(database.replace('calls-', ''))) continue
    const [there, expected] = [attacked.locals.get(place), twin.locals.get(place)]
    // The server's own count changes, and lost claims of hostile people are changes: it is there on both, or on neither.
    if (isServersOwn(place) && there !== undefined && expected !== undefined) continue
    if (toText(there) !== toText(expected)) faults.push(`${place} is ${toText(there)}, and not ${toText(expected)}`)
  }
  const [signedIn, expected] = [listSignIns(attacked, allowed), listSignIns(twin, allowed)]
  if (signedIn !== expected) faults.push(`${signIns} are of ${signedIn}, and not of ${expected}`)
  return faults.toSorted()
}

/** Their ids are drawn at random at each server: who has how many of them must be the same. */
const signIns = 'sign-ins/'

/** How far openings are matched with the waiting list is a sequence, and what hostile people leave is counted in it. */
const matched = 'openings/'

function listSignIns({ documents }: Storage, { hostileIds }: Allowed): string {
  const found = [...documents].filter(([place]) => place.startsWith(signIns))
  const owners = found.map(([, { body }]) => String(body['userId']))
  return owners
    .filter(id => !hostileIds.has(id))
    .toSorted()
    .join(' ')
}

/** Local documents of people carry their ids. */
function isServersOwn(place: string): boolean {
  return /^[^/]+\/_local\/[^/]+$/.test(place)
}

function isOwnedByHostile(place: string, kept: Kept | undefined, { hostileIds }: Allowed): boolean {
  const [database = '', id = ''] = place.split('/')
  if (hostileIds.has(database.replace('calls-', ''))) return true
  if (database === 'users' || database === 'slots') return hostileIds.has(id.split(':')[0] ?? '')
  if (database !== 'bookings' || kept === undefined) return false
  return [kept.body['coachId'], kept.body['studentId']].some(party => hostileIds.has(String(party)))
}

/** A hostile person's booking with an honest one may be remembered as lost, and nothing else. */
function judgeOwn(place: string, kept: Kept | undefined, { hostileIds }: Allowed): readonly string[] {
  if (kept === undefined || !place.startsWith('bookings/')) return []
  const { state, coachId, studentId } = kept.body
  const isAmongThem = [coachId, studentId].every(party => hostileIds.has(String(party)))
  return isAmongThem || state === 'declined' ? [] : [`${place} of a hostile person is ${String(state)}`]
}

function compareDocument(
  place: string,
  there: Kept | undefined,
  expected: Kept | undefined,
  { repeated }: Allowed
): readonly string[] {
  if (there === undefined) return [`${place} is gone, without a tombstone`]
  if (expected === undefined) return [`${place} is there, and no honest person made it: ${toText(there.body)}`]
  const faults: string[] = []
  if (toText(there.body) !== toText(expected.body)) {
    faults.push(`${place} is ${toText(there.body)}, and not ${toText(expected.body)}`)
  }
  if (there.liveLeaves > 1) faults.push(`${place} has ${there.liveLeaves} live revisions beside each other`)
  // A student's replica whose claim was lost gets the slot under a revision that wins on it, with the same words.
  const mayGrow = place.startsWith('slots/') || repeated.has(place)
  if (!mayGrow && listGenerations(there) !== listGenerations(expected)) {
    faults.push(`${place} has the revisions ${there.revs.join(' ')}, and not ${expected.revs.join(' ')}`)
  }
  return faults
}

/** Hashes depend on the order of a document's fields, which a restart may change; a forged revision is one more. */
function listGenerations({ revs }: Kept): string {
  return revs
    .map(rev => Number(rev.split('-')[0]))
    .toSorted((a, b) => a - b)
    .join(' ')
}

function toText(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === '_rev') return undefined
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}
