import { dayIntervalOf } from '../model/day-interval.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'

/** What is on a day of the coach's calendar, as it is now. */
export function useDayPlan(date: CalendarDate) {
  const { zone } = useFormat()
  const planDay = useWorkspace(state => state.planDay)
  // Each of these makes an earlier plan stale.
  useWorkspace(state => state.calls)
  useWorkspace(state => state.slots)
  useWorkspace(state => state.journal)
  useNow()
  const day = dayIntervalOf(date, zone)
  return { day, plan: planDay(day) }
}
