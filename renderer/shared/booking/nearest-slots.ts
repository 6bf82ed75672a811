import type { Instant } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'

/** What to offer instead of a slot that was lost; each list ascending by start. */
export interface Alternatives {
  readonly sameCoach: readonly Slot[]
  readonly otherCoaches: readonly Slot[]
}

/** The slots that are nearest to a time, the soonest first. @param isFit what would be granted */
export function findNearest(
  slots: readonly Slot[],
  startsAt: Instant,
  isFit: (slot: Slot) => boolean,
  count = 3
): readonly Slot[] {
  return slots
    .filter(isFit)
    .toSorted((a, b) => Math.abs(a.startsAt - startsAt) - Math.abs(b.startsAt - startsAt) || a.startsAt - b.startsAt)
    .slice(0, count)
    .toSorted((a, b) => a.startsAt - b.startsAt)
}

/**
 * The slots nearest in time to a lost one: of its coach first, then of the others.
 * @param isBookable what the student may book now
 */
export function findAlternatives(
  lost: Pick<Slot, 'id' | 'coachId' | 'startsAt'>,
  slots: readonly Slot[],
  isBookable: (slot: Slot) => boolean
): Alternatives {
  const offered = slots.filter(slot => slot.id !== lost.id && isBookable(slot))
  return {
    sameCoach: findNearest(offered, lost.startsAt, slot => slot.coachId === lost.coachId),
    otherCoaches: findNearest(offered, lost.startsAt, slot => slot.coachId !== lost.coachId)
  }
}
