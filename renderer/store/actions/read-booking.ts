import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { SlotId, UserId } from '#domain/model/primitives.ts'
import { listWaitingRequests, type WaitingRequest } from '#domain/projection/waiting.ts'
import type { ActionContext } from './action-context.ts'

/** A party's copy, seen as the journal entry that it comes from, as far as a party knows it. */
export function readBooking(call: SessionCopy, ownId: UserId): Booking {
  const isCoach = call.partyRole === 'coach'
  return {
    id: call.id,
    slotId: call.slotId,
    coachId: isCoach ? ownId : call.otherId,
    studentId: isCoach ? call.otherId : ownId,
    startsAt: call.startsAt,
    endsAt: call.endsAt,
    // A device counts on what it has pencilled in until the server says otherwise, and on what it does not know.
    state: call.status === 'pencilled' || call.status === 'newer' ? 'confirmed' : call.status,
    claimedAt: call.claimedAt,
    requests: call.lastRequest === undefined ? [] : [call.lastRequest],
    ...(call.terms === undefined ? {} : { terms: call.terms }),
    ...(call.pencilled === undefined ? {} : { pencilled: call.pencilled }),
    ...(call.moves === undefined ? {} : { moves: call.moves }),
    ...(call.madeSlot === undefined ? {} : { madeSlot: call.madeSlot }),
    ...(call.cancellation === undefined ? {} : { cancellation: call.cancellation }),
    ...(call.decline === undefined ? {} : { decline: call.decline })
  }
}

/** The slots that this person's waiting requests are about to take. */
export function listOwnTakes({ repositories }: ActionContext): ReadonlyMap<SlotId, WaitingRequest> {
  return listWaitingRequests(repositories.calls.items.filter(copy => copy.kind === 'call'))
}
