import type { Action, ActionId, Actions, Tick, Ticks } from '../model/action.ts'
import { maxStoredActions } from '../model/limits.ts'
import type { Instant } from '../model/primitives.ts'
import { mergeField } from '../versions/three-way.ts'
import { toStableText } from './stable-text.ts'

/** Two lists of actions, met. `lost`: actions as one side had them and they do not stand any more, with what stands. */
export interface JoinedActions {
  readonly value: Actions
  readonly lost: { readonly mine: Actions; readonly theirs: Actions } | undefined
}

/**
 * Joins the actions of two devices of their coach, each by itself (MG20). Within one, field by field, the later edit where both changed one.
 * What one side removed goes, unless the other one changed it. The same whichever side comes first.
 */
export function joinActions(a: Actions, b: Actions, assumed: Actions): JoinedActions {
  const mine: Record<ActionId, Action> = {}
  const all = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted().flatMap(id => {
    const joined = joinAction(get(a, id), get(b, id), get(assumed, id))
    if (joined.lost !== undefined) mine[id] = joined.lost
    return joined.value === undefined ? [] : [[id, joined.value] as const]
  })
  const [stays, goes] = splitByRoom(all)
  for (const [id, action] of goes) mine[id] = action
  const value = Object.fromEntries(stays) as Actions
  const ids = Object.keys(mine)
  if (ids.length === 0) return { value, lost: undefined }
  const theirs = Object.fromEntries(ids.flatMap(id => (get(value, id) === undefined ? [] : [[id, value[id]]])))
  return { value, lost: { mine, theirs: theirs as Actions } }
}

interface JoinedAction {
  readonly value: Action | undefined
  readonly lost?: Action
}

const fields = ['text', 'owner', 'dueDate', 'doneAt'] as const

function joinAction(a: Action | undefined, b: Action | undefined, assumed: Action | undefined): JoinedAction {
  const whole = mergeField(assumed, a, b)
  if (whole.kind === 'settled') return { value: whole.value }
  // One side removed what the other one changed: what was typed stays.
  if (a === undefined || b === undefined) return { value: a ?? b }
  const disputed = fields.filter(field => mergeField(assumed?.[field], a[field], b[field]).kind !== 'settled')
  const [winner, loser] = isFirst(a, b, disputed[0]) ? [a, b] : [b, a]
  const merged = fields.map(field => {
    const outcome = mergeField<unknown>(assumed?.[field], a[field], b[field])
    return [field, outcome.kind === 'settled' ? outcome.value : winner[field]] as const
  })
  const content = Object.fromEntries(merged.filter(([, field]) => field !== undefined)) as Content
  const value = { ...content, madeAt: Math.min(a.madeAt, b.madeAt), editedAt: timeOf(content, a, b) }
  const isTyped = disputed.some(field => field === 'text' || field === 'dueDate')
  return { value, ...(isTyped ? { lost: loser } : {}) }
}

type Content = Pick<Action, (typeof fields)[number]>

/**
 * When the outcome was written: where it says what one side does, when that one was. Where both say it, the earlier time stands: the
 * server's, where a device whose clock runs ahead meets its own edit there.
 */
function timeOf(content: Content, a: Action, b: Action): Instant {
  const saying = [a, b].filter(side => fields.every(field => side[field] === content[field]))
  const times = saying.map(({ editedAt }) => editedAt)
  return times.length === 0 ? Math.max(a.editedAt, b.editedAt) : Math.min(...times)
}

/** The later edit; of two at one moment an order that does not depend on the side, and stays when the outcome meets one of them again. */
function isFirst(a: Action, b: Action, disputed: (typeof fields)[number] | undefined): boolean {
  if (a.editedAt !== b.editedAt || disputed === undefined) return a.editedAt >= b.editedAt
  return toStableText(a[disputed] ?? null) > toStableText(b[disputed] ?? null)
}

/** Joins the ticks of two devices of their student: of each action the later word, and of two at one moment that it is done. */
export function joinTicks(a: Ticks, b: Ticks, assumed: Ticks = {}): Ticks {
  const ids = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted()
  const joined = ids.flatMap(id => {
    const tick = joinTick(get(a, id), get(b, id), get(assumed, id))
    return tick === undefined ? [] : [[id, tick] as const]
  })
  return Object.fromEntries(splitByRoom(joined)[0])
}

function joinTick(a: Tick | undefined, b: Tick | undefined, assumed: Tick | undefined): Tick | undefined {
  const whole = mergeField(assumed, a, b)
  if (whole.kind === 'settled') return whole.value
  if (a === undefined || b === undefined) return a ?? b
  const [earlier, later] = a.editedAt <= b.editedAt ? [a, b] : [b, a]
  const [isDone, wasDone] = [later.doneAt !== null, earlier.doneAt !== null]
  if (isDone === wasDone && earlier.text === later.text) return earlierOf(earlier, later)
  if (a.editedAt !== b.editedAt) return later
  if (isDone !== wasDone) return isDone ? later : earlier
  return toStableText(a) > toStableText(b) ? a : b
}

/** Two that say the same: the earlier one, for the reason in `timeOf`. */
function earlierOf(earlier: Tick, later: Tick): Tick {
  const isTie = earlier.editedAt === later.editedAt
  return isTie && (later.doneAt ?? 0) < (earlier.doneAt ?? 0) ? later : earlier
}

/** What was edited last stays where there is no room for all. */
function splitByRoom<T extends { readonly editedAt: number }>(
  entries: readonly (readonly [string, T])[]
): readonly [readonly (readonly [string, T])[], readonly (readonly [string, T])[]] {
  if (entries.length <= maxStoredActions) return [entries, []]
  const sorted = entries.toSorted(([a, x], [b, y]) => y.editedAt - x.editedAt || (a < b ? -1 : 1))
  return [sorted.slice(0, maxStoredActions), sorted.slice(maxStoredActions)]
}

function get<T>(items: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(items, id) ? items[id] : undefined
}
