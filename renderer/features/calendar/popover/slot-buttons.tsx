import { Button, Group } from '@mantine/core'
import { IconArrowsMove, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotView } from '../model/slot-view.ts'
import { useSlotBoard } from '../slot-board.ts'

export function SlotButtons({ children }: { readonly children: ReactNode }) {
  return (
    <Group gap={6} mt={4}>
      {children}
    </Group>
  )
}

export function MoveButton({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const { intents } = useSlotBoard()
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconArrowsMove size={14} aria-hidden />}
      onClick={() => intents.askMove(slot)}
      data-autofocus
    >
      {t('action.move')}
    </Button>
  )
}

export function RemoveButton({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const { intents } = useSlotBoard()
  return (
    <Button
      size="xs"
      variant="default"
      c="var(--mantine-color-error)"
      leftSection={<IconTrash size={14} aria-hidden />}
      onClick={() => intents.askRemove(slot)}
    >
      {t('action.remove')}
    </Button>
  )
}
