import { useMemo } from 'react'
import type { SlotId } from '#domain/model/primitives.ts'
import { listWaitingRequests, type WaitingRequest } from '#domain/projection/waiting.ts'
import { useWorkspace } from '../store/hooks.ts'

/** The slots that own waiting requests are about to take: nobody here offers them a second time (PC11, RS10). */
export function useWaitingRequests(): ReadonlyMap<SlotId, WaitingRequest> {
  const calls = useWorkspace(state => state.calls)
  return useMemo(() => listWaitingRequests(calls), [calls])
}
