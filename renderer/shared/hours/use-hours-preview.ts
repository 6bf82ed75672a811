import { useDeferredValue, useMemo } from 'react'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { HoursChange, HoursPreview } from '#renderer/contract/hours.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useNow } from '#renderer/ui/use-now.ts'

/**
 * What a change of hours would do now; it follows slots and sessions as they change.
 * @param change the same object as long as it says the same; undefined: nothing to look at
 */
export function useHoursPreview(change: HoursChange | undefined): HoursPreview<SessionCopy> | undefined {
  const previewHours = useWorkspace(state => state.previewHours)
  const slots = useWorkspace(state => state.slots)
  const calls = useWorkspace(state => state.calls)
  const coaches = useWorkspace(state => state.coaches)
  const now = useNow()
  // Typing does not wait for half a year of slots.
  const wanted = useDeferredValue(change)
  return useMemo(
    () => (wanted === undefined ? undefined : previewHours(wanted)),
    // oxlint-disable-next-line react/exhaustive-deps -- the preview is read from these
    [previewHours, wanted, slots, calls, coaches, now]
  )
}
