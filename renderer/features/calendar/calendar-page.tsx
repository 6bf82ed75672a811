import { useWorkspace } from '#renderer/store/hooks.ts'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { Calendar } from './calendar.tsx'

/** The coach's calendar: `?date=YYYY-MM-DD&view=day|week|agenda`, or `?slot=<id>` for one slot with its details open. */
export function CalendarPage() {
  const isReady = useWorkspace(state => state.ready)
  return isReady ? <Calendar /> : <PageSkeleton />
}
