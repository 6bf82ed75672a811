import type { SessionCopy } from '#domain/model/session-copy.ts'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import type { Slot } from '#domain/model/slot.ts'
import { testNow } from '../../render-with-stores.tsx'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export const bookingIdOf = (index: number) => index.toString(16).padStart(32, '0')

export const anna: CoachProfile = {
  id: 'annaberg01',
  displayName: 'Anna Berg',
  headline: 'Careers in research',
  bio: 'I help with **big** decisions.',
  zone: 'Europe/Berlin',
  policy: defaultBookingPolicy
}
export const tomek: CoachProfile = { ...anna, id: 'tomekwrona', displayName: 'Tomek Wrona', zone: 'Europe/Warsaw' }

/** An open slot of Anna's, so many hours after the test's now. */
export function slotIn(hours: number, more: Partial<Slot> = {}): Slot {
  const startsAt = testNow + hours * hourMs
  const coachId = more.coachId ?? anna.id
  const id = createSlotId(coachId, startsAt)
  return { id, coachId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open', ...more }
}

/** The coach's copy of a confirmed session with Maya, so many hours after the test's now. */
export function sessionIn(hours: number, index: number, more: Partial<SessionCopy> = {}): SessionCopy {
  const { id: slotId, startsAt, endsAt } = slotIn(hours)
  return {
    id: bookingIdOf(index),
    kind: 'call',
    status: 'confirmed',
    slotId,
    startsAt,
    endsAt,
    partyRole: 'coach',
    otherId: 'mayachen01',
    otherName: 'Maya Chen',
    otherPhone: '+12125550123',
    otherZone: 'America/New_York',
    claimedAt: testNow - 3 * dayMs,
    ...more
  }
}

/** The student's copy of the same. */
export function ownSessionIn(hours: number, index: number, more: Partial<SessionCopy> = {}): SessionCopy {
  return sessionIn(hours, index, {
    partyRole: 'student',
    otherId: anna.id,
    otherName: anna.displayName,
    otherPhone: '+4930901820',
    otherZone: anna.zone,
    ...more
  })
}
