import type { CoachProfile } from '../model/coach-profile.ts'
import { joinSkips } from '../model/join-skips.ts'
import type { Instant } from '../model/primitives.ts'
import { findWantedStart } from './list-starts.ts'

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

/** Whether hours want a start, and its coach has not taken it away. */
export function isWantedNow({ availability, zone }: CoachProfile, startsAt: Instant): boolean {
  const wanted = availability === undefined ? undefined : findWantedStart(availability, zone, startsAt)
  if (availability === undefined || wanted === undefined) return false
  return !availability.skips.some(skip => skip.startsAt === startsAt && skip.generation === wanted.generation)
}
