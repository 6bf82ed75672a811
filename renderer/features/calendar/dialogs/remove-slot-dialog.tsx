import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '#renderer/contract/screens.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import type { SlotView } from '../model/slot-view.ts'
import { useSlotText } from '../use-slot-text.ts'

/** Says what a removal affects before it happens; undefined: closed. */
export function RemoveSlotDialog(props: {
  readonly slot: SlotView | undefined
  readonly onConfirm: (slot: SlotView) => Promise<Outcome<unknown>>
  readonly onClose: () => void
}) {
  const { t } = useTranslation('calendar')
  const text = useSlotText()
  const { slot } = props
  if (slot === undefined) return null
  return (
    <ConfirmDialog
      opened
      title={t('remove.title')}
      confirmLabel={t('remove.confirm')}
      isDangerous
      onConfirm={() => props.onConfirm(slot)}
      onClose={props.onClose}
    >
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {text.when(slot.startsAt)}
        </Text>
        <Text size="sm">{t(explain(slot))}</Text>
        {slot.look === 'open' && (
          <Text size="sm" c="dimmed">
            {t('affects')}
          </Text>
        )}
      </Stack>
    </ConfirmDialog>
  )
}

function explain({ look, isPlanned }: SlotView) {
  if (isPlanned) return 'remove.planned'
  return look === 'declined' ? 'remove.declined' : 'remove.open'
}
