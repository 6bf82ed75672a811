import type { Instant, SlotId, UserId } from '../model/primitives.ts'
import { createSlotId } from '../model/slot-id.ts'
import type { WallClockInstant } from '../time/wall-clock.ts'
import { type Following, followMove, type SeriesSession } from './list-following.ts'

/** Where a session of a series goes together with the chosen one. */
export interface FollowingMove<S> extends Following<S> {
  readonly toSlotId: SlotId
  readonly startsAt: Instant
  /** Whether the coach's clock shows the time then: it may skip it, or show it twice (TM2, TM3). */
  readonly clock: WallClockInstant['kind']
}

/** Where each session goes when the first of them goes to `to` (SR8). */
export function listFollowingMoves<S extends SeriesSession>(
  following: readonly Following<S>[],
  { to, zone, coachId }: { readonly to: Instant; readonly zone: string; readonly coachId: UserId }
): readonly FollowingMove<S>[] {
  const [first] = following
  if (first === undefined) return []
  return following.map(one => {
    const { at, kind } = followMove(one.session, { chosen: first.session, to, zone })
    return { ...one, toSlotId: createSlotId(coachId, at), startsAt: at, clock: kind }
  })
}
