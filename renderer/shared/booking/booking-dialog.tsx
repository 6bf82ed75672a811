import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SlotId } from '#domain/model/primitives.ts'
import { type Slot, slotFromId } from '#domain/model/slot.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useLastDefined } from '#renderer/ui/use-last-defined.ts'
import { LazySeriesDialog } from '../series/lazy-series-dialog.tsx'
import { BookingStepView } from './booking-step-view.tsx'
import type { BookingFlow } from './use-booking.ts'
import type { OfferedSlots } from './use-offered-slots.ts'

interface BookingDialogProps {
  readonly booking: BookingFlow
  readonly offered: OfferedSlots
}

/** One dialog from the question to the verdict, so that nothing jumps while a person waits. */
export function BookingDialog({ booking, offered }: BookingDialogProps) {
  const { step, book, written, askInstead, close, returnFocus, repeated, repeat, endSeries } = booking
  const { t } = useTranslation('booking')
  const { t: shared } = useTranslation('shared')
  const shown = useLastDefined(step)
  const slot = useSlot(shown?.slotId)
  return (
    <>
      <Modal
        opened={step !== undefined}
        onClose={close}
        returnFocus={false}
        onExitTransitionEnd={() => {
          if (repeated === undefined) returnFocus()
        }}
        title={shown === undefined ? '' : t(`dialog.${shown.kind}Title`)}
        closeButtonProps={{ 'aria-label': shared('action.close') }}
        size="md"
      >
        {shown !== undefined && slot !== undefined && (
          <BookingStepView
            step={shown}
            slot={slot}
            offered={offered}
            written={written}
            onBook={book}
            onInstead={askInstead}
            onRepeat={repeat}
            onClose={close}
          />
        )}
      </Modal>
      <LazySeriesDialog
        subject={repeated && { coachId: repeated.coachId, firstStartsAt: repeated.startsAt }}
        onClose={endSeries}
      />
    </>
  )
}

/** The slot as it is, or, once it is gone, as its id says it was. */
function useSlot(slotId: SlotId | undefined): Slot | undefined {
  const slots = useWorkspace(state => state.slots)
  if (slotId === undefined) return undefined
  return slots.find(slot => slot.id === slotId) ?? slotFromId(slotId)
}
