import type { Skip } from '../model/availability.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import { type Instant, slotLengthMs } from '../model/primitives.ts'
import { isLiveSlot, type Slot } from '../model/slot.ts'
import { createSlotId } from '../model/slot-id.ts'
import { widen } from '../rules/planned-meeting.ts'
import { dayMs, minuteMs } from '../time/durations.ts'
import type { Interval } from '../time/interval.ts'
import { addDays, dateAt, isZone } from '../time/wall-clock.ts'
import { createFilledMakingId, isFilledOpen } from '../model/filled-making.ts'
import { listStarts, type WantedStart } from './list-starts.ts'

/** What filling depends on. */
export interface HoursFacts {
  readonly coach: CoachProfile
  /** Whether the coach takes part: neither disabled nor with another role. */
  readonly isActive: boolean
  /** All slots of the coach from two hours and the gap before now on, of whatever status. */
  readonly slots: readonly Slot[]
  /** The coach's live sessions of that time. */
  readonly bookings: readonly Interval[]
  /** When the coach has no time, in any order. */
  readonly busy: readonly Interval[]
  /** So many slots more may be there (SL17). A device leaves it to the server. */
  readonly room?: number
  /** Four fresh hex digits for what is made. A device, which makes nothing, leaves it out. */
  readonly nonce?: string
  /** Epoch ms. */
  readonly now: Instant
}

/** What the calendar needs to be as the hours say: slots to be made, and open ones, made by hours, to be taken away. Both ascending. */
export interface HoursPlan {
  readonly add: readonly Slot[]
  readonly remove: readonly Slot[]
}

/**
 * What filling does (AV1 to AV9). Of what a person made or booked it touches nothing. Carried out, it has nothing to do any more.
 */
export function planHours(facts: HoursFacts): HoursPlan {
  const { coach, slots, now, room = Infinity, nonce } = facts
  // A clock that nobody here can read: what is there stays (TM5).
  if (!isZone(coach.zone)) return { add: [], remove: [] }
  const ahead = slots.filter(slot => slot.coachId === coach.id && slot.startsAt > now)
  const filled = ahead.filter(isFilledOpen)
  const fitting = listFitting(facts)
  const fittingStarts = new Set(fitting.map(({ startsAt }) => startsAt))
  const remove = filled.filter(({ startsAt }) => !fittingStarts.has(startsAt))
  const taken = new Set(ahead.map(({ id }) => id))
  const missing = fitting.map(start => createFilledSlot(coach.id, start, nonce)).filter(({ id }) => !taken.has(id))
  const add = missing.slice(0, Math.max(0, room + remove.length))
  return { add, remove: remove.toSorted((a, b) => a.startsAt - b.startsAt) }
}

function createFilledSlot(coachId: string, { startsAt, generation }: WantedStart, nonce?: string): Slot {
  return {
    id: createSlotId(coachId, startsAt),
    coachId,
    startsAt,
    endsAt: startsAt + slotLengthMs,
    status: 'open',
    makingId: createFilledMakingId(coachId, startsAt, generation, nonce)
  }
}

/** Starts that hours want and that nothing is in the way of, ascending. Of two that are too close the earlier one stands. */
function listFitting({ coach, isActive, slots, bookings, busy, now }: HoursFacts): readonly WantedStart[] {
  const { availability, zone, policy } = coach
  if (availability === undefined || !isActive) return []
  const gapMs = (coach.gapMin ?? 0) * minuteMs
  const around = (interval: Interval): Interval => widen(interval, coach)
  const others = slots.filter(
    slot => slot.coachId === coach.id && isLiveSlot(slot) && !(isFilledOpen(slot) && slot.startsAt > now)
  )
  const blocked = joinIntervals([...others.map(around), ...bookings.map(around), ...busy])
  const isSkipped = createSkipLookup(availability.skips)
  const today = dateAt(now, zone)
  const latest = now + policy.horizonDays * dayMs
  const fitting: WantedStart[] = []
  let freeFrom = now + 1
  let next = 0
  for (const start of listStarts(availability, zone, addDays(today, -1), addDays(today, availability.weeksAhead * 7))) {
    const { startsAt } = start
    if (startsAt < freeFrom || startsAt > latest || isSkipped(start)) continue
    while ((blocked[next]?.endsAt ?? Infinity) <= startsAt) next += 1
    if ((blocked[next]?.startsAt ?? Infinity) < startsAt + slotLengthMs) continue
    fitting.push(start)
    freeFrom = startsAt + slotLengthMs + gapMs
  }
  return fitting
}

function createSkipLookup(skips: readonly Skip[]): (start: WantedStart) => boolean {
  const keys = new Set(skips.map(toKey))
  return start => keys.has(toKey(start))
}

function toKey({ startsAt, generation }: WantedStart): string {
  return `${startsAt} ${generation}`
}

/** The same time in ascending intervals of which none touches another. */
export function joinIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const joined: Interval[] = []
  for (const interval of intervals.toSorted((a, b) => a.startsAt - b.startsAt)) {
    if (interval.startsAt >= interval.endsAt) continue
    const last = joined.at(-1)
    if (last === undefined || interval.startsAt > last.endsAt) joined.push(interval)
    else if (interval.endsAt > last.endsAt) joined[joined.length - 1] = { ...last, endsAt: interval.endsAt }
  }
  return joined
}
