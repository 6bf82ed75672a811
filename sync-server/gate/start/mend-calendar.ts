import { assertNever } from '#domain/assert-never.ts'
import { type Booking, isLiveBooking } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { isLiveSlot, slotFromId, toIndependentSlot } from '#domain/model/slot.ts'
import { toBookedSlot } from '#domain/rules/create-booking.ts'
import { toOpenSlot } from '#domain/rules/judge-slot.ts'
import { findOverlap } from '#domain/time/interval.ts'
import type { WritableDocument } from '#server/storage/document-store.ts'
import { type Disagreement, findDisagreements } from './find-disagreements.ts'
import { type GateIndex, startsThatMayOverlap } from '../memory/gate-index.ts'
import type { GateStores } from '../gate-stores.ts'
import { buildNext, type MakeHash } from '../revisions/revision-history.ts'
import { refreshIndex } from '../memory/refresh-index.ts'

/** What slots and journal are compared and mended with. */
export interface CalendarParts {
  readonly stores: Pick<GateStores, 'slots' | 'bookings'>
  readonly index: GateIndex
  readonly now: () => Instant
  readonly makeHash: MakeHash
}

/**
 * Makes slots say what the journal says, where that takes nothing from anybody, one after the other. It does no harm to be
 * interrupted, or to do it again.
 * @param unheld booked slots of which nobody knows a session
 * @returns what it leaves as it is: for a person to decide
 */
export async function mendCalendar(
  parts: CalendarParts,
  unheld: ReadonlySet<string>
): Promise<{
  readonly mended: readonly Disagreement[]
  readonly left: readonly Disagreement[]
}> {
  const { index, stores, now } = parts
  const mended: Disagreement[] = []
  const before = findDisagreements(index, now())
  for (const found of before) {
    const doc = planMending(found, unheld, parts)
    if (doc === undefined) continue
    const [row] = await stores.slots.write([doc], { newEdits: true })
    // One that storage refuses is among what is left: the others can be mended all the same.
    if (row === undefined || 'error' in row) continue
    await refreshIndex([], [doc._id], parts)
    mended.push(found)
  }
  // Where nothing was found nothing can have come up: the calendar is not gone through again.
  return { mended, left: before.length === 0 ? [] : findDisagreements(index, now()) }
}

/** The slot as the journal has it; undefined where nobody can say which side is right. */
function planMending(
  found: Disagreement,
  unheld: ReadonlySet<string>,
  { index, now, makeHash }: CalendarParts
): WritableDocument | undefined {
  switch (found.kind) {
    case 'slot-without-session': {
      const { slot, booking } = found
      // Unknown to the journal: somebody may hold a copy of it.
      if (booking === undefined && !unheld.has(slot.id)) return undefined
      // The session is elsewhere, was cancelled or never came about: what its coach offered is there again.
      const open = toIndependentSlot(toOpenSlot(slot))
      const body = slot.startsAt > now() ? { value: open } : { removed: slot.id }
      return buildNext({ current: { kind: 'live', value: slot }, rev: index.slotRev(slot.id) }, body, true, makeHash)
    }
    case 'session-without-slot': {
      const { booking } = found
      const hours = slotFromId(booking.slotId)
      if (hours === undefined) return undefined
      const slot = index.findSlot(booking.slotId)
      const holder = slot?.bookingId === undefined ? undefined : index.findBooking(slot.bookingId)
      const isHeld = holder !== undefined && isLiveBooking(holder) && holder.slotId === booking.slotId
      // Of two sessions that say to be there it is the one that was booked first.
      const isSecond = index
        .listCoachBookings(booking.coachId, startsThatMayOverlap(booking.startsAt))
        .some(other => other.slotId === booking.slotId && isBefore(other, booking))
      const others = index
        .listSlots(booking.coachId, startsThatMayOverlap(booking.startsAt))
        .filter(other => isLiveSlot(other) && other.id !== booking.slotId)
      if (isHeld || isSecond || findOverlap(hours, others) !== undefined) return undefined
      const current = slot === undefined ? { kind: 'absent' as const } : { kind: 'live' as const, value: slot }
      return buildNext(
        { current, rev: index.slotRev(booking.slotId) },
        { value: toBookedSlot(hours, booking.id) },
        true,
        makeHash
      )
    }
    case 'overlap':
      return undefined
    default:
      return assertNever(found)
  }
}

function isBefore(one: Booking, other: Booking): boolean {
  return one.claimedAt < other.claimedAt || (one.claimedAt === other.claimedAt && one.id < other.id)
}
