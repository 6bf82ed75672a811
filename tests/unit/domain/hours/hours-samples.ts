import type { CoachAvailability, DateOverride } from '#domain/model/availability.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { HoursFacts } from '#domain/hours/plan-hours.ts'
import { wallClockToInstant } from '#domain/time/wall-clock.ts'
import { buildProfile, now } from '../builders.ts'

export const generation = '0000000a'
export const laterGeneration = '0000000b'
const zone = 'Europe/Berlin'

export function buildHours(fields: Partial<CoachAvailability> = {}): CoachAvailability {
  // Wednesdays at nine and at two.
  return {
    weekly: [{ weekday: 3, starts: [540, 840], generation }],
    overrides: [],
    weeksAhead: 2,
    skips: [],
    ...fields
  }
}

export function buildCoach(hours: Partial<CoachAvailability> = {}, fields: Partial<CoachProfile> = {}): CoachProfile {
  return { ...buildProfile(), availability: buildHours(hours), ...fields }
}

export function buildDayOff(date: string, fields: Partial<DateOverride> = {}): DateOverride {
  return { date, starts: [], generation, ...fields }
}

/** It is Monday, 23 November 2026, nine o'clock in Berlin. */
export function buildFacts(fields: Partial<HoursFacts> = {}): HoursFacts {
  return { coach: buildCoach(), isActive: true, slots: [], bookings: [], busy: [], now, ...fields }
}

export function at(date: string, hour: number, minute = 0, inZone = zone): number {
  return wallClockToInstant({ date, minutes: hour * 60 + minute }, inZone).at
}
