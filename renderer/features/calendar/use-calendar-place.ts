import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { isShownDate } from '#domain/time/shown-date.ts'
import { type CalendarDate, dateAt } from '#domain/time/wall-clock.ts'
import { type CalendarPlace, readPlace, writePlace } from './model/calendar-place.ts'
import { firstWeekdayOf } from '#renderer/ui/format/first-weekday.ts'
import { stepDate } from './model/view-range.ts'

/** The place in the calendar as the address says it, and ways to other ones. */
export function useCalendarPlace(today: CalendarDate, zone: string) {
  const [params, setParams] = useSearchParams()
  const slotId = params.get('slot') ?? undefined
  const slotStart = slotId === undefined ? undefined : parseSlotId(slotId)?.startsAt
  const slotDate = slotStart === undefined ? today : dateAt(slotStart, zone)
  const { date, view } = readPlace(params, isShownDate(slotDate) ? slotDate : today)
  const place = useMemo(() => ({ date, view }), [date, view])

  /** Another date or view. The slot in the address was meant for the arrival only. */
  const goTo = useCallback(
    (change: Partial<CalendarPlace>) => setParams(writePlace({ ...place, ...change })),
    [place, setParams]
  )
  const findStep = useCallback(
    (direction: 1 | -1) => stepDate(place.view, place.date, direction, firstWeekdayOf(navigator.language)),
    [place]
  )
  const step = useCallback(
    (direction: 1 | -1) => {
      const next = findStep(direction)
      if (next !== undefined) goTo({ date: next })
    },
    [findStep, goTo]
  )
  const ends = useMemo(() => ({ isFirst: findStep(-1) === undefined, isLast: findStep(1) === undefined }), [findStep])
  return { place, slotId, goTo, step, ends } as const
}
