import { type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { dayMs, hourMs } from '#domain/time/durations.ts'
import { addDays, dateAt, mondayOf, wallClockToInstant } from '#domain/time/wall-clock.ts'
import { overlaps } from '#domain/time/interval.ts'
import type { DemoStep } from './demo-step.ts'
import { type PastSession, pastSessions } from './past-sessions.ts'
import { type DemoCoach, demoCoaches, type WeeklyHour } from './people.ts'

/** Weeks of slots before and after the current one. */
const weeksBack = 3
const weeksAhead = 2

interface UpcomingBooking {
  readonly coach: string
  readonly student: string
  /** Start to look for a slot this many days from now. */
  readonly fromDay: number
  readonly claimedHoursAgo: number
  /** Somebody who wants the same slot a minute later, in vain. */
  readonly rival?: string
}

const upcomingBookings: readonly UpcomingBooking[] = [
  { coach: 'mara', student: 'jonas', fromDay: 2, claimedHoursAgo: 20, rival: 'aiko' },
  { coach: 'mara', student: 'priya', fromDay: 4, claimedHoursAgo: 18 },
  { coach: 'mara', student: 'tomas', fromDay: 9, claimedHoursAgo: 9 },
  { coach: 'owen', student: 'jonas', fromDay: 3, claimedHoursAgo: 16 },
  { coach: 'owen', student: 'tomas', fromDay: 6, claimedHoursAgo: 7 },
  { coach: 'renata', student: 'aiko', fromDay: 3, claimedHoursAgo: 12 },
  { coach: 'renata', student: 'priya', fromDay: 8, claimedHoursAgo: 3 }
]

/**
 * Everything that happens in the demo story up to `now`, in order of time: slots published week by week, claims, sessions
 * with their outcomes, and bookings for the days ahead.
 * @param now epoch ms
 */
export function planDemo(now: Instant): readonly DemoStep[] {
  const steps = [...planSlots(now), ...planPast(now), ...planUpcoming(now)]
  return steps.toSorted((a, b) => a.at - b.at)
}

/** The earliest moment of the story, epoch ms. */
export function storyStart(now: Instant): Instant {
  return now - (weeksBack + 2) * 7 * dayMs
}

/** When the slots of a week were put up: some days ahead, or lately. */
function publishedAt(coach: DemoCoach, week: number, now: Instant): Instant {
  return Math.min(startOf(coach, { weekday: 1, minutes: 18 * 60 }, week - 1, now), now - dayMs)
}

function planSlots(now: Instant): readonly DemoStep[] {
  const weeks = Array.from({ length: weeksBack + weeksAhead + 1 }, (_, index) => index - weeksBack)
  return demoCoaches.flatMap(coach =>
    weeks.map(week => {
      const at = publishedAt(coach, week, now)
      const startsAt = coach.weeklyHours.map(hour => startOf(coach, hour, week, now)).filter(start => start > at)
      return { kind: 'publish', at, coach: coach.name, startsAt }
    })
  )
}

function planPast(now: Instant): readonly DemoStep[] {
  return pastSessions.flatMap((past, index) => planPastSession(past, `past-${index}`, now))
}

function planPastSession({ end, ...past }: PastSession, session: string, now: Instant): readonly DemoStep[] {
  const coach = findCoach(past.coach)
  const hour = coach.weeklyHours[past.hour]
  if (hour === undefined) throw new Error(`${past.coach} has no weekly hour ${past.hour}`)
  const startsAt = startOf(coach, hour, -past.weeksAgo, now)
  const endsAt = startsAt + slotLengthMs
  const { student } = past
  const claim: DemoStep = {
    kind: 'claim',
    at: Math.max(startsAt - 4 * dayMs, publishedAt(coach, -past.weeksAgo, now) + hourMs),
    session,
    coach: past.coach,
    student,
    startsAt,
    isLate: false
  }
  switch (end.kind) {
    case 'awaits-feedback':
      return [claim]
    case 'cancelled':
      return [claim, { kind: 'cancel', at: startsAt - 2.5 * dayMs, session, student, reason: end.reason }]
    case 'no-show':
      return [claim, { kind: 'wrap-up', at: endsAt, session, coach: past.coach, end }]
    case 'completed': {
      const wrapUp: DemoStep = { kind: 'wrap-up', at: endsAt + hourMs / 4, session, coach: past.coach, end }
      const laterAt = Math.min(endsAt + 5 * hourMs, now - 1)
      const done = end.actions.filter(({ owner, isDone }) => owner === 'student' && isDone).map(({ text }) => text)
      const tick: DemoStep = { kind: 'tick', at: laterAt, session, student, done }
      const { review } = end
      return [
        claim,
        wrapUp,
        ...(done.length === 0 ? [] : [tick]),
        ...(review === undefined ? [] : [{ kind: 'review' as const, at: laterAt, session, student, review }])
      ]
    }
  }
}

function planUpcoming(now: Instant): readonly DemoStep[] {
  const takenStarts: { readonly student: string; readonly coach: string; readonly startsAt: Instant }[] = []
  return upcomingBookings.flatMap(({ coach, student, fromDay, claimedHoursAgo, rival }, index) => {
    const people = rival === undefined ? [student] : [student, rival]
    const startsAt = listUpcoming(findCoach(coach), now + fromDay * dayMs, now).find(
      start =>
        !takenStarts.some(
          taken =>
            (taken.coach === coach && taken.startsAt === start) ||
            (people.includes(taken.student) && overlaps(toInterval(start), toInterval(taken.startsAt)))
        )
    )
    if (startsAt === undefined) return []
    takenStarts.push({ student, coach, startsAt })
    const at = now - claimedHoursAgo * hourMs
    return people.map((person, rank) => ({
      kind: 'claim' as const,
      at: at + rank * 60_000,
      session: `upcoming-${index}-${rank}`,
      coach,
      student: person,
      startsAt,
      isLate: rank > 0
    }))
  })
}

/** Starts of the coach's slots from an instant on, ascending. */
function listUpcoming(coach: DemoCoach, from: Instant, now: Instant): readonly Instant[] {
  return Array.from({ length: weeksAhead + 1 }, (_, week) => week)
    .flatMap(week => coach.weeklyHours.map(hour => startOf(coach, hour, week, now)))
    .filter(start => start >= from)
    .toSorted((a, b) => a - b)
}

/** A weekly hour as an instant; week 0 is the one in which the coach's calendar shows `now`. */
function startOf({ zone }: DemoCoach, { weekday, minutes }: WeeklyHour, week: number, now: Instant): Instant {
  const date = addDays(mondayOf(dateAt(now, zone)), week * 7 + weekday - 1)
  return wallClockToInstant({ date, minutes }, zone).at
}

function toInterval(startsAt: Instant) {
  return { startsAt, endsAt: startsAt + slotLengthMs }
}

function findCoach(name: string): DemoCoach {
  const coach = demoCoaches.find(candidate => candidate.name === name)
  if (coach === undefined) throw new Error(`the demo has no coach ${name}`)
  return coach
}
