import type { Call, FollowUp } from '#domain/model/call.ts'
import { notesMaxLength } from '#domain/model/primitives.ts'
import type { WrapUp, WrapUpDraft } from '../../store/contract.ts'
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
}

export type WrapUpProblem = 'choose-outcome' | 'choose-score' | 'notes-too-long'

export const followUpMaxLength = 500
export const maxFollowUps = 50

/** The draft where there is one, else what was recorded before; a first wrap-up starts empty. */
export function toWrapUpValues(call: Call, draft: WrapUpDraft | undefined): WrapUpValues {
  const source = draft ?? { outcome: outcomeOf(call), ...call }
  return {
    choice: source.outcome,
    satisfaction: source.satisfaction,
    notes: source.notes ?? '',
    followUps: (source.followUps ?? []).map((item, key) => ({ ...item, key }))
  }
}

/** Whether two states of the dialog say the same. */
export function isSameValues(a: WrapUpValues, b: WrapUpValues): boolean {
  return JSON.stringify({ ...a, followUps: stripKeys(a) }) === JSON.stringify({ ...b, followUps: stripKeys(b) })
}

/** Everything that keeps the dialog from being saved, in the order of its fields. */
export function findProblems({ choice, satisfaction, notes }: WrapUpValues): readonly WrapUpProblem[] {
  return [
    ...(choice === undefined ? (['choose-outcome'] as const) : []),
    ...(choice === 'completed' && satisfaction === undefined ? (['choose-score'] as const) : []),
    ...(notes.length > notesMaxLength ? (['notes-too-long'] as const) : [])
  ]
}

/** What is recorded; a session that did not happen has no score. Undefined while a problem is left or the session is to be cancelled. */
export function toWrapUp(values: WrapUpValues): WrapUp | undefined {
  const { choice, satisfaction, notes } = values
  if (choice === undefined || choice === 'late-cancel' || findProblems(values).length > 0) return undefined
  return {
    outcome: choice,
    ...(choice === 'completed' && satisfaction !== undefined ? { satisfaction } : {}),
    notes,
    followUps: stripKeys(values)
  }
}

/** What is kept on this device while the dialog is open; also what could not be saved as it is. */
export function toDraft(bookingId: string, values: WrapUpValues): Omit<WrapUpDraft, 'savedAt'> {
  const { choice, satisfaction, notes } = values
  return {
    bookingId,
    ...(choice === undefined || choice === 'late-cancel' ? {} : { outcome: choice }),
    ...(satisfaction === undefined ? {} : { satisfaction }),
    notes,
    followUps: stripKeys(values)
  }
}

/** The list with one more thing to do; unchanged where the text says nothing or the list is full. */
export function addFollowUp(items: readonly EditedFollowUp[], text: string): readonly EditedFollowUp[] {
  const trimmed = text.trim().slice(0, followUpMaxLength)
  if (trimmed === '' || items.length >= maxFollowUps) return items
  const key = Math.max(-1, ...items.map(item => item.key)) + 1
  return [...items, { text: trimmed, done: false, key }]
}

export function setFollowUpDone(items: readonly EditedFollowUp[], key: number, done: boolean) {
  return items.map(item => (item.key === key ? { ...item, done } : item))
}

export function removeFollowUp(items: readonly EditedFollowUp[], key: number): readonly EditedFollowUp[] {
  return items.filter(item => item.key !== key)
}

function stripKeys({ followUps }: WrapUpValues): readonly FollowUp[] {
  return followUps.map(({ text, done }) => ({ text, done }))
}
