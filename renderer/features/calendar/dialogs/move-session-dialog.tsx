import type { Instant } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { RescheduleDialog } from '#renderer/shared/sessions/reschedule/reschedule-dialog.tsx'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useLastDefined } from '#renderer/ui/use-last-defined.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import type { SlotView } from '../model/slot-view.ts'

/** Moves the session of a booked slot, to the time where it was dropped or to one that is chosen. */
export function MoveSessionDialog(props: {
  readonly move: { readonly slot: SlotView; readonly startsAt: Instant | undefined } | undefined
  readonly onClose: () => void
}) {
  const { move, onClose } = props
  // While it fades out it still shows what it was about.
  const shown = useLastDefined(move)
  const coachId = useOpenAccount()?.userId ?? ''
  const call = useWorkspace(state => state.calls.find(({ id }) => id === shown?.slot.bookingId))
  if (call === undefined || shown === undefined) return null
  const { startsAt } = shown
  return (
    <RescheduleDialog
      key={`${call.id} ${startsAt ?? ''}`}
      call={call}
      initialSlotId={startsAt === undefined ? undefined : createSlotId(coachId, startsAt)}
      opened={move !== undefined}
      onClose={onClose}
      onExited={() => undefined}
    />
  )
}
