import type { Call, FollowUp } from '#domain/model/call.ts'
import { notesMaxLength } from '#domain/model/primitives.ts'
import type { WrapUp, WrapUpDraft, WrapUpWords } from '../../store/contract.ts'
import { outcomeOf } from './session-status.ts'

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

export const followUpMaxLength = 500
export const maxFollowUps = 50

/** The draft where there is one, else what was recorded before; a first wrap-up starts empty. */
export function toWrapUpValues(call: Call, draft: WrapUpDraft | undefined): WrapUpValues {
  const source = draft ?? { outcome: outcomeOf(call), ...call }
  return {
    choice: source.outcome,
    satisfaction: source.satisfaction,
    notes: source.notes ?? '',
    followUps: (source.followUps ?? []).map((item, key) => ({ ...item, key })),
    newFollowUp: draft?.newFollowUp ?? ''
  }
}

/** Whether two states of the dialog say the same. */
export function isSameValues(a: WrapUpValues, b: WrapUpValues): boolean {
  const textOf = (values: WrapUpValues) => JSON.stringify({ ...values, followUps: stripKeys(values.followUps) })
  return textOf(a) === textOf(b)
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

/** What is kept on this device while the dialog is open; also what could not be saved as it is. */
export function toDraft(
  bookingId: string,
  values: WrapUpValues,
  base: WrapUpWords | undefined
): Omit<WrapUpDraft, 'savedAt'> {
  const { choice, satisfaction, notes, followUps, newFollowUp } = values
  return {
    bookingId,
    ...(choice === undefined || choice === 'late-cancel' ? {} : { outcome: choice }),
    ...(satisfaction === undefined ? {} : { satisfaction }),
    notes,
    followUps: stripKeys(followUps),
    ...(newFollowUp === '' ? {} : { newFollowUp }),
    ...(base === undefined ? {} : { base })
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
