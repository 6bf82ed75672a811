import type { Action, ActionId } from '../model/action.ts'
import type { Instant } from '../model/primitives.ts'
import type { PartyRole } from '../model/role.ts'
import type { FollowUp, SessionCopy } from '../model/session-copy.ts'
import { followUpIdOf, listOwnActions } from './follow-ups.ts'

/** An action as a form shows it. */
export interface EditedAction {
  /** Absent for a new one. */
  readonly id?: ActionId | undefined
  readonly text: string
  readonly owner: PartyRole
  readonly dueDate?: string | undefined
  /** Of the coach's own alone. */
  readonly isDone: boolean
}

type Held = Pick<SessionCopy, 'actions' | 'followUps'>

/** What a form begins with. */
export function toEditedActions(held: Held): readonly EditedAction[] {
  return listOwnActions(held).flatMap(({ id, text, owner, dueDate, isDone }) =>
    owner === 'newer' ? [] : [{ id, text, owner, ...(dueDate === undefined ? {} : { dueDate }), isDone }]
  )
}

/**
 * What a coach's copy is to hold where its form shows `edited` and began with `held`. What was not changed stays as it is. A follow-up stays
 * one as long as it says no more than old devices can show (SU8). Another owner makes another action of it: what was private
 * never goes over to the student under an id that was known before.
 */
export function planActions(
  held: Held,
  edited: readonly EditedAction[],
  { now, createId }: { readonly now: Instant; readonly createId: () => string }
): Held {
  const { actions: heldActions = {}, followUps: heldFollowUps = [] } = held
  const isFollowUp = new Set(heldFollowUps.map(followUpIdOf).filter(id => !Object.hasOwn(heldActions, id)))
  // Whose only a newer version knows stay as they are: no form shows them (VE3).
  const newer = Object.entries(heldActions).filter(([, { owner }]) => owner === 'newer')
  const actions: Record<ActionId, Action> = Object.fromEntries(newer)
  const followUps: FollowUp[] = []
  const taken = new Set<ActionId>()
  for (const [at, { id: shown, text, owner, dueDate, isDone }] of edited.entries()) {
    // Two windows may have changed one action to two texts: the second one is another action, and nothing is lost.
    const id = shown !== undefined && taken.has(shown) ? undefined : shown
    if (id !== undefined) taken.add(id)
    const before = id === undefined ? undefined : heldActions[id]
    if (before !== undefined && before.owner === owner) {
      actions[id as ActionId] = change(before, { text, dueDate, isDone }, now)
      continue
    }
    const wasFollowUp = id !== undefined && isFollowUp.has(id)
    if (wasFollowUp && owner === 'coach' && dueDate === undefined) {
      followUps.push({ text, done: isDone })
      continue
    }
    // A millisecond apart, so that they stay in the order in which they were typed.
    const made = {
      text,
      owner,
      ...(dueDate === undefined ? {} : { dueDate }),
      madeAt: now - (edited.length - 1 - at),
      editedAt: now
    }
    actions[wasFollowUp && owner === 'coach' ? id : createId()] =
      isDone && owner === 'coach' ? { ...made, doneAt: now } : made
  }
  return {
    ...(held.followUps === undefined && followUps.length === 0 ? {} : { followUps }),
    ...(held.actions === undefined && Object.keys(actions).length === 0 ? {} : { actions })
  }
}

function change(
  before: Action,
  { text, dueDate, isDone }: Pick<EditedAction, 'text' | 'dueDate' | 'isDone'>,
  now: Instant
): Action {
  const isTicked = before.owner === 'coach' && isDone
  if (text === before.text && dueDate === before.dueDate && isTicked === (before.doneAt !== undefined)) return before
  const { dueDate: _d, doneAt: _t, ...rest } = before
  return {
    ...rest,
    text,
    ...(dueDate === undefined ? {} : { dueDate }),
    ...(isTicked ? { doneAt: before.doneAt ?? now } : {}),
    editedAt: now
  }
}
