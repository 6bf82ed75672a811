import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { isZone } from '#domain/time/wall-clock.ts'
import { draftSchema } from '../../data/database/draft.ts'
import type { WorkspaceActions } from '../contract.ts'
import { type ActionContext, done, refuse } from './action-context.ts'

type OwnActions = Pick<WorkspaceActions, 'saveDraft' | 'discardDraft' | 'saveProfile' | 'setNoticeDismissed'>

/** What concerns this person alone: drafts, the public profile, the inbox. */
export function createOwnActions({ account, repositories, now, journal }: ActionContext): OwnActions {
  const { users, calls, notices, drafts } = repositories
  return {
    async saveDraft({ bookingId, ...fields }) {
      const draft = draftSchema.safeParse({ ...fields, id: bookingId, savedAt: now() })
      if (!draft.success) return refuse('invalid-input', { field: String(draft.error.issues[0]?.path[0] ?? '') })
      return drafts.save(draft.data)
    },
    async discardDraft(bookingId) {
      await drafts.remove(bookingId)
    },
    async saveProfile(fields) {
      if (account.role !== 'coach') return refuse('coaches-only')
      const profile = coachProfileSchema.safeParse({ ...fields, id: account.userId })
      if (!profile.success) return refuse('invalid-input', { field: profile.error.issues[0]?.path.join('.') ?? '' })
      if (!isZone(profile.data.zone)) return refuse('unknown-zone', { field: 'zone' })
      const before = withoutId(users.find(account.userId))
      const saved = await users.save(profile.data)
      if (saved.ok) await journal.record({ kind: 'profile-saved', slotIds: [], before, after: withoutId(profile.data) })
      return saved
    },
    async setNoticeDismissed(noticeId, dismissed) {
      // One occasion may have told both the server and this device: the inbox shows it once.
      if (notices.find(noticeId) !== undefined) {
        const local = await notices.change(noticeId, notice => ({ ...notice, dismissed }))
        if (!local.ok) return local
      }
      if (calls.find(noticeId) === undefined) return done
      return calls.change(noticeId, copy => (copy.kind === 'notice' ? { ...copy, dismissed } : copy))
    }
  }
}

function withoutId(profile: CoachProfile | undefined): Omit<CoachProfile, 'id'> | undefined {
  if (profile === undefined) return undefined
  const { id: _, ...fields } = profile
  return fields
}
