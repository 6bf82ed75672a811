import type { GateItem, ListLockNames } from './gate-item.ts'
import type { GateView } from '../memory/gate-index.ts'
import { ownerOfLock } from '#server/locks/keyed-lock.ts'

/** Documents that wait for one turn at most. */
export const maxItemsPerTurn = 256
/** So many people beside the writer wait for one turn at most, and so many documents that concern such people are in it. */
const maxOthers = 4
const maxItemsOfOthers = 32

/**
 * A request in parts, each judged and stored in a turn of its own: whoever names thirty coaches in a batch holds up a few of
 * them at a time, and each no longer than a short part takes. The order stays as it is. The next part is looked for when it is asked for.
 */
export function* splitTurns(
  items: readonly GateItem[],
  listLockNames: ListLockNames,
  view: GateView
): Generator<readonly GateItem[], void> {
  let turn: GateItem[] = []
  let others = new Set<string>()
  let itemsOfOthers = 0
  for (const item of items) {
    const named = listLockNames([item], view)
      .flatMap(name => ownerOfLock(name) ?? [])
      .filter(owner => owner !== item.actor.userId)
    const together = new Set([...others, ...named])
    const isFull =
      turn.length >= maxItemsPerTurn ||
      (named.length > 0 && (together.size > maxOthers || itemsOfOthers >= maxItemsOfOthers))
    if (isFull && turn.length > 0) {
      yield turn
      turn = []
      others = new Set()
      itemsOfOthers = 0
    }
    turn.push(item)
    for (const owner of named) others.add(owner)
    if (named.length > 0) itemsOfOthers += 1
  }
  if (turn.length > 0) yield turn
}
