import { useMemo } from 'react'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { BookingId, Instant, UserId } from '#domain/model/primitives.ts'
import { type Slot, slotFromId } from '#domain/model/slot.ts'
import { findWaitingMove } from '#domain/projection/waiting.ts'
import type { Interval } from '#domain/time/interval.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { labelOthers } from '#renderer/shared/sessions/other-name.ts'
import { useWaitingRequests } from '#renderer/ui/use-waiting-requests.ts'
import { slotsInRange } from './model/slots-in-range.ts'
import { type SlotView, slotToView } from './model/slot-view.ts'

/** The coach's own slots that share an instant with the range, ascending. */
export function useOwnSlots(range: Interval, coachId: UserId | undefined): readonly Slot[] {
  const slots = useWorkspace(state => state.slots)
  const calls = useWorkspace(state => state.calls)
  const planned = useWorkspace(state => state.planned)
  const all = useMemo(() => withWishedHours(withPlanned(slots, planned), calls), [slots, planned, calls])
  return useMemo(() => slotsInRange(all, range).filter(slot => slot.coachId === coachId), [all, range, coachId])
}

/** The same with all that is shown of them. @param now epoch ms, in steps */
export function useSlotViews(slots: readonly Slot[], now: Instant, zone: string): readonly SlotView[] {
  const calls = useWorkspace(state => state.calls)
  const syncByRecord = useWorkspace(state => state.syncByRecord)
  const takeBySlot = useWaitingRequests()
  const plannedSlots = useWorkspace(state => state.planned)
  const leavingSlots = useWorkspace(state => state.leaving)
  const leaving = useMemo(() => new Set(leavingSlots.map(({ id }) => id)), [leavingSlots])
  const planned = useMemo(() => new Set(plannedSlots.map(({ id }) => id)), [plannedSlots])
  const callByBookingId = useMemo(() => labelCalls(calls), [calls])
  return useMemo(
    () =>
      slots.map(slot => slotToView(slot, { callByBookingId, syncByRecord, takeBySlot, planned, leaving, now, zone })),
    [slots, callByBookingId, syncByRecord, takeBySlot, planned, leaving, now, zone]
  )
}

/** With what weekly hours will give, where nothing is. */
function withPlanned(slots: readonly Slot[], planned: readonly Slot[]): readonly Slot[] {
  return planned.length === 0 ? slots : [...slots, ...planned].toSorted((a, b) => a.startsAt - b.startsAt)
}

/** Hours that a session is to come to, where no slot is, are shown as one that is about to be taken. */
function withWishedHours(slots: readonly Slot[], calls: readonly SessionCopy[]): readonly Slot[] {
  const known = new Set(slots.map(({ id }) => id))
  const wished = calls.flatMap(call => {
    const move = findWaitingMove(call)
    return move === undefined || known.has(move.slotId) ? [] : (slotFromId(move.slotId) ?? [])
  })
  return wished.length === 0 ? slots : [...slots, ...wished].toSorted((a, b) => a.startsAt - b.startsAt)
}

/** By booking, with students of one name told apart. */
function labelCalls(calls: readonly SessionCopy[]): ReadonlyMap<BookingId, SessionCopy> {
  const labels = labelOthers(calls)
  return new Map(
    calls.map(call => {
      const label = labels.get(call.otherId) ?? call.otherName
      return [call.id, label === call.otherName ? call : { ...call, otherName: label }]
    })
  )
}
