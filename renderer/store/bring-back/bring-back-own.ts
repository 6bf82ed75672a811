import { mergeProfile } from '#domain/merge/merge-profile.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { createOutsideReader, createStrictReader } from '#renderer/data/database/collections.ts'
import { createDraftId } from '#renderer/contract/draft.ts'
import { fromStoredDraft, isStorable, toStoredDraft } from '#renderer/data/database/stored-draft.ts'
import type { OwnFields, UnsyncedDocument } from '#renderer/data/recovery/recovery-contents.ts'
import type { ActionContext } from '../actions/action-context.ts'
import { mergeDrafts } from '../drafts/merge-drafts.ts'
import { isRecorded } from '../drafts/recorded-drafts.ts'
import { back, type Fate, left, refusalOf, same } from './fate.ts'

const readProfile = createOutsideReader('users')
const readNotice = createOutsideReader('notices')
const readDraft = createStrictReader('drafts')

/** Stands between what a form holds here and what the file says of the same form. */
const fileDivider = '\n\n---\n\n*Brought back from a file:*\n\n'

/** What concerns a person alone, as it was on a device (PW8): the public page, messages, drafts. */
export function createOwnBringer({ account, repositories, now }: ActionContext) {
  const { users, calls, notices, drafts } = repositories

  return {
    /** As two devices meet (MG11): where both have changed a field, the one here stands, and the other goes to the inbox. */
    async bringBackProfile({ local, base }: UnsyncedDocument): Promise<Fate> {
      if (local.deleted) return same
      const kept = readProfile(local.value)?.raw
      if (kept === undefined) return left('profile', 'item-unreadable')
      if (kept.id !== account.userId || account.role !== 'coach') return left('profile', 'not-yours')
      const current = users.find(kept.id)
      if (current === undefined) return left('profile', 'not-fetched')
      const assumed = base === undefined || base.deleted ? undefined : readProfile(base.value)?.raw
      const mergeInto = (there: CoachProfile) =>
        mergeProfile({
          ...(assumed === undefined ? {} : { assumed: { deleted: false, value: assumed } }),
          server: { deleted: false, value: there },
          local: { deleted: false, value: kept },
          now: now()
        })
      const { resolved, notices: told } = mergeInto(current)
      const isNews = await addNotices(told)
      if (isSame(resolved.value, current)) return isNews ? back('notices') : same
      refusalOf(await users.bringBack(kept.id, there => there && mergeInto(there).resolved.value))
      return back('changes')
    },
    async bringBackNotice(fields: OwnFields): Promise<Fate> {
      const kept = readNotice(fields)?.raw
      if (kept === undefined) return left('message', 'item-unreadable')
      if ((await notices.findStored(kept.id)) !== undefined) return same
      refusalOf(await notices.bringBack(kept.id, there => there ?? kept))
      return back('notices')
    },
    /** As two windows meet on one form (DR5): what is here comes first. A draft that says what is recorded is done. */
    async bringBackDraft(fields: OwnFields): Promise<Fate> {
      const stored = readDraft(fields)
      const kept = stored && fromStoredDraft(stored)
      if (kept === undefined) return left('draft', 'item-unreadable')
      const call = calls.find(kept.subjectId)
      const session = call?.kind === 'call' ? call : undefined
      if (isRecorded(kept, session)) return same
      const id = createDraftId(kept.form, kept.subjectId)
      const before = drafts.find(id)
      const mine = before && fromStoredDraft(before)
      if (before !== undefined && mine === undefined) return left('draft', 'item-unreadable', session)
      const next = mine === undefined ? kept : mergeDrafts(undefined, kept, mine, fileDivider)
      if (mine !== undefined && isSame(next.values, mine.values)) return same
      if (!isStorable(toStoredDraft(next))) return left('draft', 'invalid-input', session)
      refusalOf(
        await drafts.merge(id, there => {
          const typed = there && fromStoredDraft(there)
          return toStoredDraft(typed === undefined ? kept : mergeDrafts(undefined, kept, typed, fileDivider))
        })
      )
      return back('drafts')
    }
  }

  /** Whether one of them was not here yet. */
  async function addNotices(list: Parameters<typeof notices.addMissing>[0]): Promise<boolean> {
    const stored = await Promise.all(list.map(({ id }) => notices.findStored(id)))
    await notices.addMissing(list)
    return stored.includes(undefined)
  }
}
