import type { Account } from '#domain/model/account.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { slotGridMs, slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import type { Slot } from '#domain/model/slot.ts'

const dayMs = 86_400_000
/** Twelve two-hour slots fill a day, and the cap allows as many. */
const slotsPerDay = 12

/** What a bench server holds before the clock starts. */
export interface Plan {
  readonly coaches: number
  readonly students: number
  readonly slotsPerCoach: number
}

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
    createdAt: Math.floor(now / slotGridMs) * slotGridMs
  }
}
