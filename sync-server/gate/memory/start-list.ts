import type { Instant } from '#domain/model/primitives.ts'

/** What can stand in a list ordered by start. */
export interface Started {
  readonly id: string
  readonly startsAt: Instant
}

/** Things ordered by when they start: finding costs O(log n + k). */
export interface StartList<T extends Started> {
  readonly size: number
  /** Adds it, or replaces the one with the same id and start. */
  put(item: T): void
  remove(item: Started): void
  /** Those with `from <= startsAt < to`, earliest first. Epoch ms. */
  between(from: Instant, to: Instant): readonly T[]
}

export function createStartList<T extends Started>(): StartList<T> {
  const items: T[] = []

  /** The first position that is not before (startsAt, id). */
  function findPosition(startsAt: Instant, id: string): number {
    let low = 0
    let high = items.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const item = items[middle]
      const isBefore = item !== undefined && (item.startsAt < startsAt || (item.startsAt === startsAt && item.id < id))
      if (isBefore) low = middle + 1
      else high = middle
    }
    return low
  }

  function holds(position: number, { id, startsAt }: Started): boolean {
    const item = items[position]
    return item !== undefined && item.id === id && item.startsAt === startsAt
  }

  return {
    get size() {
      return items.length
    },
    put(item) {
      const position = findPosition(item.startsAt, item.id)
      items.splice(position, holds(position, item) ? 1 : 0, item)
    },
    remove(item) {
      const position = findPosition(item.startsAt, item.id)
      if (holds(position, item)) items.splice(position, 1)
    },
    between: (from, to) => items.slice(findPosition(from, ''), findPosition(to, ''))
  }
}
