import type { Instant } from '#domain/model/primitives.ts'
import type { Reason } from '#domain/model/reasons.ts'
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

/** A slot that was not granted, and why, where that is known. */
export interface LostSlot extends Pick<Slot, 'id' | 'coachId' | 'startsAt'> {
  readonly reason?: Reason | undefined
}

/**
 * The slots nearest in time to a lost one: of its coach first, then of the others. A coach who has to be asked grants none of the own ones
 * (BL1, BL4).
 * @param isBookable what the student may book now
 */
export function findAlternatives(
  lost: LostSlot,
  slots: readonly Slot[],
  isBookable: (slot: Slot) => boolean
): Alternatives {
  const offered = slots.filter(slot => slot.id !== lost.id && isBookable(slot))
  return {
    sameCoach:
      lost.reason === 'by-arrangement'
        ? []
        : findNearest(offered, lost.startsAt, slot => slot.coachId === lost.coachId),
    otherCoaches: findNearest(offered, lost.startsAt, slot => slot.coachId !== lost.coachId)
  }
}
