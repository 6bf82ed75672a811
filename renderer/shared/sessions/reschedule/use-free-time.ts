import { useState } from 'react'
import type { SlotId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { createSlotId, parseSlotId } from '#domain/model/slot-id.ts'
import type { MovePreview, Refused, Reschedule } from '#renderer/contract/screens.ts'
import { instantOfChoice, instantToChoice, type TimeChoice } from '#renderer/shared/times/time-choice.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'

/** A time that a coach chooses for a session, whatever slots there are. */
export interface FreeTime {
  readonly choice: TimeChoice
  readonly setChoice: (choice: TimeChoice) => void
  /** Undefined while the fields are not complete. */
  readonly toSlotId: SlotId | undefined
  /** Undefined where it is not asked for, or the session is there already. */
  readonly preview: MovePreview | Refused | undefined
  /** What is asked for; undefined where it would be refused. */
  readonly target: Pick<Reschedule, 'toSlotId' | 'makesSlot'> | undefined
}

/** @param slotId what was chosen before: in the calendar, or in a draft */
export function useFreeTime(call: SessionCopy, isAsked: boolean, slotId: SlotId | undefined): FreeTime {
  const { zone } = useFormat()
  const coachId = useOpenAccount()?.userId ?? ''
  const previewMove = useWorkspace(state => state.previewMove)
  // New slots and sessions make an earlier opinion stale.
  useWorkspace(state => state.slots)
  useWorkspace(state => state.calls)
  const [choice, setChoice] = useState(() =>
    instantToChoice(parseSlotId(slotId ?? '')?.startsAt ?? call.startsAt, zone)
  )
  const startsAt = instantOfChoice(choice, zone)
  const toSlotId = startsAt === undefined ? undefined : createSlotId(coachId, startsAt)
  const isElsewhere = isAsked && startsAt !== undefined && startsAt !== call.startsAt
  const preview = isElsewhere ? previewMove(call.id, startsAt) : undefined
  const target = toSlotId !== undefined && preview?.ok === true ? { toSlotId, makesSlot: true as const } : undefined
  return { choice, setChoice, toSlotId, preview, target }
}
