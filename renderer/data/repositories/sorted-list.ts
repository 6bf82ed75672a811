/** Above this many changes at once, sorting anew is cheaper than finding each one's place. */
const fewChanges = 32

export interface Keyed {
  readonly id: string
}

/** A change of one document; `undefined` where it is gone. */
export type ListChange<T> = readonly [id: string, value: T | undefined]

/**
 * The list after some changes, as a new array; documents that did not change stay the same objects. A change costs a copy of
 * the references, not a sort of everything.
 * @param compare a total order: documents that compare as 0 have the same id
 */
export function applyChanges<T extends Keyed>(
  list: readonly T[],
  changes: readonly ListChange<T>[],
  compare: (a: T, b: T) => number
): readonly T[] {
  const valueById = new Map(changes)
  const next = list.filter(item => !valueById.has(item.id))
  const added = [...valueById.values()].filter(value => value !== undefined)
  if (added.length > fewChanges) return [...next, ...added].sort(compare)
  for (const value of added) next.splice(findPlace(next, value, compare), 0, value)
  return next
}

/** Where a value belongs in a sorted list, by halving. */
function findPlace<T>(list: readonly T[], value: T, compare: (a: T, b: T) => number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = list[middle]
    if (other !== undefined && compare(other, value) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
