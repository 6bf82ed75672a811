import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { BookingId, Instant, SlotId } from '#domain/model/primitives.ts'
import { findTold } from '#domain/notices/series-notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Reason } from '#domain/model/reasons.ts'

/** A claim that was made: which slot, under which booking. */
export interface PendingClaim {
  readonly slotId: SlotId
  readonly bookingId: BookingId
}

/**
 * How far a claim has come, as the data of this device shows it.
 * `unseen`: nothing in the data knows it yet. `confirmed` without a call: the slot is ours, the copy with the phone is
 * still on its way. `lost` without a reason: the slot was given back and nothing said why.
 */
export type ClaimProgress =
  | { readonly kind: 'unseen' }
  | { readonly kind: 'waiting'; readonly validUntil?: Instant }
  | { readonly kind: 'confirmed'; readonly call?: SessionCopy }
  | { readonly kind: 'lost'; readonly reason?: Reason }

interface ClaimTraces {
  readonly slots: readonly Slot[]
  readonly calls: readonly SessionCopy[]
  readonly notices: readonly Notice[]
}

/**
 * Reads a claim's verdict from whatever has arrived, in any order: the student's copy says most, then a notice, then
 * the slot itself.
 */
export function findClaimProgress({ slotId, bookingId }: PendingClaim, traces: ClaimTraces): ClaimProgress {
  const call = traces.calls.find(candidate => candidate.id === bookingId)
  if (call !== undefined) return fromCall(call)
  const [told] = traces.notices.filter(isLoss).flatMap(notice => findTold(notice, bookingId) ?? [])
  if (told !== undefined) return told.reason === undefined ? { kind: 'lost' } : { kind: 'lost', reason: told.reason }
  const slot = traces.slots.find(candidate => candidate.id === slotId)
  if (slot?.bookingId === bookingId) return fromOwnSlot(slot)
  if (slot?.status === 'booked') {
    const isOurs = traces.calls.some(candidate => candidate.id === slot.bookingId)
    return { kind: 'lost', reason: isOurs ? 'already-yours' : 'slot-taken' }
  }
  return { kind: 'unseen' }
}

function fromCall(call: SessionCopy): ClaimProgress {
  switch (call.status) {
    case 'confirmed':
    case 'completed':
    case 'no-show':
    case 'newer':
      return { kind: 'confirmed', call }
    case 'pencilled':
      return { kind: 'waiting' }
    case 'cancelled':
      return { kind: 'lost', reason: 'already-cancelled' }
    case 'declined':
      return call.decline === undefined ? { kind: 'lost' } : { kind: 'lost', reason: call.decline.reason }
    default:
      return assertNever(call.status)
  }
}

function isLoss({ topic }: Notice): boolean {
  return topic === 'claim-lost' || topic === 'write-refused'
}

function fromOwnSlot(slot: Slot): ClaimProgress {
  if (slot.status === 'booked') return { kind: 'confirmed' }
  return slot.validUntil === undefined ? { kind: 'waiting' } : { kind: 'waiting', validUntil: slot.validUntil }
}
