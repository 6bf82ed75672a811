import type { Instant } from '../model/primitives.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import { dayMs } from '../time/durations.ts'
import { type PlaceOutside, toldOutside } from './told-outside.ts'

/** SEQUENCE counts seconds from 1 January 2020: 31 bits of them last until 2088. */
const sequenceStart = 1_577_836_800_000
const maxSequence = 2 ** 31 - 1

/** A session as a calendar of another program shows it (rules CA). Nothing in it is a phone number, a note or a score. */
export interface SessionEvent {
  /** The same for as long as the session exists, wherever it moves. */
  readonly uid: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** When its time was decided last, by the server's clock. */
  readonly changedAt: Instant
  /** Grows with each change of its time; an older file never wins over a newer one. */
  readonly sequence: number
  readonly otherName: string
  readonly isCancelled: boolean
  /** As far as its coach lets it go out (HM5). */
  readonly place: PlaceOutside | undefined
}

/** Undefined for what no calendar has to know: not confirmed yet, refused, or of a kind that only a newer version knows. */
export function toSessionEvent(copy: SessionCopy): SessionEvent | undefined {
  const { id, status, startsAt, endsAt, otherName, claimedAt, moves, cancellation, meeting } = copy
  const isHeld = status === 'confirmed' || status === 'completed' || status === 'no-show'
  if (!isHeld && status !== 'cancelled') return undefined
  const changedAt = Math.max(claimedAt, ...(moves ?? []).map(({ at }) => at), cancellation?.at ?? 0)
  // Each change counts one, too: a clock that was ahead and was set right gives a later change an earlier time.
  const changes = (moves?.length ?? 0) + (cancellation === undefined ? 0 : 1)
  return {
    uid: `${id}@coachdesk`,
    startsAt,
    endsAt,
    changedAt,
    sequence: Math.min(maxSequence, Math.max(0, Math.floor((changedAt - sequenceStart) / 1_000) + changes)),
    otherName,
    isCancelled: status === 'cancelled',
    place: toldOutside(meeting)
  }
}

/** How far a feed looks back and ahead. */
const backMs = 60 * dayMs
const aheadMs = 365 * dayMs

/** What a feed holds (CA2): earliest first, and without what was cancelled, which subscribed calendars then remove. */
export function listFeedEvents(copies: Iterable<SessionCopy>, now: Instant): readonly SessionEvent[] {
  return [...copies]
    .filter(({ startsAt, endsAt }) => endsAt > now - backMs && startsAt < now + aheadMs)
    .flatMap(copy => toSessionEvent(copy) ?? [])
    .filter(({ isCancelled }) => !isCancelled)
    .sort((a, b) => a.startsAt - b.startsAt || (a.uid < b.uid ? -1 : 1))
}
