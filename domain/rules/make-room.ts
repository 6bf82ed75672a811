import type { Booking } from '../model/booking.ts'
import { type Instant, type SlotId, slotGridMs } from '../model/primitives.ts'
import type { RescheduleRequest } from '../model/session-copy.ts'
import { isLiveSlot, type Slot, slotFromId } from '../model/slot.ts'
import { findOverlap, type Interval } from '../time/interval.ts'
import { maxSlots } from './judge-slot.ts'
import type { Reason } from '../model/reasons.ts'

/** What a move to any time is judged by, beside both people's sessions. */
export interface Surroundings {
  /** Slots of the coach that may overlap the new hours, the old ones or those to be restored; others do no harm. */
  readonly coachSlots: readonly Slot[]
  /** How many slots the coach has, declined ones too (SL17). A device leaves it to the server. */
  readonly slotCount?: number | undefined
}

/** What becomes of the coach's other slots, and of the hours that the session leaves, as it moves. */
export interface Room {
  /** Open slots that the new hours overlap (RS13). */
  readonly withdraw: readonly SlotId[]
  /** Whether the hours that the session leaves are an open slot again. */
  readonly reopen: boolean
  /** Slots that are open again (RS15). */
  readonly restore: readonly Slot[]
}

/** A session on its move. */
export interface Moving extends Surroundings {
  readonly booking: Pick<Booking, 'slotId' | 'coachId' | 'startsAt' | 'endsAt'>
  readonly to: Interval & { readonly slotId: SlotId }
  readonly restores: NonNullable<RescheduleRequest['restores']>
  /** What is asked for: hours that something else overlaps by then are not open again all the same. */
  readonly reopen: boolean
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/**
 * Makes room for a session at its new hours: what is open there gives way, and what was left or had given way before is open again
 * where nothing overlaps it (RS13, RS15).
 */
export function makeRoom({ booking, to, restores, reopen, coachSlots, now }: Moving): Room {
  const others = coachSlots.filter(slot => isLiveSlot(slot) && slot.id !== booking.slotId && slot.id !== to.slotId)
  const withdrawn = others.filter(slot => slot.status === 'open' && findOverlap(slot, [to]) !== undefined)
  const taken: Interval[] = [to, ...others.filter(slot => !withdrawn.includes(slot))]
  const isReopened = reopen && findOverlap(booking, taken) === undefined
  if (isReopened) taken.push(booking)
  const restore: Slot[] = []
  for (const { slotId, makingId } of restores) {
    const slot = slotFromId(slotId)
    const isOwn = slot?.coachId === booking.coachId && slotId !== to.slotId && slotId !== booking.slotId
    if (slot === undefined || !isOwn || slot.startsAt <= now || !isOnGrid(slot)) continue
    if (findOverlap(slot, taken) !== undefined) continue
    restore.push({ ...slot, makingId })
    taken.push(slot)
  }
  return { withdraw: withdrawn.map(({ id }) => id), reopen: isReopened, restore }
}

/** Why no slot can be made for a session there (RS12, SL2, SL6, SL17); undefined where one can. */
export function findReasonNotToMake(
  { booking, to, coachSlots, slotCount = 0 }: Moving,
  { withdraw, reopen, restore }: Room
): Reason | undefined {
  if (!isOnGrid(to)) return 'slot-off-grid'
  const others = coachSlots.filter(slot => slot.id !== booking.slotId && slot.id !== to.slotId)
  // Whatever the journal says: a slot that is neither open nor declined is somebody's.
  const kept = others.filter(slot => isLiveSlot(slot) && !withdraw.includes(slot.id))
  if (findOverlap(to, kept) !== undefined) return 'coach-overlap'
  const isThere = coachSlots.some(({ id }) => id === to.slotId)
  const growth = (isThere ? 0 : 1) - (reopen ? 0 : 1) - withdraw.length + restore.length
  return growth > 0 && slotCount + growth > maxSlots ? 'too-many-slots' : undefined
}

function isOnGrid({ startsAt }: Pick<Interval, 'startsAt'>): boolean {
  return startsAt % slotGridMs === 0
}
