import { useMemo } from 'react'
import type { Slot } from '#domain/model/slot.ts'
import { addDays, type CalendarDate, dateAt, type WallClock } from '#domain/time/wall-clock.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { findEntryCell } from './model/entry-cell.ts'
import { type GridEvent, slotToGridEvent } from './model/grid-event.ts'
import { findDaysOff, listGridBands } from './model/grid-hours-bands.ts'
import type { SlotView } from './model/slot-view.ts'
import { firstWeekdayOf } from '#renderer/ui/format/first-weekday.ts'
import { rangeOfView } from './model/view-range.ts'
import { useCalendarPlace } from './use-calendar-place.ts'
import { useOwnSlots, useSlotViews } from './use-slot-views.ts'

/** All that the calendar shows at its place. */
export function useCalendarModel() {
  const { zone } = useFormat()
  const now = useNow()
  const today = dateAt(now, zone)
  const { place, slotId, goTo, step, ends } = useCalendarPlace(today, zone)
  const { date, view } = place

  const coachId = useSignIn(({ session }) => (session.kind === 'open' ? session.account.userId : undefined))
  const range = useMemo(() => rangeOfView(view, date, firstWeekdayOf(navigator.language), zone), [view, date, zone])
  const slots = useOwnSlots(range.interval, coachId)
  const views = useSlotViews(slots, now, zone)
  const viewById = useMemo(() => new Map(views.map(slot => [slot.id, slot])), [views])
  const events = useGridEvents(slots, range.dates, zone)
  const coach = useWorkspace(state => state.coaches.find(({ id }) => id === coachId))
  const bands = useMemo(() => listGridBands(coach, range.dates, zone, today), [coach, range.dates, zone, today])
  const daysOff = useMemo(() => findDaysOff(coach, range.dates), [coach, range.dates])
  const nights = useMemo(() => findNightSlots(views, events), [views, events])

  const { date: entryDate, minutes: entryMinutes } = findEntryCell(range.dates, events, now, zone)
  const entryCell = useMemo<WallClock>(() => ({ date: entryDate, minutes: entryMinutes }), [entryDate, entryMinutes])

  // Copying goes from the week before the one that holds the date.
  const weekBefore = useMemo(
    () => rangeOfView('week', addDays(date, -7), firstWeekdayOf(navigator.language), zone),
    [date, zone]
  )
  const sharedWithWeekBefore = useOwnSlots(weekBefore.interval, coachId)
  // What goes on into that week from the evening before belongs to the week before it.
  const slotsBefore = useMemo(
    () => sharedWithWeekBefore.filter(({ startsAt }) => startsAt >= weekBefore.interval.startsAt),
    [sharedWithWeekBefore, weekBefore]
  )

  return {
    place,
    linkedSlotId: slotId,
    goTo,
    step,
    ends,
    today,
    zone,
    dates: range.dates,
    views,
    viewById,
    events,
    coach,
    bands,
    daysOff,
    nights,
    entryCell,
    slotsBefore
  } as const
}

/** What has no place in the grid of these dates, one that began the evening before among it, is listed beside the grid. */
function useGridEvents(slots: readonly Slot[], dates: readonly CalendarDate[], zone: string): readonly GridEvent[] {
  return useMemo(
    () =>
      slots
        .map(slot => slotToGridEvent(slot, zone))
        .filter(event => event !== undefined)
        .filter(event => dates.includes(event.start.slice(0, 10))),
    [slots, dates, zone]
  )
}

function findNightSlots(views: readonly SlotView[], events: readonly GridEvent[]): readonly SlotView[] {
  const shown = new Set(events.map(event => event.id))
  return views.filter(slot => !shown.has(slot.id))
}
