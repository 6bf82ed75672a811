import type { SessionCopy, FollowUp } from '#domain/model/session-copy.ts'
import { type EditedAction, toEditedActions } from '#domain/actions/plan-actions.ts'
import {
  actionMaxLength,
  followUpMaxLength,
  maxActions,
  maxFollowUps,
  notesMaxLength,
  summaryMaxLength
} from '#domain/model/limits.ts'
import type { DraftValues, WrapUp } from '#renderer/contract/screens.ts'
import { outcomeOf } from '#renderer/shared/sessions/session-status.ts'

/** `late-cancel` is not an outcome: it leads to the cancel dialog. */
export type WrapUpChoice = 'completed' | 'no-show' | 'late-cancel'

/** A follow-up while it is edited; the key tells equal texts apart. */
export interface EditedFollowUp extends FollowUp {
  readonly key: number
}

/** An action while it is edited. */
export type EditedRow = EditedAction

/** What stands in the wrap-up dialog. */
export interface WrapUpValues {
  readonly choice: WrapUpChoice | undefined
  readonly satisfaction: number | undefined
  readonly notes: string
  readonly followUps: readonly EditedFollowUp[]
  /** What stands in the field of a new follow-up; saving adds it. */
  readonly newFollowUp: string
  readonly summary: string
  readonly actions: readonly EditedRow[]
  /** What stands in the fields of a new action; saving adds it. */
  readonly newAction: string
  readonly newOwner: EditedRow['owner']
  readonly newDueDate?: string | undefined
  /** Undefined: not said. */
  readonly paid?: boolean | undefined
}

export type FollowUpProblem = 'follow-up-too-long' | 'too-many-follow-ups'
export type ActionProblem = 'action-too-long' | 'action-empty' | 'too-many-actions'
export type WrapUpProblem =
  | 'choose-outcome'
  | 'choose-score'
  | 'notes-too-long'
  | 'summary-too-long'
  | FollowUpProblem
  | ActionProblem

/**
 * What was recorded before, as the dialog shows it; a first wrap-up starts empty.
 * @param takesActions the server has the capability `actions`: summary and actions are shown, and follow-ups are actions (SU8)
 */
export function toRecorded(call: SessionCopy, takesActions: boolean): DraftValues['wrap-up'] {
  const outcome = outcomeOf(call)
  return {
    ...(outcome === undefined ? {} : { outcome }),
    ...(call.satisfaction === undefined ? {} : { satisfaction: call.satisfaction }),
    ...(call.paid === undefined ? {} : { paid: call.paid }),
    notes: call.notes ?? '',
    followUps: call.followUps ?? [],
    ...(takesActions ? { summary: call.summary ?? '', actions: [...toEditedActions(call)] } : {})
  }
}

/** What is kept, as the dialog shows it. A late cancellation is no outcome, and is not kept. */
export function toWrapUpValues(kept: DraftValues['wrap-up'], isLateCancel: boolean): WrapUpValues {
  return {
    choice: isLateCancel ? 'late-cancel' : kept.outcome,
    satisfaction: kept.satisfaction,
    notes: kept.notes,
    followUps: kept.followUps.map((item, key) => ({ ...item, key })),
    newFollowUp: kept.newFollowUp ?? '',
    summary: kept.summary ?? '',
    actions: kept.actions ?? toEditedActions({ followUps: kept.followUps }),
    // What was being typed when the server took follow-ups alone is an action of the coach's own.
    newAction: kept.newAction ?? kept.newFollowUp ?? '',
    newOwner: kept.newOwner ?? (kept.newFollowUp === undefined ? 'student' : 'coach'),
    newDueDate: kept.newDueDate,
    paid: kept.paid
  }
}

/** Everything that keeps the dialog from being saved, in the order of its fields. */
export function findProblems(values: WrapUpValues, takesActions: boolean): readonly WrapUpProblem[] {
  const { choice, satisfaction, notes, followUps, newFollowUp, summary } = values
  const listed = takesActions ? listActionProblems(values) : [findFollowUpProblem(followUps, newFollowUp)]
  return [
    ...(choice === undefined ? (['choose-outcome'] as const) : []),
    ...(choice === 'completed' && satisfaction === undefined ? (['choose-score'] as const) : []),
    ...(notes.length > notesMaxLength ? (['notes-too-long'] as const) : []),
    ...(takesActions && summary.length > summaryMaxLength ? (['summary-too-long'] as const) : []),
    ...listed.filter(problem => problem !== undefined)
  ]
}

