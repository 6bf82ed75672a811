import type { Booking } from '../model/booking.ts'
import type { SessionTerms } from '../model/coach-profile.ts'
import type { BookingId, Instant, UserId } from '../model/primitives.ts'
import type { SeriesPlace } from '../model/series.ts'
import type { Slot } from '../model/slot.ts'
import { isFilledSlot } from '../model/filled-making.ts'
import { pickTerms } from './deadlines.ts'
import type { Current } from './verdict.ts'
import { type Reason, toStoredReason } from '../model/reasons.ts'

interface NewBooking {
  readonly bookingId: BookingId
  readonly slot: Pick<Slot, 'id' | 'coachId' | 'startsAt' | 'endsAt'>
  readonly studentId: UserId
  readonly isPencilled: boolean
  /** Of a claim: what its student wrote to the coach. Of a lost one it is not kept (BK24). */
  readonly message?: string | undefined
  readonly series?: SeriesPlace | undefined
  /** The coach's policy at this moment. */
  readonly policy: SessionTerms
  /** Why it was lost; undefined where it is granted. */
  readonly lost?: Reason | undefined
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/** The first entry of the journal about a booking: confirmed, or remembered as lost. */
export function createBooking(wanted: NewBooking): Booking {
  const { bookingId, slot, studentId, isPencilled, message, series, policy, lost, now } = wanted
  const { id, coachId, startsAt, endsAt } = slot
  return {
    id: bookingId,
    slotId: id,
    coachId,
    studentId,
    startsAt,
    endsAt,
    state: lost === undefined ? 'confirmed' : 'declined',
    claimedAt: now,
    ...(isPencilled ? { pencilled: true } : {}),
    ...(lost === undefined && message !== undefined ? { message } : {}),
    ...(series === undefined ? {} : { series }),
    ...(lost === undefined ? { terms: pickTerms(policy) } : { decline: { reason: toStoredReason(lost) } }),
    requests: []
  }
}

/** The slot that a session is to be in, as it is stored: of what a client says of it only the hours count. */
export function findThere(current: Current<Slot> | undefined, { id, coachId, startsAt, endsAt }: NewBooking['slot']) {
  return current?.kind === 'live' ? current.value : { id, coachId, startsAt, endsAt }
}

/**
 * A slot as the session that is in it leaves it: without what it once replaced. One that hours have made keeps its making, so that it is
 * known for theirs when the session leaves it (AV6).
 * @param stored what is there; never what somebody claims that it is
 */
export function toBookedSlot(stored: NewBooking['slot'] & Pick<Slot, 'makingId'>, bookingId: BookingId): Slot {
  const { id, coachId, startsAt, endsAt, makingId } = stored
  const making = makingId !== undefined && isFilledSlot(stored) ? { makingId } : {}
  return { id, coachId, startsAt, endsAt, status: 'booked', bookingId, ...making }
}
