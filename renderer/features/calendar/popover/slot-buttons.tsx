import { Button, Group } from '@mantine/core'
import { IconArrowRight, IconArrowsMove, IconTrash, IconUserPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '#renderer/ui/paths.ts'
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

/** To the session that is in the slot, or about to be put there. */
export function OpenSessionButton({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  if (slot.bookingId === undefined) return null
  return (
    <Button
      component={Link}
      to={paths.sessions({ bookingId: slot.bookingId })}
      size="xs"
      rightSection={<IconArrowRight size={14} aria-hidden />}
      data-autofocus
    >
      {t('action.openSession')}
    </Button>
  )
}

export function PencilButton({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const { intents } = useSlotBoard()
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconUserPlus size={14} aria-hidden />}
      onClick={() => intents.askPencil(slot)}
    >
      {t('action.pencil')}
    </Button>
  )
}
