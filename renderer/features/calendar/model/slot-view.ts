import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { BookingId, Instant, SlotId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { WaitingRequest } from '#domain/projection/waiting.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { offsetMinutes } from '#domain/time/wall-clock.ts'
import type { RecordSync, WorkspaceData } from '#renderer/contract/screens.ts'

/**
 * How a coach sees a slot: `waiting` is open, but the server has not confirmed it yet; into a `pencilled` one a session is about to be put.
 * Of a `newer` one only a newer version knows what it is. `unbooked`: nobody booked it while that was possible.
 */
export type SlotLook = 'open' | 'waiting' | 'pencilled' | 'booked' | 'unbooked' | 'declined' | 'newer'

/** A slot with all that the calendar shows of it. */
export interface SlotView {
  readonly id: SlotId
  /** Epoch ms. */
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly look: SlotLook
  readonly isPast: boolean
  /** Not there yet: the server makes it once it has the weekly hours. */
  readonly isPlanned: boolean
  /** Weekly hours that are on their way take it away. */
  readonly isLeaving: boolean
  /** The record that `sync` is about: the slot, or what is about to take it. */
  readonly syncId: string
  readonly sync: RecordSync
  /** Minutes by which the clock is put forward (positive) or back during the slot; 0 where it is not. */
  readonly clockChangeMinutes: number
  /** Of a booked slot, or of the request that is about to take it. */
  readonly bookingId?: BookingId
  /** Who booked it, once the session has arrived on this device. */
  readonly studentName?: string
  /** What is about to take it. */
  readonly take?: WaitingRequest['kind']
  readonly decline?: { readonly reason: Reason; readonly slotId?: SlotId }
}

export interface SlotViewContext {
  readonly callByBookingId: ReadonlyMap<BookingId, SessionCopy>
  readonly syncByRecord: WorkspaceData['syncByRecord']
  readonly takeBySlot: ReadonlyMap<SlotId, WaitingRequest>
  /** Slots that weekly hours will give. */
  readonly planned: ReadonlySet<SlotId>
  /** Slots that weekly hours will take away. */
  readonly leaving: ReadonlySet<SlotId>
  readonly now: Instant
  /** The coach's zone. */
  readonly zone: string
}

export function slotToView(
  slot: Slot,
  { callByBookingId, syncByRecord, takeBySlot, planned, leaving, now, zone }: SlotViewContext
): SlotView {
  // Once the server has decided, what this device had in mind counts no more.
  const about = slot.status === 'open' ? takeBySlot.get(slot.id) : undefined
  // One that is to give way is open until then.
  const take = about?.kind === 'give-way' ? undefined : about
  const bookingId = take?.bookingId ?? slot.bookingId
  const syncOf = (id: string) => syncByRecord.get(id) ?? 'confirmed'
  // While a take waits, how far it has come is what counts.
  const isPlanned = planned.has(slot.id)
  const isLeaving = take === undefined && leaving.has(slot.id)
  const isByHours = isPlanned || isLeaving
  // It is the hours that are on their way.
  const syncId = take?.bookingId ?? (isByHours ? slot.coachId : slot.id)
  const studentName = bookingId === undefined ? undefined : callByBookingId.get(bookingId)?.otherName
  return {
    id: slot.id,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    look: take === undefined ? lookOf(slot, isByHours ? 'saved-here' : syncOf(slot.id), now) : 'pencilled',
    isPlanned,
    isLeaving,
    isPast: slot.endsAt <= now,
    syncId,
    sync: syncOf(syncId),
    clockChangeMinutes: offsetMinutes(slot.endsAt, zone) - offsetMinutes(slot.startsAt, zone),
    ...(bookingId === undefined ? {} : { bookingId }),
    ...(about === undefined ? {} : { take: about.kind }),
    ...(studentName === undefined ? {} : { studentName }),
    ...(slot.decline === undefined
      ? {}
      : {
          decline: {
            reason: slot.decline.reason,
            ...(slot.decline.slotId === undefined ? {} : { slotId: slot.decline.slotId })
          }
        })
  }
}

function lookOf(slot: Slot, sync: RecordSync, now: Instant): SlotLook {
  switch (slot.status) {
    case 'open':
      if (sync === 'saved-here' || sync === 'sent') return 'waiting'
      return slot.endsAt <= now ? 'unbooked' : 'open'
    case 'requested':
    case 'booked':
      return 'booked'
    case 'declined':
      return 'declined'
    case 'newer':
      return 'newer'
  }
}

/** Whether the coach may move or remove it: booked ones go through their session, and what has begun stays. */
export function isMovable(slot: SlotView, now: Instant): boolean {
  const isFree = !['booked', 'pencilled', 'newer'].includes(slot.look) && slot.take === undefined
  return isFree && !slot.isPlanned && slot.startsAt > now
}
