import type { SessionCopy, FollowUp } from '#domain/model/session-copy.ts'
import { followUpMaxLength, maxFollowUps, notesMaxLength } from '#domain/model/limits.ts'
import type { DraftValues, WrapUp } from '#renderer/contract/screens.ts'
import { outcomeOf } from '#renderer/shared/sessions/session-status.ts'

/** `late-cancel` is not an outcome: it leads to the cancel dialog. */
export type WrapUpChoice = 'completed' | 'no-show' | 'late-cancel'

/** A follow-up while it is edited; the key tells equal texts apart. */
export interface EditedFollowUp extends FollowUp {
  readonly key: number
}

/** What stands in the wrap-up dialog. */
export interface WrapUpValues {
  readonly choice: WrapUpChoice | undefined
  readonly satisfaction: number | undefined
  readonly notes: string
  readonly followUps: readonly EditedFollowUp[]
  /** What stands in the field of a new follow-up; saving adds it. */
  readonly newFollowUp: string
}

export type FollowUpProblem = 'follow-up-too-long' | 'too-many-follow-ups'
export type WrapUpProblem = 'choose-outcome' | 'choose-score' | 'notes-too-long' | FollowUpProblem

/** What was recorded before, as the dialog shows it; a first wrap-up starts empty. */
export function toRecorded(call: SessionCopy): DraftValues['wrap-up'] {
  const outcome = outcomeOf(call)
  return {
    ...(outcome === undefined ? {} : { outcome }),
    ...(call.satisfaction === undefined ? {} : { satisfaction: call.satisfaction }),
    notes: call.notes ?? '',
    followUps: call.followUps ?? []
  }
}

/** What is kept, as the dialog shows it. A late cancellation is no outcome, and is not kept. */
export function toWrapUpValues(kept: DraftValues['wrap-up'], isLateCancel: boolean): WrapUpValues {
  return {
    choice: isLateCancel ? 'late-cancel' : kept.outcome,
    satisfaction: kept.satisfaction,
    notes: kept.notes,
    followUps: kept.followUps.map((item, key) => ({ ...item, key })),
    newFollowUp: kept.newFollowUp ?? ''
  }
}

/** Everything that keeps the dialog from being saved, in the order of its fields. */
export function findProblems(values: WrapUpValues): readonly WrapUpProblem[] {
  const { choice, satisfaction, notes, followUps, newFollowUp } = values
  const followUpProblem = findFollowUpProblem(followUps, newFollowUp)
  return [
    ...(choice === undefined ? (['choose-outcome'] as const) : []),
    ...(choice === 'completed' && satisfaction === undefined ? (['choose-score'] as const) : []),
    ...(notes.length > notesMaxLength ? (['notes-too-long'] as const) : []),
    ...(followUpProblem === undefined ? [] : [followUpProblem])
  ]
}

/** Why a text cannot be added to the list; undefined where it can, or where it says nothing. */
export function findFollowUpProblem(items: readonly EditedFollowUp[], text: string): FollowUpProblem | undefined {
  const { length } = text.trim()
  if (length > followUpMaxLength) return 'follow-up-too-long'
  return length > 0 && items.length >= maxFollowUps ? 'too-many-follow-ups' : undefined
}

/** What is recorded, with the follow-up that was typed last; a session that did not happen has no score. Undefined while a problem is left or the session is to be cancelled. */
export function toWrapUp(values: WrapUpValues): WrapUp | undefined {
  const { choice, satisfaction, notes } = values
  if (choice === undefined || choice === 'late-cancel' || findProblems(values).length > 0) return undefined
  return {
    outcome: choice,
    ...(choice === 'completed' && satisfaction !== undefined ? { satisfaction } : {}),
    notes,
    followUps: stripKeys(addFollowUp(values.followUps, values.newFollowUp))
  }
}

/** A change of the dialog, as it is kept on this device; also what could not be saved as it is. */
export function toKept(part: Partial<WrapUpValues>): Partial<DraftValues['wrap-up']> {
  const { choice, followUps, newFollowUp } = part
  return {
    ...(choice === undefined || choice === 'late-cancel' ? {} : { outcome: choice }),
    ...('satisfaction' in part ? { satisfaction: part.satisfaction } : {}),
    ...(part.notes === undefined ? {} : { notes: part.notes }),
    ...(followUps === undefined ? {} : { followUps: [...stripKeys(followUps)] }),
    ...(newFollowUp === undefined ? {} : { newFollowUp: newFollowUp === '' ? undefined : newFollowUp })
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
