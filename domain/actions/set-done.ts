import type { ActionId, Tick, Ticks } from '../model/action.ts'
import { maxStoredActions } from '../model/limits.ts'
import type { Instant } from '../model/primitives.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import { followUpIdOf } from './follow-ups.ts'
import { listActions } from './list-actions.ts'

type Change = Partial<Pick<SessionCopy, 'actions' | 'followUps' | 'ticks'>>

/**
 * What of a copy changes where its owner says that an action is done, or is not: a coach's own action, a student's tick. Undefined where
 * that is not theirs to say.
 */
export function setActionDone(call: SessionCopy, id: ActionId, isDone: boolean, now: Instant): Change | undefined {
  return call.partyRole === 'coach' ? setOwnDone(call, id, isDone, now) : setTick(call, id, isDone, now)
}

function setOwnDone(
  { actions = {}, followUps = [] }: SessionCopy,
  id: ActionId,
  isDone: boolean,
  now: Instant
): Change | undefined {
  // A follow-up that became an action may still stand where an old device left it.
  const list = followUps.map(item => (followUpIdOf(item) === id ? { ...item, done: isDone } : item))
  const isFollowUp = followUps.some(item => followUpIdOf(item) === id)
  const action = Object.hasOwn(actions, id) ? actions[id] : undefined
  if (action === undefined) return isFollowUp ? { followUps: list } : undefined
  if (action.owner !== 'coach') return undefined
  const { doneAt, ...rest } = action
  const next = { ...rest, ...(isDone ? { doneAt: doneAt ?? now } : {}), editedAt: now }
  return { actions: { ...actions, [id]: next }, ...(isFollowUp ? { followUps: list } : {}) }
}

function setTick(call: SessionCopy, id: ActionId, isDone: boolean, now: Instant): Change | undefined {
  const action = listActions(call).find(listed => listed.id === id)
  if (action === undefined) return undefined
  const text = action.state === 'withdrawn' ? (call.ticks?.[id]?.text ?? action.text) : action.text
  const tick: Tick = { doneAt: isDone ? now : null, editedAt: now, text }
  return { ticks: keepRoom({ ...call.ticks, [id]: tick }, call) }
}

/** The newest ticks, and before them those of actions that are there. */
function keepRoom(ticks: Ticks, { shared }: SessionCopy): Ticks {
  const entries = Object.entries(ticks)
  if (entries.length <= maxStoredActions) return ticks
  const weigh = ([id]: readonly [string, Tick]): number => (Object.hasOwn(shared?.actions ?? {}, id) ? 0 : 1)
  const kept = entries.toSorted((a, b) => weigh(a) - weigh(b) || b[1].editedAt - a[1].editedAt)
  return Object.fromEntries(kept.slice(0, maxStoredActions))
}
