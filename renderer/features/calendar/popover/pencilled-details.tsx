import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { WithdrawButton } from '#renderer/shared/sessions/withdraw-button.tsx'
import type { SlotView } from '../model/slot-view.ts'
import { CopyTimeButton } from './copy-time-button.tsx'
import { OpenSessionButton, SlotButtons } from './slot-buttons.tsx'

/** A slot that a session is about to be put into: nobody has it yet, and nobody here is offered it. */
export function PencilledDetails({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const call = useWorkspace(state => state.calls.find(({ id }) => id === slot.bookingId))
  return (
    <>
      <Text size="sm" c="dimmed">
        {t(slot.take === 'move' ? 'details.movingHere' : 'details.pencilled')}
      </Text>
      <SlotButtons>
        <OpenSessionButton slot={slot} />
        {call !== undefined && <WithdrawButton call={call} />}
        <CopyTimeButton slot={slot} />
      </SlotButtons>
    </>
  )
}
