import type { Slot } from '#domain/model/slot.ts'

/** What to offer instead of a slot that was lost; each list ascending by start. */
export interface Alternatives {
  readonly sameCoach: readonly Slot[]
  readonly otherCoaches: readonly Slot[]
}

/**
 * The slots nearest in time to a lost one: of its coach first, then of the others.
 * @param isBookable what the student may book now
 */
export function findAlternatives(
  lost: Pick<Slot, 'id' | 'coachId' | 'startsAt'>,
  slots: readonly Slot[],
  isBookable: (slot: Slot) => boolean,
  count = 3
): Alternatives {
  const nearest = (candidates: readonly Slot[]): readonly Slot[] =>
    [...candidates]
      .sort((a, b) => distance(a, lost) - distance(b, lost) || a.startsAt - b.startsAt)
      .slice(0, count)
      .sort((a, b) => a.startsAt - b.startsAt)
  const offered = slots.filter(slot => slot.id !== lost.id && isBookable(slot))
  return {
    sameCoach: nearest(offered.filter(slot => slot.coachId === lost.coachId)),
    otherCoaches: nearest(offered.filter(slot => slot.coachId !== lost.coachId))
  }
}

function distance(a: Pick<Slot, 'startsAt'>, b: Pick<Slot, 'startsAt'>): number {
  return Math.abs(a.startsAt - b.startsAt)
}
