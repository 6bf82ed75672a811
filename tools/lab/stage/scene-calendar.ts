import { type Instant, slotGridMs } from '#domain/model/primitives.ts'
import { addDays, type CalendarDate, dateAt, wallClockToInstant } from '#domain/time/wall-clock.ts'
import type { PersonName } from './people.ts'
import { labPeople, labZone } from './people.ts'
import type { Scene, SlotTime, StartPlace } from './scene.ts'

const hourMs = 3_600_000

/** Where the days of a scene lie when it opens at this moment. */
export interface SceneCalendar {
  dateOf(day: number): CalendarDate
  instantOf(time: SlotTime): Instant
}

/** @param now epoch ms */
export function createSceneCalendar(now: Instant): SceneCalendar {
  const today = dateAt(now, labZone)
  const dateOf = (day: number) => addDays(today, day)
  return {
    dateOf,
    instantOf: time =>
      'inHours' in time
        ? Math.ceil((now + time.inHours * hourMs) / slotGridMs) * slotGridMs
        : wallClockToInstant({ date: dateOf(time.day), minutes: time.hour * 60 }, labZone).at
  }
}

/** The address below `/app` at which a window opens. */
export function startPathOf(place: StartPlace, date: CalendarDate): string {
  switch (place) {
    case 'calendar':
      return `/app/calendar?date=${date}&view=agenda`
    case 'find':
      return '/app/find'
    case 'sessions':
      return '/app/sessions'
    case 'past-sessions':
      return '/app/sessions?tab=past'
  }
}

/** Everybody whom a scene needs, each once; its coach first. */
export function peopleOf({ cast, before }: Scene): readonly PersonName[] {
  const students = before.flatMap(step => (step.kind === 'book' ? [step.student] : []))
  const named: readonly PersonName[] = [...Object.values(cast).map(({ person }) => person), ...students]
  const all = [...new Set(named)]
  return [
    ...all.filter(name => labPeople[name].role === 'coach'),
    ...all.filter(name => labPeople[name].role !== 'coach')
  ]
}
