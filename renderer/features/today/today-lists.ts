import type { Instant, UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { listOpenActions, type OpenAction } from '#renderer/shared/sessions/open-actions.ts'
import { awaitsFeedback, isUpcoming } from '#renderer/shared/sessions/session-lists.ts'

export interface TodayLists {
  /** The session that runs or comes first. */
  readonly next: SessionCopy | undefined
  /** Of a coach: what has started and was not closed, the oldest first. */
  readonly wrapUps: readonly SessionCopy[]
  /** What this person is to do, the earliest date first; what has none comes last. */
  readonly actions: readonly OpenAction[]
  /** Of a student: sessions of the last days that were held and not reviewed, the newest first. */
  readonly reviews: readonly SessionCopy[]
  /** Of a student: the newest session with each coach with whom none is ahead. */
  readonly again: readonly SessionCopy[]
}

/** Nobody is asked for a review after that, ms. */
const reviewForMs = 14 * 86_400_000

/**
 * What a person has before them.
 * @param calls ascending by start
 * @param now server's clock, epoch ms
 */
export function listToday(calls: readonly SessionCopy[], now: Instant): TodayLists {
  const granted = calls.filter(({ status }) => status !== 'declined')
  const own = granted.filter(({ status }) => status !== 'cancelled')
  return {
    next: own.find(call => isUpcoming(call, now)),
    wrapUps: own.filter(call => awaitsFeedback(call, now)),
    actions: listOpenActions(own).filter(({ action, call }) => action.owner === call.partyRole),
    reviews: own.filter(call => awaitsReview(call, now)).toReversed(),
    again: listAgain(granted, now)
  }
}

function awaitsReview({ partyRole, status, review, startsAt, endsAt }: SessionCopy, now: Instant): boolean {
  const isHeld = status === 'completed' || (status === 'confirmed' && endsAt <= now)
  return partyRole === 'student' && isHeld && review === undefined && now - startsAt < reviewForMs
}

function listAgain(calls: readonly SessionCopy[], now: Instant): readonly SessionCopy[] {
  const newest = new Map<UserId, SessionCopy>()
  const ahead = new Set<UserId>()
  for (const call of calls) {
    if (call.partyRole !== 'student') continue
    newest.set(call.otherId, call)
    if (isUpcoming(call, now)) ahead.add(call.otherId)
  }
  return [...newest.values()].filter(({ otherId }) => !ahead.has(otherId)).toReversed()
}
