import { type Booking, isLiveBooking } from '../model/booking.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import type { Instant } from '../model/primitives.ts'
import { dayMs } from '../time/durations.ts'

/** A cancelled session leaves the two time to talk about it (PH2), ms. */
const afterCancellationMs = 7 * dayMs

/**
 * From when on nobody may see the other party's number in this copy any more (PH2, PH4); undefined: it stays for good. A session that
 * was called off has its end in its cancellation, one that took place in what the organisation has set.
 */
export function phoneEndOf({
  status,
  cancellation,
  phoneUntil
}: Pick<SessionCopy, 'status' | 'cancellation' | 'phoneUntil'>): Instant | undefined {
  if (status === 'cancelled') return cancellation?.at === undefined ? 0 : cancellation.at + afterCancellationMs
  return phoneUntil
}

/**
 * The same of the journal.
 * @param keepPhonesMs how long after the end of a session its parties keep the numbers; undefined: for good
 */
export function bookingPhoneEndOf(booking: Booking, keepPhonesMs: number | undefined): Instant | undefined {
  if (booking.state === 'cancelled') return phoneEndOf({ status: 'cancelled', cancellation: booking.cancellation })
  return isLiveBooking(booking) && keepPhonesMs !== undefined ? booking.endsAt + keepPhonesMs : undefined
}

/** The copy without a number whose time is over (PH5); the same object where there is nothing to hide. */
export function hideEndedPhone(call: SessionCopy, now: Instant): SessionCopy {
  const end = phoneEndOf(call)
  return end === undefined || now < end ? call : withoutPhone(call)
}

/** The same object where there is no number. */
export function withoutPhone<T extends { readonly otherPhone?: unknown }>(call: T): T {
  if (call.otherPhone === undefined) return call
  const { otherPhone: _, ...rest } = call
  return rest as T
}
