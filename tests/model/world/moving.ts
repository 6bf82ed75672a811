import type { Slot } from '#domain/model/slot.ts'
import { toWire } from '#domain/model/wire.ts'
import { toOpenSlot } from '#domain/rules/judge-slot.ts'
import type { Plan } from '#server/gate/kinds/plan.ts'
import { toRev } from './server.ts'
import type { ServerState } from './state.ts'

/**
 * What a gate makes of the slots around a session that moves. The others are broken on purpose: `leaves-overlapped`: open slots stay where a
 * session comes; `opens-made`: a slot that was made for a session stays, open, once the session has left it; `links`: a booked slot
 * says of which series its session is.
 */
export type Moving = 'sound' | 'leaves-overlapped' | 'opens-made' | 'links'

export function breakMoving(plan: Plan, server: ServerState, moving: Moving): Plan {
  const { journal, slots } = plan
  if (moving === 'sound' || journal === undefined || slots === undefined) return plan
  const before = server.journal[journal.id]
  const isLeft = (id: string): boolean => id === before?.slotId && id !== journal.slotId
  const changes = slots.changes.flatMap(change => {
    const { id, slot } = change
    if (moving === 'links' && slot?.bookingId === journal.id && journal.series !== undefined)
      return [{ id, slot: { ...slot, series: journal.series } }]
    if (slot !== undefined) return [change]
    const stored = server.slots[id]?.value
    if (moving === 'leaves-overlapped' && !isLeft(id) && before?.slotId !== journal.slotId) return []
    return moving === 'opens-made' && isLeft(id) && before?.madeSlot !== undefined && stored !== undefined
      ? [{ id, slot: toOpenSlot(stored) }]
      : [change]
  })
  const docs = changes.map(({ id, slot }) => toDocument(id, slot, server))
  return { ...plan, slots: { ...slots, changes, docs } }
}

function toDocument(id: string, slot: Slot | undefined, { slots }: ServerState) {
  const { [id]: stored } = slots
  const base = stored === undefined ? {} : { _rev: toRev(stored.rev) }
  return slot === undefined ? { _id: id, ...base, _deleted: true as const } : { ...toWire(slot), ...base }
}
