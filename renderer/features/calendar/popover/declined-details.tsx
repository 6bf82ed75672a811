import { Button, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SlotView } from '../model/slot-view.ts'
import { useSlotBoard } from '../slot-board.ts'
import { useSlotText } from '../use-slot-text.ts'
import { MoveButton, RemoveButton, SlotButtons } from './slot-buttons.tsx'

/** A slot that the server did not take, why, and the ways out. */
export function DeclinedDetails({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const { intents } = useSlotBoard()
  const text = useSlotText()
  const { decline } = slot
  return (
    <>
      <Text size="sm">{decline !== undefined && text.decline(decline)}</Text>
      <Text size="sm" c="dimmed">
        {t('details.declined')}
      </Text>
      <SlotButtons>
        {text.isMovable(slot) && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={() => intents.reopen(slot)}
          >
            {t('action.tryAgain')}
          </Button>
        )}
        <MoveButton slot={slot} />
        <RemoveButton slot={slot} />
      </SlotButtons>
    </>
  )
}