/** Why a text cannot be added to the list; undefined where it can, or where it says nothing. */
export function findFollowUpProblem(items: readonly EditedFollowUp[], text: string): FollowUpProblem | undefined {
  const { length } = text.trim()
  if (length > followUpMaxLength) return 'follow-up-too-long'
  return length > 0 && items.length >= maxFollowUps ? 'too-many-follow-ups' : undefined
}

function listActionProblems({ actions, newAction }: WrapUpValues): readonly (ActionProblem | undefined)[] {
  // More may be there already: what two devices had, and follow-ups of before. Then none is added.
  const isTooMany = newAction.trim() !== '' && actions.length >= maxActions
  return [
    ...actions.map(({ text }) => findActionProblem(text, true)),
    findActionProblem(newAction),
    ...(isTooMany ? (['too-many-actions'] as const) : [])
  ]
}

/** @param mustSay whether it needs a text: an action of the list does, once somebody tried to save it */
export function findActionProblem(text: string, mustSay = false): ActionProblem | undefined {
  const { length } = text.trim()
  if (length > actionMaxLength) return 'action-too-long'
  return mustSay && length === 0 ? 'action-empty' : undefined
}

/** The list with one more action; unchanged where its text says nothing. */
export function addAction({
  actions,
  newAction,
  newOwner,
  newDueDate
}: Pick<WrapUpValues, 'actions' | 'newAction' | 'newOwner' | 'newDueDate'>): readonly EditedRow[] {
  const text = newAction.trim()
  if (text === '') return actions
  return [
    ...actions,
    { text, owner: newOwner, ...(newDueDate === undefined ? {} : { dueDate: newDueDate }), isDone: false }
  ]
}

/** What is recorded, with the follow-up that was typed last; a session that did not happen has no score. Undefined while a problem is left or the session is to be cancelled. */
export function toWrapUp(values: WrapUpValues, takesActions: boolean): WrapUp | undefined {
  const { choice, satisfaction, notes, summary } = values
  if (choice === undefined || choice === 'late-cancel' || findProblems(values, takesActions).length > 0)
    return undefined
  return {
    outcome: choice,
    ...(choice === 'completed' && satisfaction !== undefined ? { satisfaction } : {}),
    notes,
    ...(takesActions
      ? { summary, actions: addAction(values).map(row => ({ ...row, text: row.text.trim() })) }
      : { followUps: stripKeys(addFollowUp(values.followUps, values.newFollowUp)) })
  }
}

/** A change of the dialog, as it is kept on this device; also what could not be saved as it is. */
export function toKept(part: Partial<WrapUpValues>): Partial<DraftValues['wrap-up']> {
  const { choice, followUps, newFollowUp, actions, newAction } = part
  return {
    ...(choice === undefined || choice === 'late-cancel' ? {} : { outcome: choice }),
    ...('satisfaction' in part ? { satisfaction: part.satisfaction } : {}),
    ...(part.notes === undefined ? {} : { notes: part.notes }),
    ...(followUps === undefined ? {} : { followUps: [...stripKeys(followUps)] }),
    ...(newFollowUp === undefined ? {} : { newFollowUp: newFollowUp === '' ? undefined : newFollowUp }),
    ...(part.summary === undefined ? {} : { summary: part.summary }),
    ...(actions === undefined ? {} : { actions: [...actions] }),
    ...(newAction === undefined ? {} : { newAction: newAction === '' ? undefined : newAction, newFollowUp: undefined }),
    ...(part.newOwner === undefined ? {} : { newOwner: part.newOwner }),
    ...('newDueDate' in part ? { newDueDate: part.newDueDate } : {}),
    ...('paid' in part ? { paid: part.paid } : {})
  }
}

/** The list with one more thing to do; unchanged where the text says nothing or cannot be added. */
export function addFollowUp(items: readonly EditedFollowUp[], text: string): readonly EditedFollowUp[] {
  const trimmed = text.trim()
  if (trimmed === '' || findFollowUpProblem(items, text) !== undefined) return items
  const key = Math.max(-1, ...items.map(item => item.key)) + 1
  return [...items, { text: trimmed, done: false, key }]
}

export function setFollowUpDone(items: readonly EditedFollowUp[], key: number, done: boolean) {
  return items.map(item => (item.key === key ? { ...item, done } : item))
}

export function removeFollowUp(items: readonly EditedFollowUp[], key: number): readonly EditedFollowUp[] {
  return items.filter(item => item.key !== key)
}

function stripKeys(items: readonly EditedFollowUp[]): readonly FollowUp[] {
  return items.map(({ text, done }) => ({ text, done }))
}
