import type { Booking } from '../model/booking.ts'
import type { SessionTerms } from '../model/coach-profile.ts'
import type { Instant } from '../model/primitives.ts'
import { parseSlotId } from '../model/slot-id.ts'
import { dayMs, minuteMs } from '../time/durations.ts'

/** A student who was booked without being asked may call it off for this long, ms. */
const pencilGraceMs = dayMs

/** What the deadlines of a session depend on. A slot that nobody has booked yet has its start alone. */
export type Deadlined = Pick<Booking, 'startsAt'> &
  Partial<Pick<Booking, 'moves' | 'terms' | 'pencilled' | 'claimedAt'>>

/** The cut-offs of a policy, as a booking keeps them (TE1). */
export function pickTerms({ cancelCutoffMin, rescheduleCutoffMin }: SessionTerms): SessionTerms {
  return { cancelCutoffMin, rescheduleCutoffMin }
}

/**
 * The start that a student's cut-offs count from: a coach who moves a session takes no time to decide from the student, so
 * it is the latest of where the coach has put it since the student last agreed to a time (RS8).
 */
export function cutoffStartOf({ startsAt, moves = [] }: Deadlined): Instant {
  const ownLast = moves.findLastIndex(({ by }) => by === 'student')
  const before = moves.slice(ownLast + 1).map(({ fromSlotId }) => parseSlotId(fromSlotId)?.startsAt ?? startsAt)
  return Math.max(startsAt, ...before)
}

/**
 * The last instant at which a student may cancel, epoch ms (SE1, TE2, TE5); after it a cancellation counts as late (SE2). Whether
 * the session has started is looked at elsewhere.
 * @param policy the coach's of today; undefined where a device does not have it: then the terms decide alone
 * @returns undefined where neither terms nor policy are known
 */
export function cancelDeadline(session: Deadlined, policy: SessionTerms): Instant
export function cancelDeadline(session: Deadlined, policy: SessionTerms | undefined): Instant | undefined
export function cancelDeadline(session: Deadlined, policy: SessionTerms | undefined): Instant | undefined {
  const { startsAt, pencilled, claimedAt } = session
  const byTerms = laterDeadline(session, policy, 'cancelCutoffMin')
  if (byTerms === undefined || pencilled !== true || claimedAt === undefined) return byTerms
  return Math.max(byTerms, Math.min(claimedAt + pencilGraceMs, startsAt))
}

/** The last instant at which a student may move a session, epoch ms (RS2, TE2). The parameters are those of `cancelDeadline`. */
export function rescheduleDeadline(session: Deadlined, policy: SessionTerms): Instant
export function rescheduleDeadline(session: Deadlined, policy: SessionTerms | undefined): Instant | undefined
export function rescheduleDeadline(session: Deadlined, policy: SessionTerms | undefined): Instant | undefined {
  return laterDeadline(session, policy, 'rescheduleCutoffMin')
}

/** What was agreed and what holds today: whichever leaves the student more time. */
function laterDeadline(
  session: Deadlined,
  policy: SessionTerms | undefined,
  cutoff: keyof SessionTerms
): Instant | undefined {
  const cutoffs = [session.terms, policy].flatMap(terms => terms?.[cutoff] ?? [])
  return cutoffs.length === 0 ? undefined : cutoffStartOf(session) - Math.min(...cutoffs) * minuteMs
}
