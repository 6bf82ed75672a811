import type { Action, ActionId } from '../model/action.ts'
import { fingerprintText } from '../model/notice.ts'
import type { FollowUp, SessionCopy } from '../model/session-copy.ts'
import { sortByMaking } from './sort-by-making.ts'

/**
 * The id under which a follow-up is an action of the coach's own (SU8). It derives from the text, so that two devices make one action of
 * it. An action of the student never has such an id: it would say something of a text that was private.
 */
export function followUpIdOf({ text }: Pick<FollowUp, 'text'>): ActionId {
  return [0, 1, 2, 3].map(part => fingerprintText(`${part}:${text}`)).join('')
}

/** An action that may have been a follow-up before. */
export interface OwnAction extends Pick<Action, 'text' | 'dueDate' | 'doneAt'> {
  readonly id: ActionId
  readonly isDone: boolean
  readonly owner: Action['owner']
}

/**
 * All actions that a coach's copy holds, in the order in which they were made, follow-ups first. A follow-up that has become an action
 * meanwhile is that one; an old device may have ticked it there.
 */
export function listOwnActions({
  actions = {},
  followUps = []
}: Pick<SessionCopy, 'actions' | 'followUps'>): readonly OwnAction[] {
  const doneById = new Map<ActionId, boolean>()
  const plain: OwnAction[] = []
  for (const followUp of followUps) {
    const id = followUpIdOf(followUp)
    const isKnown = doneById.has(id)
    doneById.set(id, (doneById.get(id) ?? false) || followUp.done)
    if (!isKnown && !Object.hasOwn(actions, id)) plain.push({ id, owner: 'coach', text: followUp.text, isDone: false })
  }
  const known = sortByMaking(actions).map(([id, { owner, text, dueDate, doneAt }]) => ({
    id,
    owner,
    text,
    isDone: doneAt !== undefined,
    ...(dueDate === undefined ? {} : { dueDate }),
    ...(doneAt === undefined ? {} : { doneAt })
  }))
  return [...plain, ...known].map(action => ({
    ...action,
    isDone: action.isDone || (action.owner === 'coach' && doneById.get(action.id) === true)
  }))
}
