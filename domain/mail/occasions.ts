import { type Booking, isMeeting } from '../model/booking.ts'
import type { Instant } from '../model/primitives.ts'
import type { PartyRole } from '../model/role.ts'

/** What becomes of a session and is told by mail (ML1). */
export type SessionChange = 'booked' | 'moved' | 'cancelled'

/** One change of a session's time, as its journal has it. */
export interface Occasion {
  /** The same for as long as the booking exists, and among its occasions its own. */
  readonly key: string
  readonly change: SessionChange
  readonly at: Instant
  readonly by: PartyRole
  /** What one action of a person has in common, as a series or a day of illness; absent for what stands alone. */
  readonly action?: string
}

/** Requests of one action begin with the same 64 bits (JN9). */
const actionLength = 16

/** Everything that was to be told of a booking so far, earliest first. A lost claim is told by its notice alone. */
export function listOccasions(booking: Booking): readonly Occasion[] {
  if (!isMeeting(booking)) return []
  const { claimedAt, pencilled, series, moves = [], cancellation, requests } = booking
  const by = pencilled === true ? 'coach' : 'student'
  const booked: Occasion = {
    key: 'booked',
    change: 'booked',
    at: claimedAt,
    by,
    ...(series === undefined ? {} : { action: `series ${series.id}` })
  }
  const moved = moves.map(
    (move): Occasion => ({
      key: `moved ${move.requestId}`,
      change: 'moved',
      at: move.at,
      by: move.by,
      action: move.requestId.slice(0, actionLength)
    })
  )
  if (cancellation === undefined) return [booked, ...moved]
  const request = requests.findLast(({ kind, verdict }) => kind === 'cancel' && verdict === 'accepted')
  const cancelled: Occasion = {
    key: 'cancelled',
    change: 'cancelled',
    at: cancellation.at,
    by: cancellation.by,
    ...(request === undefined ? {} : { action: request.requestId.slice(0, actionLength) })
  }
  return [booked, ...moved, cancelled]
}
