import type { Account } from '#domain/model/account.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { slotGridMs, slotLengthMs } from '#domain/model/primitives.ts'
import { dayParts } from '#domain/model/day-part.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createWatchId, type Watch } from '#domain/model/watch.ts'

const dayMs = 86_400_000
/** Twelve two-hour slots fill a day, and the cap allows as many. */
const slotsPerDay = 12

/** What a bench server holds before the clock starts. */
export interface Plan {
  readonly coaches: number
  readonly students: number
  readonly slotsPerCoach: number
  /** Sessions of the first coach: past ones, wrapped up, and the last twenty ahead. */
  readonly callsOfFirstCoach?: number
  /** Coaches after those, without a slot. */
  readonly coachesWithoutSlots?: number
  /** Each of the last students waits for slots, as many as these in all. */
  readonly watches?: number
  /** Every second slot is booked, as many as that; no student has two sessions at a time. */
  readonly bookings?: number
}

/** So many things each of them waits for. */
export const watchesPerStudent = 10

const coachId = (n: number): string => `ucoach${String(n).padStart(6, '0')}`
const studentId = (n: number): string => `ustudent${String(n).padStart(6, '0')}`

/** The first midnight (UTC) at least two days ahead, epoch ms. */
export function firstStart(now: number): number {
  return Math.ceil(now / dayMs) * dayMs + 2 * dayMs
}

/** The k-th slot of a coach, back to back. */
export function planSlot(coach: number, k: number, from: number): Slot {
  const day = Math.floor(k / slotsPerDay)
  const startsAt = from + day * dayMs + (k % slotsPerDay) * slotLengthMs
  const id = createSlotId(coachId(coach), startsAt)
  return { id, coachId: coachId(coach), startsAt, endsAt: startsAt + slotLengthMs, status: 'open' }
}

/** The k-th slot of a coach and, where it is booked, the journal's entry as version 0.1.0 had it. */
export function planBookedSlot(
  plan: Plan,
  coach: number,
  k: number,
  from: number
): { readonly slot: Slot; readonly booking?: Booking } {
  const slot = planSlot(coach, k, from)
  const number = coach * Math.floor(plan.slotsPerCoach / 2) + (k - 1) / 2
  if (k % 2 === 0 || number >= (plan.bookings ?? 0)) return { slot }
  const { id, ...hours } = slot
  const bookingId = number.toString(16).padStart(32, '0')
  const booking: Booking = {
    id: bookingId,
    slotId: id,
    coachId: hours.coachId,
    studentId: studentId((coach + k) % plan.students),
    startsAt: hours.startsAt,
    endsAt: hours.endsAt,
    state: 'confirmed',
    claimedAt: from - 3 * dayMs,
    requests: []
  }
  return { slot: { ...slot, status: 'booked', bookingId }, booking }
}

export function planProfile(coach: number): CoachProfile {
  return {
    id: coachId(coach),
    displayName: `Coach ${coach}`,
    headline: '',
    bio: '',
    zone: 'UTC',
    policy: { ...defaultBookingPolicy, minimumNoticeMin: 0, horizonDays: 730, dailyCap: slotsPerDay }
  }
}

export function planAccount(role: 'coach' | 'student', n: number, passwordHash: string, now: number): Account {
  return {
    id: role === 'coach' ? coachId(n) : studentId(n),
    name: `${role}${n}`,
    role,
    displayName: `${role} ${n}`,
    phone: `+1202555${String(n % 10_000).padStart(4, '0')}`,
    zone: 'UTC',
    passwordHash,
    tokenVersion: 0,
    disabled: false,
    isAdmin: false,
    createdAt: Math.floor(now / slotGridMs) * slotGridMs
  }
}

/** The students who wait, the last ones, by number. */
export function listWaiting({ students, watches = 0 }: Plan): readonly number[] {
  const count = watches / watchesPerStudent
  return Array.from({ length: count }, (_, n) => students - count + n)
}

/** The database of a student's own documents. */
export const callsOfStudent = (student: number): string => `calls-${studentId(student)}`

/** The k-th thing that a student waits for: any slot at first, then ever narrower, by weekdays, part of the day and coach. */
export function planWatch(student: number, k: number, from: number): Watch {
  const weekday = ((student + k) % 7) + 1
  const part = dayParts[(student + k) % dayParts.length]
  return {
    id: createWatchId((student * watchesPerStudent + k).toString(16).padStart(32, '0')),
    kind: 'watch',
    ...(k % 5 < 2 ? {} : { part }),
    ...(k % 5 === 0 ? {} : { weekdays: weekday < 6 ? [weekday, weekday + 2] : [weekday] }),
    ...(k % 5 === 4 ? { coachId: coachId(student % 20) } : {}),
    zone: ['UTC', 'Europe/Berlin', 'America/New_York'][student % 3] ?? 'UTC',
    until: from + 365 * dayMs,
    madeAt: from - 3 * dayMs
  }
}

/** So many of a coach's sessions are still ahead. */
const upcomingCalls = 20

/** The k-th session of the first coach, four hours apart, the last of them ahead. */
export function planCall(k: number, count: number, now: number): SessionCopy {
  const step = 2 * slotLengthMs
  const base = Math.ceil(now / dayMs) * dayMs
  const startsAt = base + (k - (count - upcomingCalls)) * step
  const isPast = k < count - upcomingCalls
  return {
    id: k.toString(16).padStart(32, '0'),
    kind: 'call',
    status: isPast ? 'completed' : 'confirmed',
    slotId: createSlotId(coachId(0), startsAt),
    startsAt,
    endsAt: startsAt + slotLengthMs,
    partyRole: 'coach',
    otherId: studentId(k % 40),
    otherName: `Student ${k % 40}`,
    otherPhone: `+1202555${String(k % 40).padStart(4, '0')}`,
    otherZone: 'UTC',
    claimedAt: startsAt - 10 * dayMs,
    ...(isPast
      ? {
          outcomeAt: startsAt + slotLengthMs,
          satisfaction: (k % 5) + 1,
          notes: `What was agreed in session ${k}, in a sentence or two, as people write it.`,
          wordsStamp: { by: coachId(0), at: startsAt + slotLengthMs }
        }
      : {})
  }
}
