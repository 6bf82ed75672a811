import type { CoachAvailability, Skip } from './availability.ts'
import { maxSkips } from './limits.ts'
import { type Instant, slotLengthMs } from './primitives.ts'

/**
 * The skips of several states of one coach's hours, each once, ascending (AV4): they only grow, so nobody's removal is lost. Those that are
 * over go, and those of a generation that the hours have no more.
 */
export function joinSkips(
  hours: CoachAvailability,
  lists: readonly (readonly Skip[])[],
  now: Instant
): readonly Skip[] {
  const generations = new Set([...hours.weekly, ...hours.overrides].map(({ generation }) => generation))
  const isKept = ({ startsAt, generation }: Skip): boolean =>
    startsAt + slotLengthMs > now && generations.has(generation)
  const byKey = new Map(
    lists
      .flat()
      .filter(isKept)
      .map(skip => [`${skip.startsAt} ${skip.generation}`, skip])
  )
  return [...byKey.values()].toSorted(compareSkips).slice(0, maxSkips)
}

function compareSkips(a: Skip, b: Skip): number {
  return a.startsAt - b.startsAt || (a.generation < b.generation ? -1 : 1)
}
