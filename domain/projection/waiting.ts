import type { SessionCopy, RescheduleRequest } from '../model/session-copy.ts'
import { type BookingId, type Instant, slotGridMs, slotLengthMs, type SlotId } from '../model/primitives.ts'
import { createSlotId, parseSlotId } from '../model/slot-id.ts'

/** Where a session will be if its waiting reschedule is granted. */
export interface WaitingMove {
  readonly request: RescheduleRequest
  readonly slotId: SlotId
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/**
 * What is about to take a slot, as far as this device knows: `pencil` a new booking, `move` a session from elsewhere. `give-way`: a
 * session is about to come to hours that overlap it.
 */
export interface WaitingRequest {
  readonly kind: 'pencil' | 'move' | 'give-way'
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

/**
 * The slots that this person's waiting requests are about to take, so that nobody here offers them a second time (PC11, RS10), and those
 * that are to give way to one (RS17), by the ids that such slots would have.
 */
export function listWaitingRequests(calls: readonly SessionCopy[]): ReadonlyMap<SlotId, WaitingRequest> {
  const takes: [SlotId, WaitingRequest][] = []
  const givingWay: [SlotId, WaitingRequest][] = []
  for (const call of calls) {
    const bookingId = call.id
    const move = findWaitingMove(call)
    if (move === undefined) {
      if (call.status === 'pencilled') takes.push([call.slotId, { kind: 'pencil', bookingId }])
      continue
    }
    takes.push([move.slotId, { kind: 'move', bookingId }])
    for (const id of listIdsAround(move)) givingWay.push([id, { kind: 'give-way', bookingId }])
  }
  return new Map([...givingWay, ...takes])
}

/** Every slot that the hours of a move to any time would overlap. */
function listIdsAround({ request, slotId }: WaitingMove): readonly SlotId[] {
  const hours = request.makesSlot === true ? parseSlotId(slotId) : undefined
  if (hours === undefined) return []
  const steps = slotLengthMs / slotGridMs - 1
  return Array.from({ length: 2 * steps + 1 }, (_, step) => hours.startsAt + (step - steps) * slotGridMs)
    .filter(startsAt => startsAt !== hours.startsAt)
    .map(startsAt => createSlotId(hours.coachId, startsAt))
}
