import type { Instant, SlotId, UserId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'

/** Slots of a coach that are open and still to come, and that no own wish is about to take; the soonest first. */
export function listTargetSlots(
  slots: readonly Slot[],
  coachId: UserId | undefined,
  takes: ReadonlyMap<SlotId, unknown>,
  now: Instant
): readonly Slot[] {
  return slots.filter(
    slot => slot.coachId === coachId && slot.status === 'open' && slot.startsAt > now && !takes.has(slot.id)
  )
}

/** The three that are nearest to a time, the soonest first. @param isFit what would be granted */
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
