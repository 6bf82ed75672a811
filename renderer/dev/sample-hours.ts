import { planHours } from '#domain/hours/plan-hours.ts'
import type { CoachAvailability } from '#domain/model/availability.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { minuteMs } from '#domain/time/durations.ts'
import { addDays } from '#domain/time/wall-clock.ts'
import type { DeviceAccount, WorkspaceData } from '../contract/screens.ts'
import { coachAccount } from './fake-accounts.ts'
import { createSampleData, sampleNow } from './sample-data.ts'

const generation = '0000abcd'
const starts = [9 * 60, 11 * 60 + 15, 15 * 60]
const holiday = [0, 1, 2, 3, 4].map(days => addDays('2026-11-23', days))
const sampleHours: CoachAvailability = {
  weekly: [1, 3, 4].map(weekday => ({ weekday, starts: weekday === 4 ? [14 * 60] : starts, generation })),
  overrides: [
    ...holiday.map(date => ({ date, starts: [], generation, note: 'On holiday' })),
    { date: '2026-12-02', starts: [18 * 60], generation }
  ],
  weeksAhead: 6,
  skips: []
}

/** A coach with weekly hours and a week off, as their calendar is filled; `waiting`: the server has not got them yet. */
export function createSampleHours(account: DeviceAccount, waiting: boolean): Partial<WorkspaceData> {
  const sample = createSampleData(account)
  const { slots = [], coaches = [], calls = [] } = sample
  const withHours = coaches.map(
    (coach): CoachProfile =>
      coach.id === coachAccount.userId ? { ...coach, availability: sampleHours, gapMin: 15 } : coach
  )
  const coach = withHours.find(({ id }) => id === coachAccount.userId)
  if (coach === undefined) return sample
  const bookings = calls.filter(({ status }) => status === 'confirmed')
  const facts = { coach, isActive: true, busy: [], now: sampleNow }
  const { add } = planHours({ ...facts, slots, bookings: account.role === 'coach' ? bookings : [] })
  if (!waiting)
    return { ...sample, coaches: withHours, slots: [...slots, ...add].toSorted((a, b) => a.startsAt - b.startsAt) }
  return {
    ...sample,
    coaches: withHours,
    planned: add,
    sync: { kind: 'offline', since: sampleNow - 190 * minuteMs, waiting: 1 },
    syncByRecord: new Map([...(sample.syncByRecord ?? []), [coach.id, 'saved-here']])
  }
}
