import { useState } from 'react'
import type { BookingId, Instant } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { AskedDate, FollowingSession, Outcome, PlannedFollowing, SeriesMove } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFollowing } from './use-following.ts'

/** The choice between this session and all following of its series, in a dialog that moves it. */
export interface FollowingMoveChoice {
  /** Whether there are others that follow. */
  readonly isOffered: boolean
  readonly isAll: boolean
  readonly setAll: (isAll: boolean) => void
  /** What each date comes to; nothing while no time is chosen. */
  readonly dates: readonly PlannedFollowing[]
  readonly isTakenIn: SeriesMove['isTakenIn']
  readonly toggle: (bookingId: BookingId) => void
  /** How many are taken in and can be moved. */
  readonly count: number
  readonly ask: (reason: string) => Promise<Outcome<readonly AskedDate[]>>
}

/**
 * @param to when this session is to start; undefined while that is not chosen
 * @param reopenSlot whether the hours that are left open again; undefined: as each session has it
 */
export function useFollowingMove(
  call: SessionCopy,
  to: Instant | undefined,
  reopenSlot: boolean | undefined
): FollowingMoveChoice {
  const { actions, sessions } = useFollowing(call)
  // New slots make an earlier opinion stale; sessions are followed by `useFollowing`.
  useWorkspace(state => state.slots)
  const [isAll, setAll] = useState(false)
  const [toggled, setToggled] = useState<ReadonlySet<BookingId>>(new Set())
  const isTakenIn = ({ call: { id }, isMovedSingly }: Pick<FollowingSession, 'call' | 'isMovedSingly'>) =>
    isMovedSingly === toggled.has(id)
  const isElsewhere = to !== undefined && to !== call.startsAt
  const wanted = isElsewhere ? { bookingId: call.id, to, reopenSlot, isTakenIn } : undefined
  const [beingSent, setBeingSent] = useState<readonly PlannedFollowing[]>()
  // One session after the other is asked to move: that makes none of them stay where it is.
  const planned = isAll && wanted !== undefined ? (actions?.planMove(wanted) ?? []) : []
  const dates = beingSent ?? planned
  return {
    isOffered: sessions.length > 1,
    isAll: isAll && sessions.length > 1,
    setAll,
    dates,
    isTakenIn,
    toggle(bookingId) {
      const next = new Set(toggled)
      if (!next.delete(bookingId)) next.add(bookingId)
      setToggled(next)
    },
    count: dates.filter(date => isTakenIn(date) && date.refusal === undefined).length,
    async ask(reason) {
      if (actions === undefined || wanted === undefined) return { ok: false, refusal: 'not-fetched' }
      setBeingSent(dates)
      const outcome = await actions.moveEach(wanted, reason)
      // Sent, they are shown with their answers instead, a moment later.
      if (!outcome.ok) setBeingSent(undefined)
      return outcome
    }
  }
}
