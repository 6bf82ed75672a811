import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SlotView } from '../model/slot-view.ts'
import { useSlotText } from '../use-slot-text.ts'
import { CopyTimeButton } from './copy-time-button.tsx'
import { MoveButton, PencilButton, RemoveButton, SlotButtons } from './slot-buttons.tsx'

/** An open slot: it can be moved and removed until it begins. */
export function OpenDetails({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const text = useSlotText()
  const isMovable = text.isMovable(slot)
  return (
    <>
      <Text size="sm" c="dimmed">
        {t(explain(slot, isMovable))}
      </Text>
      <SlotButtons>
        {isMovable && <MoveButton slot={slot} />}
        {isMovable && <PencilButton slot={slot} />}
        {isMovable && <RemoveButton slot={slot} />}
        <CopyTimeButton slot={slot} />
      </SlotButtons>
    </>
  )
}

function explain(slot: SlotView, isMovable: boolean) {
  if (slot.take === 'give-way') return 'details.givingWay'
  if (!isMovable) return slot.isPast ? 'details.unbooked' : 'details.begun'
  if (slot.isLeaving) return 'details.leaving'
  return slot.look === 'waiting' ? 'details.waiting' : 'details.open'
}
