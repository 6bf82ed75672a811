import type { Booking } from '../model/booking.ts'
import { type Slot, slotFromId } from '../model/slot.ts'
import type { RescheduleEffect } from './judge-reschedule.ts'
import type { Agendas } from './planned-meeting.ts'

/** What a move is judged by, as it is once the moves before it are made. */
export interface MoveWorld extends Agendas {
  readonly coachSlots: readonly Slot[]
}

/** What can be said of one of several moves before it is sent; `R` is why it cannot be had. */
export type MoveOpinion<R> =
  | { readonly kind: 'granted'; readonly effect: RescheduleEffect }
  | { readonly kind: 'refused'; readonly reason: R }

/** A move, with what can be said of it once those before it are made. */
export interface PlannedMove<M, R> {
  readonly move: M
  readonly opinion: MoveOpinion<R>
}

/**
 * Judges several moves one after the other, each with those before it in place (SR9): whoever puts every week one week later needs the
 * last one moved first. A move that cannot be had now is asked again once another one has made room.
 * @returns the moves that can be had, in the order in which they have to be asked for, then the others
 */
export function planMoves<M, R>(
  moves: readonly M[],
  world: MoveWorld,
  judge: (move: M, world: MoveWorld) => MoveOpinion<R>
): { readonly planned: readonly PlannedMove<M, R>[]; readonly world: MoveWorld } {
  const granted: PlannedMove<M, R>[] = []
  let left = moves
  let then = world
  for (;;) {
    const found = findGranted(left, then, judge)
    if (found === undefined) break
    granted.push(found)
    left = left.filter(move => move !== found.move)
    then = applyMove(then, found.opinion.effect)
  }
  const refused = left.map(move => ({ move, opinion: judge(move, then) }))
  return { planned: [...granted, ...refused], world: then }
}

function findGranted<M, R>(
  moves: readonly M[],
  world: MoveWorld,
  judge: (move: M, world: MoveWorld) => MoveOpinion<R>
) {
  for (const move of moves) {
    const opinion = judge(move, world)
    if (opinion.kind === 'granted') return { move, opinion }
  }
  return undefined
}

/** Slots and sessions once a move is made (RS5, RS6, RS13, RS15). */
function applyMove(
  { coachSlots, studentBookings, coachBookings }: MoveWorld,
  { take, moved, free, withdraw, restore }: RescheduleEffect
): MoveWorld {
  const left = free.reopen ? slotFromId(free.slotId) : undefined
  const added = [take, ...restore, ...(left === undefined ? [] : [left])]
  const gone = new Set([free.slotId, ...withdraw, ...added.map(({ id }) => id)])
  const withMoved = (bookings: readonly Booking[]) => bookings.map(one => (one.id === moved.id ? moved : one))
  return {
    coachSlots: [...coachSlots.filter(({ id }) => !gone.has(id)), ...added],
    studentBookings: withMoved(studentBookings),
    coachBookings: withMoved(coachBookings)
  }
}
