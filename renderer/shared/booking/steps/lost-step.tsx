import { Alert, Button, Group } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '#domain/model/slot.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { AlternativesList } from '../alternatives-list.tsx'
import type { OfferedSlots } from '../use-offered-slots.ts'

/** Why the slot is not theirs, and what is still free. */
export function LostStep(props: {
  readonly reason: Reason | undefined
  readonly slot: Slot
  readonly offered: OfferedSlots
  readonly onBook: (slot: Slot) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const refusalText = useRefusalText()
  const { slot, reason } = props
  const lost = useMemo(() => ({ ...slot, reason }), [slot, reason])
  return (
    <>
      <Alert role="alert" color="orange" variant="light" icon={<IconInfoCircle size={18} />}>
        {reason === undefined ? t('dialog.lostUnknown') : refusalText(reason)}
      </Alert>
      <AlternativesList lost={lost} offered={props.offered} onBook={props.onBook} />
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onClose}>
          {t('dialog.toList')}
        </Button>
      </Group>
    </>
  )
}
