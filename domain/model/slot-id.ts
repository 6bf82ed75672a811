import { type Instant, type SlotId, type UserId, slotIdSchema } from './primitives.ts'

/**
 * The id of a coach's slot. It derives from coach and start, so that the same slot created on two laptops is one document.
 * @param startsAt epoch ms
 */
export function createSlotId(coachId: UserId, startsAt: Instant): SlotId {
  return `${coachId}:${startsAt}`
}

/** What a slot id says; undefined where it is not a slot id. */
export function parseSlotId(id: string): { readonly coachId: UserId; readonly startsAt: Instant } | undefined {
  if (!slotIdSchema.safeParse(id).success) return undefined
  const at = id.indexOf(':')
  return { coachId: id.slice(0, at), startsAt: Number(id.slice(at + 1)) }
}
