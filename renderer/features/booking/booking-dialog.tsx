import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SlotId } from '#domain/model/primitives.ts'
import { type Slot, slotFromId } from '#domain/model/slot.ts'
import { useWorkspace } from '../../store/hooks.ts'
import { useLastDefined } from './use-last-defined.ts'
import type { BookingStep } from './booking-step.ts'
import { BookingStepView } from './booking-step-view.tsx'
import type { OfferedSlots } from './use-offered-slots.ts'

interface BookingDialogProps {
  /** Undefined: closed. */
  readonly step: BookingStep | undefined
  readonly offered: OfferedSlots
  readonly onBook: (slotId: SlotId) => void
  readonly onClose: () => void
}

/** One dialog from the question to the verdict, so that nothing jumps while a person waits. */
export function BookingDialog({ step, offered, onBook, onClose }: BookingDialogProps) {
  const { t } = useTranslation('booking')
  const { t: shared } = useTranslation('shared')
  const shown = useLastDefined(step)
  const slot = useSlot(shown?.slotId)
  return (
    <Modal
      opened={step !== undefined}
      onClose={onClose}
      title={shown === undefined ? '' : t(`dialog.${shown.kind}Title`)}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      size="md"
    >
      {shown !== undefined && slot !== undefined && (
        <BookingStepView step={shown} slot={slot} offered={offered} onBook={onBook} onClose={onClose} />
      )}
    </Modal>
  )
}

/** The slot as it is, or, once it is gone, as its id says it was. */
function useSlot(slotId: SlotId | undefined): Slot | undefined {
  const slots = useWorkspace(state => state.slots)
  if (slotId === undefined) return undefined
  return slots.find(slot => slot.id === slotId) ?? slotFromId(slotId)
}
