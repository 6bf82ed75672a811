import { type HoursKeep, moveHours } from '#domain/hours/move-hours.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import { type CoachProfile, coachProfileInputSchema, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { isZone } from '#domain/time/wall-clock.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import { createDraftId, type Draft } from '#renderer/contract/draft.ts'
import type { WorkspaceActions } from '#renderer/contract/screens.ts'
import { type ActionContext, done, refuse } from './action-context.ts'
import { withHoursOf } from './hours-writes.ts'

type OwnActions = Pick<
  WorkspaceActions,
  'saveDraft' | 'flushDrafts' | 'discardDraft' | 'saveProfile' | 'setNoticeDismissed'
>

/** What concerns this person alone: drafts, the public profile, the inbox. */
export function createOwnActions(context: ActionContext): OwnActions {
  const { account, repositories, now, journal, drafts } = context
  const { users, calls, notices } = repositories

  /** What another device saved while this was typed: untouched fields follow it, and what is written over goes to the inbox (MG11). */
  async function keepFieldsOfOthers(typed: CoachProfile, base: Omit<CoachProfile, 'id'>): Promise<CoachProfile> {
    const current = users.find(account.userId)
    if (current === undefined) return typed
    const { resolved, notices: told } = mergeProfile({
      assumed: { deleted: false, value: { ...base, id: account.userId } },
      // Who presses Save sees what was typed here stand.
      server: { deleted: false, value: typed },
      local: { deleted: false, value: current },
      now: now()
    })
    if (told.length > 0) await notices.addMissing(told)
    return resolved.value
  }

  /** A page that goes to its zone from another one, with its weekly hours (AV8). */
  function moveTo(page: CoachProfile, from: string, keeps: HoursKeep): CoachProfile {
    return moveHours({ ...page, zone: from }, { name: page.zone, keeps }, context.createId().slice(0, 8), now())
  }

  return {
    saveDraft: draft => drafts.keep({ ...draft, savedAt: now() } as Draft),
    flushDrafts: () => drafts.flush(),
    discardDraft: (form, subjectId) => drafts.drop(createDraftId(form, subjectId)),
    async saveProfile(fields, base, keeps = 'clock-times') {
      if (account.role !== 'coach') return refuse('coaches-only')
      const current = users.find(account.userId)
      // What is not said here stays as it is.
      const page = dropUnknown(coachProfileSchema, { ...current, ...fields })
      const profile = coachProfileInputSchema.safeParse({ ...withHoursOf(page, current), id: account.userId })
      if (!profile.success) return refuse('invalid-input', { field: profile.error.issues[0]?.path.join('.') ?? '' })
      if (!isZone(profile.data.zone)) return refuse('unknown-zone', { field: 'zone' })
      const before = withoutId(current)
      // Another device may have moved the page since; only a zone that was chosen here takes the hours along.
      const { zone } = current ?? profile.data
      const isMoved = isZone(zone) && profile.data.zone !== zone && profile.data.zone !== base?.zone
      const typed = isMoved ? moveTo(profile.data, zone, keeps) : profile.data
      if (!coachProfileSchema.safeParse(typed).success) return refuse('invalid-input', { field: 'dates' })
      const next = base === undefined ? typed : await keepFieldsOfOthers(typed, withHoursOf(base, current))
      const saved = await users.save(next)
      if (saved.ok) await journal.record({ kind: 'profile-saved', slotIds: [], before, after: withoutId(next) })
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
