import type { DesktopStatus, PlannedSession } from '#electron/contract/desktop-types.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { addDays, dateAt, dayInterval } from '#domain/time/wall-clock.ts'
import { splitSessions } from '#renderer/shared/sessions/session-lists.ts'
import { findPendingRequest, outcomeOf } from '#renderer/shared/sessions/session-status.ts'
import type { CollectionSync } from '#renderer/contract/screens.ts'

const daysAhead = 31
/** What the shell takes, at most. */
const maxSessions = 1_000
const maxTextLength = 200
const maxNameLength = 80
const maxTimesLength = 80

interface StatusSources {
  readonly role: PartyRole
  /** In any order. */
  readonly calls: readonly SessionCopy[]
  readonly collections: readonly Pick<CollectionSync, 'waiting'>[]
  /** Entries of the inbox that are not put aside. */
  readonly inboxCount: number
  readonly syncText: string
  /** IANA zone of the person. */
  readonly zone: string
  /** Server's clock, epoch ms. */
  readonly now: Instant
  /** The other person, or the words for one who was erased. */
  readonly nameOf: (call: SessionCopy) => string
  /** Start and end in words, in the person's zone. */
  readonly timesOf: (call: SessionCopy) => string
  /** Who and when, in words. */
  readonly describe: (call: SessionCopy) => string
}

/** What tray, badge and reminders are told, out of nothing but the local data. */
export function deriveDesktopStatus(sources: StatusSources): DesktopStatus {
  const { role, calls, collections, now } = sources
  const { upcoming, awaiting } = splitSessions(calls, now)
  const next = upcoming.find(call => call.startsAt > now && !isLeaving(call))
  return {
    role,
    syncText: sources.syncText.slice(0, maxTextLength),
    ...(next === undefined ? {} : { nextText: sources.describe(next).slice(0, maxTextLength) }),
    needsPerson: sources.inboxCount + awaiting.length,
    unsynced: collections.reduce((sum, { waiting }) => sum + waiting, 0),
    sessions: planSessions(sources)
  }
}

/** Confirmed sessions from yesterday's midnight to the end of the days ahead, ascending. */
function planSessions({ calls, zone, now, nameOf, timesOf }: StatusSources): readonly PlannedSession[] {
  const today = dateAt(now, zone)
  const from = dayInterval(addDays(today, -1), zone).startsAt
  const until = dayInterval(addDays(today, daysAhead), zone).endsAt
  return calls
    .filter(call => call.status === 'confirmed' && !isLeaving(call))
    .filter(({ startsAt }) => from <= startsAt && startsAt < until)
    .sort((a, b) => a.startsAt - b.startsAt)
    .slice(0, maxSessions)
    .map(call => ({
      bookingId: call.id,
      startsAt: call.startsAt,
      endsAt: call.endsAt,
      timesText: timesOf(call).slice(0, maxTimesLength),
      otherName: nameOf(call).slice(0, maxNameLength),
      awaitsFeedback: call.partyRole === 'coach' && outcomeOf(call) === undefined
    }))
}

/** The person has asked to cancel: no reminder of what they do not want any more. */
function isLeaving(call: SessionCopy): boolean {
  return findPendingRequest(call)?.kind === 'cancel'
}
