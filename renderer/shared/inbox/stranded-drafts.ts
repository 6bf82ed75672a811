import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Draft } from '#renderer/contract/screens.ts'
import { isRecorded } from '#renderer/store/drafts/recorded-drafts.ts'
import { findPendingRequest } from '../sessions/session-status.ts'
import { listSessionActions, type SessionAction } from '../sessions/session-actions.ts'

/** What a person typed for a session and did not save, and cannot go on with: the session was cancelled, moved on, or is gone. */
export interface StrandedDraft {
  readonly draft: Draft
  readonly text: string
  /** Undefined where the session is not on this device any more. */
  readonly call: SessionCopy | undefined
}

/** @param now server's clock, epoch ms */
export function listStrandedDrafts(
  drafts: readonly Draft[],
  calls: readonly SessionCopy[],
  now: Instant
): readonly StrandedDraft[] {
  return drafts.flatMap(draft => {
    const actions = actionsOf(draft)
    if (actions === undefined) return []
    const call = calls.find(({ id }) => id === draft.subjectId)
    const isOpen =
      call !== undefined &&
      // While an answer is awaited nobody knows.
      (findPendingRequest(call) !== undefined || listSessionActions(call, now).some(action => actions.includes(action)))
    const text = textOf(draft).trim()
    return isOpen || text === '' || isRecorded(draft, call) ? [] : [{ draft, text, call }]
  })
}

/** What leads to the draft's form; undefined where it can always be opened. */
function actionsOf({ form }: Draft): readonly SessionAction[] | undefined {
  switch (form) {
    case 'wrap-up':
      return ['wrapUp', 'editWrapUp']
    case 'review':
      return ['review', 'editReview']
    case 'cancel':
      // A coach may also cancel while wrapping up.
      return ['cancel', 'wrapUp']
    case 'move':
      return ['move']
    // Its form opens with any day.
    case 'cancel-day':
    // Its form opens with any slot of that coach, also with one that comes later.
    case 'claim':
    case 'meeting':
    case 'busy-link':
    case 'dossier':
    case 'profile':
    case 'details':
    case 'hours':
    case 'away':
      return undefined
    default:
      return assertNever(form)
  }
}

/** Everything that was typed, as one text. */
function textOf({ form, values }: Draft): string {
  switch (form) {
    case 'wrap-up':
      return [
        values.notes,
        values.summary ?? '',
        ...(values.actions ?? values.followUps).map(({ text }) => `- ${text}`),
        values.newFollowUp ?? '',
        values.newAction ?? ''
      ].join('\n')
    case 'review':
      return values.text
    case 'cancel':
    case 'cancel-day':
    case 'move':
      return values.reason
    case 'claim':
    case 'meeting':
    case 'busy-link':
    case 'dossier':
    case 'profile':
    case 'details':
    case 'hours':
    case 'away':
      return ''
    default:
      return assertNever(form)
  }
}
