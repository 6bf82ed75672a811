import { type Instant, instantSchema, type SlotId, type UserId, slotIdSchema } from './primitives.ts'

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
  const parts = { coachId: id.slice(0, at), startsAt: Number(id.slice(at + 1)) }
  // Leading zeros or a number beyond every calendar would give one slot two ids.
  const isCanonical =
    instantSchema.safeParse(parts.startsAt).success && createSlotId(parts.coachId, parts.startsAt) === id
  return isCanonical ? parts : undefined
}
