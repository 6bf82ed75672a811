import { useMemo } from 'react'
import type { UserId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { useWaitingRequests } from '#renderer/ui/use-waiting-requests.ts'
import { listTargetSlots } from './target-slots.ts'

/** The open slots of a coach into which a session may still be put; the soonest first. */
export function useTargetSlots(coachId: UserId | undefined): readonly Slot[] {
  const slots = useWorkspace(state => state.slots)
  const takes = useWaitingRequests()
  const now = useNow()
  return useMemo(() => listTargetSlots(slots, coachId, takes, now), [slots, coachId, takes, now])
}
