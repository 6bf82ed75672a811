import { findOverlap, type Interval } from '../time/interval.ts'
import type { Instant } from '../model/primitives.ts'
import type { SessionCopy } from '../model/session-copy.ts'

/** The booked sessions of a coach that are not over and meet a busy time, earliest first (BU7). They stay until their coach does something. */
export function listMeetingBusy(
  calls: readonly SessionCopy[],
  busy: readonly Interval[],
  now: Instant
): readonly SessionCopy[] {
  return calls
    .filter(
      call =>
        call.status === 'confirmed' &&
        call.partyRole === 'coach' &&
        call.endsAt > now &&
        findOverlap(call, busy) !== undefined
    )
    .toSorted((a, b) => a.startsAt - b.startsAt)
}
