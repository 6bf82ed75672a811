import type { SessionCopy, RescheduleRequest } from '../model/session-copy.ts'
import { type BookingId, type Instant, slotLengthMs, type SlotId } from '../model/primitives.ts'
import { parseSlotId } from '../model/slot-id.ts'

/** Where a session will be if its waiting reschedule is granted. */
export interface WaitingMove {
  readonly request: RescheduleRequest
  readonly slotId: SlotId
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** What is about to take a slot, as far as this device knows: `pencil` a new booking, `move` a session from elsewhere. */
export interface WaitingRequest {
  readonly kind: 'pencil' | 'move'
  readonly bookingId: BookingId
}

/** The party's request that the server has not answered yet, also one of a kind that this version does not know. */
export function findUnanswered({
  request,
  lastRequest
}: Pick<SessionCopy, 'request' | 'lastRequest'>): SessionCopy['request'] {
  return request?.requestId === lastRequest?.requestId ? undefined : request
}

/** The reschedule that a copy asks for and that has no answer yet (RS10); undefined where there is none. */
export function findWaitingMove(call: SessionCopy): WaitingMove | undefined {
  const { status } = call
  const request = findUnanswered(call)
  if (request?.kind !== 'reschedule') return undefined
  if (status !== 'confirmed' && status !== 'pencilled') return undefined
  const parts = parseSlotId(request.toSlotId)
  if (parts === undefined) return undefined
  const { startsAt } = parts
  return { request, slotId: request.toSlotId, startsAt, endsAt: startsAt + slotLengthMs }
}

/** The slots that this person's waiting requests are about to take, so that nobody here offers them a second time (PC11, RS10). */
export function listWaitingRequests(calls: readonly SessionCopy[]): ReadonlyMap<SlotId, WaitingRequest> {
  const takeBySlot = new Map<SlotId, WaitingRequest>()
  for (const call of calls) {
    const move = findWaitingMove(call)
    if (move !== undefined) takeBySlot.set(move.slotId, { kind: 'move', bookingId: call.id })
    else if (call.status === 'pencilled') takeBySlot.set(call.slotId, { kind: 'pencil', bookingId: call.id })
  }
  return takeBySlot
}
