import { type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import { toEditedActions } from '#domain/actions/plan-actions.ts'
import { createDraftId, type Draft, type DraftValues } from '#renderer/contract/draft.ts'
import type { DraftKeeper } from './draft-keeper.ts'

/**
 * Whether a draft says what is recorded already: its form was saved, and an interruption left the draft behind. Whoever saves a
 * form stores its draft first, so that the two are the same then.
 */
export function isRecorded({ form, values }: Draft, stored: SessionCopy | undefined): boolean {
  const call = dropUnknown(sessionCopySchema, stored)
  switch (form) {
    case 'wrap-up': {
      const { notes, followUps, newFollowUp = '', summary = '', actions } = values
      if (call === undefined) return false
      const isSameSummary = values.summary === undefined || summary === (call.summary ?? '')
      if (!isSameSummary) return false
      const added = newFollowUp.trim()
      const all = added === '' ? followUps : [...followUps, { text: added, done: false }]
      const isSameActions =
        actions === undefined
          ? isSame(call.followUps ?? [], all)
          : isSame(listContents(values), listContents(toShown(call)))
      const asked = call.request?.kind === 'outcome' ? call.request.outcome : call.status
      const isSameScore = asked === 'no-show' || call.satisfaction === values.satisfaction
      return (
        asked === values.outcome && isSameScore && call.notes === notes && isSameActions && call.paid === values.paid
      )
    }
    case 'review':
      return call?.review !== undefined && isSame(call.review, values)
    case 'cancel': {
      const asked = call?.request?.kind === 'cancel' ? call.request.reason : undefined
      return [asked, call?.cancellation?.reason].includes(values.reason.trim())
    }
    case 'move': {
      const asked = call?.request?.kind === 'reschedule' ? (call.request.reason ?? '') : undefined
      return [asked, call?.moves?.at(-1)?.reason].includes(values.reason.trim())
    }
    case 'cancel-day':
    case 'claim':
      // It is about no session yet: see `dropRecordedDrafts`.
      return false
    case 'meeting':
    case 'busy-link':
    case 'dossier':
    case 'profile':
    case 'details':
    case 'hours':
    case 'away':
      // Their forms lay a draft over what is stored, and see that there is nothing left in it.
      return false
  }
}

type WrapUpValues = DraftValues['wrap-up']
type ShownActions = Pick<WrapUpValues, 'actions' | 'newAction' | 'newOwner' | 'newDueDate'>

function toShown(call: SessionCopy): ShownActions {
  return { actions: [...toEditedActions(call)] }
}

/** What actions say, whatever their ids are: a new one gets its id when it is saved. */
function listContents({
  actions = [],
  newAction = '',
  newOwner = 'student',
  newDueDate
}: ShownActions): readonly string[] {
  const added =
    newAction.trim() === '' ? [] : [{ text: newAction, owner: newOwner, dueDate: newDueDate, isDone: false }]
  return [...actions, ...added]
    .map(({ text, owner, dueDate, isDone }) => JSON.stringify([text.trim(), owner, dueDate ?? null, isDone]))
    .toSorted()
}

/** Removes what is recorded, once, when an account is opened. */
export function dropRecordedDrafts(
  keeper: DraftKeeper,
  parts: {
    readonly findCall: (id: string) => SessionCopy | undefined
    /** Whether a claim that this device sends or has sent, or its session, carries these words. */
    readonly wasWritten: (coachId: string, message: string) => boolean
  }
) {
  for (const draft of keeper.list()) {
    const isSent = draft.form === 'claim' && parts.wasWritten(draft.subjectId, draft.values.message.trim())
    if (isSent || isRecorded(draft, parts.findCall(draft.subjectId)))
      void keeper.drop(createDraftId(draft.form, draft.subjectId))
  }
}
