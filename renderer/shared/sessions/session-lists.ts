import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Instant, UserId } from '#domain/model/primitives.ts'
import { findPendingRequest, outcomeOf } from './session-status.ts'

/** The sessions of a person, sorted into what each part of the page shows. */
export interface SessionLists {
  /** Confirmed or pencilled in, and not over; ascending. */
  readonly upcoming: readonly SessionCopy[]
  /** Over, closed or cancelled; newest first. */
  readonly past: readonly SessionCopy[]
  /** Claims that lost; newest first. */
  readonly notGranted: readonly SessionCopy[]
  /** The coach's: started and not closed yet, oldest first. */
  readonly awaiting: readonly SessionCopy[]
}

/**
 * @param calls the party's copies, in any order
 * @param now server's clock, epoch ms
 */
export function splitSessions(calls: readonly SessionCopy[], now: Instant): SessionLists {
  const ascending = [...calls].sort((a, b) => a.startsAt - b.startsAt)
  const granted = ascending.filter(call => call.status !== 'declined')
  return {
    upcoming: granted.filter(call => isUpcoming(call, now)),
    past: granted.filter(call => !isUpcoming(call, now)).reverse(),
    notGranted: ascending.filter(call => call.status === 'declined').reverse(),
    awaiting: granted.filter(call => awaitsFeedback(call, now))
  }
}

/** Whether a session is agreed and not over, nor called off. */
export function isUpcoming(call: SessionCopy, now: Instant): boolean {
  const isAgreed = call.status === 'confirmed' || call.status === 'pencilled' || call.status === 'newer'
  return isAgreed && outcomeOf(call) === undefined && now < call.endsAt
}

/** The session that runs or comes first. @param upcoming ascending */
export function findNext(upcoming: readonly SessionCopy[]): SessionCopy | undefined {
  return upcoming.find(call => call.status === 'confirmed' && findPendingRequest(call)?.kind !== 'cancel')
}

/** Whether the coach still owes word of how it went. */
export function awaitsFeedback(call: SessionCopy, now: Instant): boolean {
  return (
    call.partyRole === 'coach' &&
    call.status === 'confirmed' &&
    call.startsAt <= now &&
    findPendingRequest(call) === undefined
  )
}

/** Every session with one person but the given one, newest first; lost claims are not sessions. */
export function listHistory(calls: readonly SessionCopy[], otherId: UserId, except?: string): readonly SessionCopy[] {
  return calls
    .filter(call => call.otherId === otherId && call.id !== except && call.status !== 'declined')
    .sort((a, b) => b.startsAt - a.startsAt)
}

/** The coach's most recent notes on a person; undefined where there are none. */
export function findLastNotes(calls: readonly SessionCopy[], otherId: UserId): SessionCopy | undefined {
  return listHistory(calls, otherId).find(call => call.notes !== undefined && call.notes.trim() !== '')
}
