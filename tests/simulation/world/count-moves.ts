import { actionOf } from '#domain/model/action-id.ts'
import type { Booking } from '#domain/model/booking.ts'

export interface MoveCounts {
  readonly granted: number
  /** Sessions that are in hours which were made for them. */
  readonly anywhere: number
  /** Moves of actions that moved several sessions of a series. */
  readonly together: number
}

export function countMoves(bookings: readonly Booking[]): MoveCounts {
  const moves = bookings.flatMap(booking => (booking.moves ?? []).map(move => ({ booking, move })))
  const actions = Map.groupBy(
    moves.filter(({ booking }) => booking.series !== undefined),
    ({ move }) => `${move.by} ${actionOf(move.requestId)}`
  )
  return {
    granted: moves.length,
    anywhere: bookings.filter(({ madeSlot }) => madeSlot !== undefined).length,
    together: [...actions.values()].filter(of => of.length > 1).reduce((sum, of) => sum + of.length, 0)
  }
}
