import type { ActionId } from '../model/action.ts'
import type { Instant } from '../model/primitives.ts'

/** Actions in the order in which they were made, and those of one moment in that of their ids. */
export function sortByMaking<A extends { readonly madeAt: Instant }>(
  actions: Readonly<Record<ActionId, A>>
): readonly (readonly [ActionId, A])[] {
  return Object.entries(actions).toSorted(
    ([a, { madeAt: first }], [b, { madeAt: second }]) => first - second || (a < b ? -1 : 1)
  )
}
