import type { CoachProfile, SessionTerms } from '#domain/model/coach-profile.ts'
import { claimValidityMs, type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import type { Actor } from '#domain/model/role.ts'
import type { Person } from '#domain/projection/party.ts'

/** One coach with two devices, two students with one each: the smallest world in which every meeting can happen. */
export const deviceNames = ['coach-a', 'coach-b', 'sam', 'sue'] as const
export type DeviceName = (typeof deviceNames)[number]

export const coachId = 'coach001'
export const samId = 'student1'
export const sueId = 'student2'
export const personIds = [coachId, samId, sueId] as const
export type PersonId = (typeof personIds)[number]

export const actorOf: Readonly<Record<DeviceName, Actor & { readonly userId: PersonId }>> = {
  'coach-a': { userId: coachId, role: 'coach' },
  'coach-b': { userId: coachId, role: 'coach' },
  sam: { userId: samId, role: 'student' },
  sue: { userId: sueId, role: 'student' }
}

/** 2027-03-25T08:00:00Z. */
export const worldStart: Instant = Date.UTC(2027, 2, 25, 8)
/** Claims of the beginning are not valid any more. */
export const afterValidity: Instant = worldStart + claimValidityMs + 60_000
/** Both sessions have begun, and neither slot can be created any more. */
export const afterStart: Instant = worldStart + 25 * 3_600_000

/** Two starts whose hours overlap, tomorrow. */
export const starts: readonly [Instant, Instant] = [
  worldStart + 24 * 3_600_000,
  worldStart + 24 * 3_600_000 + slotLengthMs / 2
]

/** Nothing but the rules that the acts are about stands in the way. */
export const profile: CoachProfile = {
  id: coachId,
  displayName: 'Coach',
  headline: '',
  bio: '',
  zone: 'UTC',
  policy: { minimumNoticeMin: 0, horizonDays: 90, dailyCap: 12, cancelCutoffMin: 0, rescheduleCutoffMin: 0 }
}

/** What the sessions of the scenes were booked on: the policy was another one then. */
export const formerTerms: SessionTerms = { cancelCutoffMin: 60, rescheduleCutoffMin: 60 }

export function findPerson(userId: string): Person {
  return { id: userId, displayName: userId, phone: '+491701234567', zone: 'UTC' }
}
