/** Valid documents with one coach, two students and a fixed now; each test changes the fields it is about. */
import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { Notice } from '#domain/model/notice.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { Actor } from '#domain/model/role.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Parties } from '#domain/projection/party.ts'
import type { SessionCopyContext } from '#domain/rules/judge-session-copy.ts'
import type { Claim, ClaimContext } from '#domain/rules/judge-claim.ts'
import type { SlotContext } from '#domain/rules/judge-slot.ts'
import type { Current } from '#domain/rules/verdict.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
/** A Monday, 08:00 UTC. */
export const now = Date.UTC(2026, 10, 23, 8)
/** The next day, 10:00 UTC. */
export const start = now + 26 * hourMs

export const coachId = 'coach00000001'
export const otherCoachId = 'coach00000002'
export const studentId = 'student00001'
export const otherStudentId = 'student00002'
export const coach: Actor = { userId: coachId, role: 'coach' }
export const otherCoach: Actor = { userId: otherCoachId, role: 'coach' }
export const student: Actor = { userId: studentId, role: 'student' }
export const otherStudent: Actor = { userId: otherStudentId, role: 'student' }
export const admin: Actor = { userId: 'admin0000001', role: 'none' }

/** The hex id with this number. */
export function hexId(number: number): string {
  return number.toString(16).padStart(32, '0')
}
export const bookingId = hexId(0xb00c)
export const requestId = hexId(0xa5c)

export const absent = { kind: 'absent' } as const
export const deleted = { kind: 'deleted' } as const
export function live<T>(value: T): Current<T> {
  return { kind: 'live', value }
}

/** An open slot at `startsAt`; id and end follow from it unless they are given. */
export function buildSlot(fields: Partial<Slot> = {}): Slot {
  const startsAt = fields.startsAt ?? start
  const owner = fields.coachId ?? coachId
  return {
    id: createSlotId(owner, startsAt),
    coachId: owner,
    startsAt,
    endsAt: startsAt + slotLengthMs,
    status: 'open',
    ...fields
  }
}

export function buildSlotContext(fields: Partial<SlotContext> = {}): SlotContext {
  return { current: absent, base: 'none', coachSlots: [], movedFrom: absent, now, ...fields }
}

export function buildClaim(fields: Partial<Slot> = {}): Claim {
  return { ...buildSlot({ bookingId, validUntil: now + 15 * minuteMs, ...fields }), status: 'requested' } as Claim
}

export function buildProfile(fields: Partial<CoachProfile> = {}): CoachProfile {
  return {
    id: coachId,
    displayName: 'Cora Coach',
    headline: 'Debate and rhetoric',
    bio: 'Twenty years of it.',
    zone: 'Europe/Berlin',
    policy: { ...defaultBookingPolicy, minimumNoticeMin: 0 },
    ...fields
  }
}

export function buildClaimContext(fields: Partial<ClaimContext> = {}): ClaimContext {
  return {
    current: live(buildSlot()),
    known: undefined,
    holder: undefined,
    coach: buildProfile(),
    studentBookings: [],
    coachBookings: [],
    lostBefore: 0,
    studentMeetings: [],
    now,
    ...fields
  }
}

export function buildBooking(fields: Partial<Booking> = {}): Booking {
  const startsAt = fields.startsAt ?? start
  return {
    id: bookingId,
    slotId: createSlotId(fields.coachId ?? coachId, startsAt),
    coachId,
    studentId,
    startsAt,
    endsAt: startsAt + slotLengthMs,
    state: 'confirmed',
    claimedAt: now - dayMs,
    requests: [],
    ...fields
  }
}

/** The coach's copy of `buildBooking()` unless `partyRole` says otherwise. */
export function buildCall(fields: Partial<SessionCopy> = {}): SessionCopy {
  const isCoach = (fields.partyRole ?? 'coach') === 'coach'
  return {
    id: bookingId,
    kind: 'call',
    status: 'confirmed',
    slotId: createSlotId(coachId, start),
    startsAt: start,
    endsAt: start + slotLengthMs,
    partyRole: 'coach',
    otherId: isCoach ? studentId : coachId,
    otherName: isCoach ? 'Sam Student' : 'Cora Coach',
    otherPhone: isCoach ? '+4915112345678' : '+4915187654321',
    otherZone: 'Europe/Berlin',
    claimedAt: now - dayMs,
    ...fields
  }
}

/** An hour into the session, its copy as stored. */
export function buildCallContext(current: SessionCopy, fields: Partial<SessionCopyContext> = {}): SessionCopyContext {
  return {
    current: live(current),
    base: 'current',
    booking: buildBooking(),
    policy: buildProfile().policy,
    now: start + hourMs,
    ...fields
  }
}

export const parties: Parties = {
  coach: { id: coachId, displayName: 'Cora Coach', phone: '+4915187654321', zone: 'Europe/Berlin' },
  student: { id: studentId, displayName: 'Sam Student', phone: '+4915112345678', zone: 'Asia/Tokyo' }
}

export function buildNotice(fields: Partial<Notice> = {}): Notice {
  return {
    id: `notice:session-cancelled:${bookingId}:once`,
    kind: 'notice',
    topic: 'session-cancelled',
    at: now,
    subject: { collection: 'calls', id: bookingId },
    dismissed: false,
    ...fields
  }
}
