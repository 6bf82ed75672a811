import type { UserId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { type DayPart, dayPartOf, dayParts } from '#domain/model/day-part.ts'
import { isShownDate } from '#domain/time/shown-date.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { createLocalClock } from '#renderer/ui/format/local-days.ts'

/** What a student looks for; an absent field means any. */
export interface SlotFilters {
  readonly coachId?: UserId
  readonly day?: CalendarDate
  readonly part?: DayPart
}

/** Reads the filters of an address; what is not understood counts as not given. */
export function readFilters(params: URLSearchParams): SlotFilters {
  const coachId = params.get('coach')
  const day = params.get('day')
  const part = dayParts.find(known => known === params.get('part'))
  return {
    ...(coachId === null || coachId === '' ? {} : { coachId }),
    ...(day === null || !isShownDate(day) ? {} : { day }),
    ...(part === undefined ? {} : { part })
  }
}

/** The address's parameters with these filters; all others stay as they are. */
export function writeFilters(params: URLSearchParams, { coachId, day, part }: SlotFilters): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const [name, value] of Object.entries({ coach: coachId, day, part })) {
    if (value === undefined) next.delete(name)
    else next.set(name, value)
  }
  return next
}

/** The slots that fit, in the order given. Day and part of day are read on the clock of `zone`. */
export function filterSlots(slots: readonly Slot[], filters: SlotFilters, zone: string): readonly Slot[] {
  const clock = createLocalClock(zone)
  return slots.filter(slot => {
    if (filters.coachId !== undefined && slot.coachId !== filters.coachId) return false
    if (filters.day === undefined && filters.part === undefined) return true
    const { date, minutes } = clock(slot.startsAt)
    if (filters.day !== undefined && date !== filters.day) return false
    return filters.part === undefined || dayPartOf(minutes) === filters.part
  })
}
