import type { Instant, SlotId, UserId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'

/** Slots of a coach that are open and still to come, and that no own request is about to take; the soonest first. */
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
