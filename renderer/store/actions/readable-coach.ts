import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { isZone } from '#domain/time/wall-clock.ts'

/**
 * The coach as an early opinion takes them: where this device does not know the zone of the calendar, it cannot count the
 * sessions of a day, and leaves the daily cap to the gate (BK18).
 */
export function toReadableCoach(coach: CoachProfile): CoachProfile
export function toReadableCoach(coach: CoachProfile | undefined): CoachProfile | undefined
export function toReadableCoach(coach: CoachProfile | undefined): CoachProfile | undefined {
  if (coach === undefined || isZone(coach.zone)) return coach
  return { ...coach, zone: 'UTC', policy: { ...coach.policy, dailyCap: Number.MAX_SAFE_INTEGER } }
}
