import type { CoachAvailability, Skip } from '../model/availability.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import { type Instant, slotLengthMs } from '../model/primitives.ts'
import { findWantedStart } from './list-starts.ts'

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
  return [...byKey.values()].toSorted(compareSkips)
}

/**
 * The profile of a coach who took a start away, so that hours do not fill it again; undefined where they would not, or it says so already.
 * Who made the slot plays no part: a start that hours want and that its coach removes is not offered again.
 */
export function addSkip(coach: CoachProfile, startsAt: Instant, now: Instant): CoachProfile | undefined {
  const { availability, zone } = coach
  if (availability === undefined || startsAt <= now) return undefined
  const wanted = findWantedStart(availability, zone, startsAt)
  if (wanted === undefined) return undefined
  const skips = joinSkips(availability, [availability.skips, [wanted]], now)
  const isKnown = availability.skips.some(skip => skip.startsAt === startsAt && skip.generation === wanted.generation)
  return isKnown ? undefined : { ...coach, availability: { ...availability, skips: [...skips] } }
}

function compareSkips(a: Skip, b: Skip): number {
  return a.startsAt - b.startsAt || (a.generation < b.generation ? -1 : 1)
}
