import type { Slot } from '#domain/model/slot.ts'
import type { Relation } from '#domain/model/relation.ts'
import { findStandingRelation } from '#renderer/store/relations.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Instant, UserId } from '#domain/model/primitives.ts'
import { isMeeting } from '#domain/model/booking.ts'
import { isByArrangement } from '#domain/rules/who-may-book.ts'
import { findNewCoachesEnd } from '#domain/rules/new-coaches.ts'
import { widen } from '#domain/rules/planned-meeting.ts'
import { listWaitingRequests } from '#domain/projection/waiting.ts'
import { dayMs, hourMs, minuteMs } from '#domain/time/durations.ts'
import { contains, findOverlap, type Interval } from '#domain/time/interval.ts'
import { dateAt, dayInterval, isZone } from '#domain/time/wall-clock.ts'

/** Why an open slot cannot be booked by this student now: the gate would decline the claim with the same code. */
export type BlockReason =
  | 'minimum-notice'
  | 'beyond-horizon'
  | 'student-overlap'
  | 'coach-overlap'
  | 'coach-gap'
  | 'daily-cap'
  | 'too-many-new-coaches'
  | 'by-arrangement'

/** What a student may do with a slot. `waiting`: their own claim, or a session that is to be moved there, is on its way. `hidden`: nothing to do with it. */
export type Availability =
  | { readonly kind: 'bookable' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'blocked'; readonly reason: BlockReason; readonly metName?: string; readonly freeAt?: Instant }
  | { readonly kind: 'hidden' }

export interface AvailabilityContext {
  readonly slots: readonly Slot[]
  readonly coaches: readonly CoachProfile[]
  /** The student's own copies. */
  readonly calls: readonly SessionCopy[]
  /** Server's clock, epoch ms. */
  readonly now: Instant
  /** Coaches whose invitations the student has accepted (RL2). */
  readonly relations?: readonly Relation[]
}

const hidden: Availability = { kind: 'hidden' }
const bookable: Availability = { kind: 'bookable' }

/**
 * An early opinion on every slot (BK8, BK10 to BK14, BK17, BK22, AV9, BL2), so that only what the gate would grant is offered. Built once for
 * a state of the data, because it indexes the full days and the student's own sessions.
 */
export function createAvailability({
  slots,
  coaches,
  calls,
  relations = [],
  now
}: AvailabilityContext): (slot: Slot) => Availability {
  const coachById = new Map(coaches.map(coach => [coach.id, coach]))
  const ownSessions = calls.filter(call => call.endsAt > now && takesTime(call))
  const ownClaims = slots.filter(slot => slot.status === 'requested')
  const takes = listWaitingRequests(calls)
  const fullDays = findFullDays(slots, coachById, now)
  const bookedByCoach = Map.groupBy(
    slots.filter(slot => slot.status === 'booked' && slot.endsAt > now - hourMs * 2),
    slot => slot.coachId
  )
  const meetings = calls.map(toMeeting)
  const newCoachesFrom = findNewCoachesEnd(meetings, now)
  const known = findMetCoaches(calls)
  const arranged = findArrangedCoaches(coaches, calls, relations)
  return slot => {
    const coach = coachById.get(slot.coachId)
    if (coach === undefined || slot.startsAt <= now) return hidden
    if (slot.status === 'requested') return { kind: 'waiting' }
    if (slot.status !== 'open') return hidden
    // An own session is about to be moved there.
    if (takes.has(slot.id)) return { kind: 'waiting' }
    if (arranged.has(coach.id)) return { kind: 'blocked', reason: 'by-arrangement' }
    const ahead = slot.startsAt - now
    if (ahead < coach.policy.minimumNoticeMin * minuteMs) return { kind: 'blocked', reason: 'minimum-notice' }
    if (ahead > coach.policy.horizonDays * dayMs) return { kind: 'blocked', reason: 'beyond-horizon' }
    const met = findOverlap(slot, ownSessions)
    if (met !== undefined) return { kind: 'blocked', reason: 'student-overlap', metName: met.otherName }
    if (findOverlap(slot, ownClaims) !== undefined) return { kind: 'blocked', reason: 'student-overlap' }
    if (findOverlap(slot, bookedByCoach.get(slot.coachId) ?? []) !== undefined) {
      return { kind: 'blocked', reason: 'coach-overlap' }
    }
    if (findOverlap(widen(slot, coach), bookedByCoach.get(slot.coachId) ?? []) !== undefined) {
      return { kind: 'blocked', reason: 'coach-gap' }
    }
    const isFull = fullDays.get(slot.coachId)?.some(day => contains(day, slot.startsAt)) ?? false
    if (isFull) return { kind: 'blocked', reason: 'daily-cap' }
    if (newCoachesFrom === undefined || known.has(slot.coachId)) return bookable
    return { kind: 'blocked', reason: 'too-many-new-coaches', freeAt: newCoachesFrom }
  }
}

/** The coaches whom this student has to ask instead of booking, as far as this device knows (BL1). */
export function findArrangedCoaches(
  coaches: readonly CoachProfile[],
  calls: readonly SessionCopy[],
  relations: readonly Relation[]
): ReadonlySet<UserId> {
  const known = findMetCoaches(calls)
  const arranged = coaches.filter(coach =>
    isByArrangement({
      coach,
      isOwnStudent: known.has(coach.id) || findStandingRelation(coach.id, relations) !== undefined,
      isBlocked: false
    })
  )
  return new Set(arranged.map(({ id }) => id))
}

function findMetCoaches(calls: readonly SessionCopy[]): ReadonlySet<UserId> {
  return new Set(
    calls
      .map(toMeeting)
      .filter(isMeeting)
      .map(({ coachId }) => coachId)
  )
}

function toMeeting({ otherId, claimedAt, pencilled, status }: SessionCopy) {
  return {
    coachId: otherId,
    claimedAt,
    pencilled,
    state: status === 'pencilled' || status === 'newer' ? ('confirmed' as const) : status
  }
}

function takesTime(call: SessionCopy): boolean {
  return (
    call.status === 'newer' || call.status === 'confirmed' || call.status === 'completed' || call.status === 'no-show'
  )
}

/** Per coach, the days (in the coach's zone) on which the daily cap is reached; none where this device does not know the zone (BK18). */
function findFullDays(
  slots: readonly Slot[],
  coachById: ReadonlyMap<UserId, CoachProfile>,
  now: Instant
): ReadonlyMap<UserId, readonly Interval[]> {
  const countByDay = new Map<UserId, Map<string, number>>()
  for (const slot of slots) {
    const coach = coachById.get(slot.coachId)
    if (coach === undefined || !isZone(coach.zone) || slot.status !== 'booked' || slot.endsAt < now - dayMs) continue
    const days = countByDay.get(coach.id) ?? new Map<string, number>()
    const date = dateAt(slot.startsAt, coach.zone)
    countByDay.set(coach.id, days.set(date, (days.get(date) ?? 0) + 1))
  }
  return new Map(
    [...countByDay].map(([coachId, days]) => {
      const coach = coachById.get(coachId)
      if (coach === undefined) return [coachId, []]
      const full = [...days].filter(([, count]) => count >= coach.policy.dailyCap)
      return [coachId, full.map(([date]) => dayInterval(date, coach.zone))]
    })
  )
}
