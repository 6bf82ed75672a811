import type { Account } from '#domain/model/account.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { DocumentStore } from '../storage/document-store.ts'

/**
 * Gives every coach a public profile, and lets it follow a changed name or zone of the account for as long as the coach
 * has not chosen another one for the public. Nothing else of an account is ever copied there.
 * @param users the `users` database
 */
export async function keepCoachProfile(
  users: DocumentStore,
  account: Account,
  before: Account | undefined
): Promise<void> {
  if (account.role !== 'coach') return
  for (;;) {
    const [stored] = await users.read([account.id])
    const profile = nextProfile(stored, account, before)
    if (profile === undefined) return
    const doc = { ...profile, _id: account.id, ...(stored === undefined ? {} : { _rev: stored._rev }) }
    const [row] = await users.write([doc], { newEdits: true })
    if (row !== undefined && 'ok' in row) return
    // The coach's own edit came in between: look again.
    if (row?.name !== 'conflict') throw new Error(`profile not stored: ${row?.message}`)
  }
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
  const changed = (['displayName', 'zone'] as const).filter(
    field => account[field] !== before[field] && stored[field] === before[field]
  )
  if (changed.length === 0) return undefined
  const { _id, _rev, ...fields } = stored
  return { ...fields, ...Object.fromEntries(changed.map(field => [field, account[field]])) }
}
