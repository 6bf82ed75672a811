import type { Booking } from '../model/booking.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import { maxOpenedTold } from '../model/limits.ts'
import { createNoticeId, type Notice } from '../model/notice.ts'
import type { Instant, UserId } from '../model/primitives.ts'
import type { Slot } from '../model/slot.ts'
import type { Watch } from '../model/watch.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { findReasonNotToMeet } from '../rules/planned-meeting.ts'
import { findOverlap } from '../time/interval.ts'
import { fitsWatch, type WeekPlace } from './fits-watch.ts'
import type { Opening } from './opening.ts'

/** An opening that somebody can book, with its coach. */
export interface BookableOpening extends Opening {
  readonly coach: CoachProfile
}

/** What one watch is matched against. */
export interface MatchFacts {
  readonly studentId: UserId
  /** The earliest first. */
  readonly offers: readonly BookableOpening[]
  /** Whether the coach takes this student's own bookings. */
  readonly takes: (coach: CoachProfile) => boolean
  /** The student's live bookings that may overlap a slot. */
  readonly listBookings: (slot: Slot) => readonly Booking[]
  /** Whether the student was told of it before, by this watch. */
  readonly isTold: (occasion: string) => boolean
  readonly placeAt?: ((at: Instant, zone: string) => WeekPlace) | undefined
  readonly now: Instant
}

/** What a watch found. */
export interface Match {
  readonly opened: readonly BookableOpening[]
  /** There are more than are listed. */
  readonly isCut: boolean
}

/**
 * Whether anybody may book a slot: by notice, horizon and daily cap, and by the coach's other sessions (WL5).
 * @param coachBookings around the slot's day
 */
export function canBeBooked(
  slot: Slot,
  {
    coach,
    coachBookings,
    now
  }: { readonly coach: CoachProfile; readonly coachBookings: readonly Booking[]; readonly now: Instant }
): boolean {
  const agendas = { studentBookings: [], coachBookings }
  return findReasonNotToMeet({ interval: slot, coach, studentId: '', holdsNotice: true, now, ...agendas }) === undefined
}

/** What of these openings the student of a watch is to be told (WL3, WL5); undefined where it is nothing. */
export function matchWatch(watch: Watch, facts: MatchFacts): Match | undefined {
  const { studentId, offers, takes, listBookings, isTold, placeAt, now } = facts
  const opened: BookableOpening[] = []
  for (const offer of offers) {
    const { slot, leftBy, coach, occasion } = offer
    if (!fitsWatch(watch, slot, now, placeAt) || leftBy === studentId || !takes(coach) || isTold(occasion)) continue
    if (findOverlap(slot, listBookings(slot)) !== undefined) continue
    if (opened.length === maxOpenedTold) return { opened, isCut: true }
    opened.push(offer)
  }
  return opened.length === 0 ? undefined : { opened, isCut: false }
}

/** The one notice that a watch gets of a batch. Its id derives from the watch and from what opened first (WL6). */
export function createOpenedNotice(watch: Watch, { opened, isCut }: Match, now: Instant): Notice | undefined {
  const [first] = opened
  if (first === undefined) return undefined
  const { slot, coach, occasion } = first
  return {
    id: createNoticeId('slot-opened', watch.id, occasion),
    kind: 'notice',
    topic: 'slot-opened',
    at: now,
    subject: { collection: 'calls', id: watch.id },
    slotId: slot.id,
    coachId: slot.coachId,
    startsAt: slot.startsAt,
    otherName: coach.displayName,
    ...writeKept('slot-opened', {
      theirs: {
        opened: opened.map(one => ({ slotId: one.slot.id, occasion: one.occasion })),
        ...(isCut ? { more: true as const } : {})
      }
    }),
    dismissed: false
  }
}
