import { isFilledOpen } from '../model/filled-making.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import type { Slot } from '../model/slot.ts'
import type { Interval } from '../time/interval.ts'
import { type CalendarDate, instantToWallClock } from '../time/wall-clock.ts'
import { findWantedStart } from './list-starts.ts'
import { type HoursFacts, planHours } from './plan-hours.ts'

/** What a change of hours would do, before it is saved (AV7). All ascending by start. */
export interface HoursPreview<S extends Interval> {
  /** Slots that will be made. */
  readonly adds: readonly Slot[]
  /** Open slots, made by hours, that go. */
  readonly removes: readonly Slot[]
  /** Open slots, made by hand, in the times that are taken away: they stay. */
  readonly keeps: readonly Slot[]
  /** Sessions in the times that are taken away: they stay, until their coach cancels or moves them. */
  readonly sessions: readonly S[]
}

export interface PreviewFacts<S extends Interval> extends Omit<HoursFacts, 'coach' | 'bookings'> {
  readonly before: CoachProfile
  readonly after: CoachProfile
  /** The coach's live sessions ahead. */
  readonly sessions: readonly S[]
}

/** The same function that fills says what it would do; nothing is stored. */
export function previewHours<S extends Interval>(facts: PreviewFacts<S>): HoursPreview<S> {
  const { before, after, slots, sessions, now } = facts
  const { add, remove } = planHours({ ...facts, coach: after, bookings: sessions })
  const isTakenAway = ({ startsAt }: Interval): boolean => startsAt > now && isGivenUp(startsAt, before, after)
  const byHand = slots.filter(slot => slot.coachId === after.id && slot.status === 'open' && !isFilledOpen(slot))
  return {
    adds: add,
    removes: remove,
    keeps: byHand.filter(isTakenAway).toSorted((a, b) => a.startsAt - b.startsAt),
    sessions: sessions.filter(isTakenAway).toSorted((a, b) => a.startsAt - b.startsAt)
  }
}

/** On a new day off everything is given up; otherwise what hours wanted at that start, and want no more. */
function isGivenUp(startsAt: number, before: CoachProfile, after: CoachProfile): boolean {
  const { date } = instantToWallClock(startsAt, after.zone)
  if (isDayOff(after, date) && !isDayOff(before, date)) return true
  return wants(before, startsAt) && !wants(after, startsAt)
}

function isDayOff({ availability }: CoachProfile, date: CalendarDate): boolean {
  return availability?.overrides.some(override => override.date === date && override.starts.length === 0) === true
}

function wants({ availability, zone }: CoachProfile, startsAt: number): boolean {
  return availability !== undefined && findWantedStart(availability, zone, startsAt) !== undefined
}
