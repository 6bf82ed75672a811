import type { SlotId } from '#domain/model/primitives.ts'
import type { SlotView } from './slot-view.ts'

/** The slot after this one, else the one before it; undefined where it is alone. @param slots ascending by start */
export function neighbourOf(slotId: SlotId, slots: readonly Pick<SlotView, 'id'>[]): SlotId | undefined {
  const at = slots.findIndex(({ id }) => id === slotId)
  return (slots[at + 1] ?? slots[at - 1])?.id
}
