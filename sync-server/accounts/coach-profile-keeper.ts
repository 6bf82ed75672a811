import type { Account } from '#domain/model/account.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { CommitPart, DocumentStore } from '../storage/document-store.ts'

/** What of an account its profile follows. */
const followed = ['displayName', 'zone'] as const

/** Gives a coach a public profile where there is none. @param users the `users` database */
export async function keepCoachProfile(users: DocumentStore, account: Account): Promise<void> {
  for (;;) {
    const part = await planCoachProfile(users, account, undefined)
    if (part === undefined) return
    const [row] = await users.write(part.docs, part)
    if (row !== undefined && 'ok' in row) return
    // Somebody else gave it one meanwhile: look again.
    if (row?.name !== 'conflict') throw new Error(`profile not stored: ${row?.message}`)
  }
}

/**
 * What is to be stored together with an account: every coach has a public profile, and it follows a changed name or zone of the
 * account for as long as the coach has not chosen another one for the public. Nothing else of an account is ever copied there.
 */
export async function planCoachProfile(
  users: Pick<DocumentStore, 'name' | 'read'>,
  account: Account,
  before: Account | undefined
): Promise<CommitPart | undefined> {
  if (account.role !== 'coach') return undefined
  // A password is changed, and an account disabled, whatever its profile is like.
  if (before?.role === 'coach' && followed.every(field => account[field] === before[field])) return undefined
  const [stored] = await users.read([account.id])
  const profile = nextProfile(stored, account, before)
  if (profile === undefined) return undefined
  const doc = { ...profile, _id: account.id, ...(stored === undefined ? {} : { _rev: stored._rev }) }
  return { database: users.name, docs: [doc], newEdits: true }
}

type ProfileFields = Omit<CoachProfile, 'id'>

function nextProfile(
  stored: Readonly<Record<string, unknown>> | undefined,
  account: Account,
  before: Account | undefined
): ProfileFields | Readonly<Record<string, unknown>> | undefined {
  if (stored === undefined) {
    const { displayName, zone } = account
    return { displayName, headline: '', bio: '', zone, policy: defaultBookingPolicy }
  }
  if (before === undefined || stored['_deleted'] === true) return undefined
  const changed = followed.filter(field => account[field] !== before[field] && stored[field] === before[field])
  if (changed.length === 0) return undefined
  const { _id, _rev, ...fields } = stored
  return { ...fields, ...Object.fromEntries(changed.map(field => [field, account[field]])) }
}
