import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#renderer/contract/screens.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useIsOffline } from '../offline-note.tsx'

/** The claim never left this device: nothing was booked, and trying again is safe. */
export function FailedStep(props: {
  readonly refusal: Refusal
  readonly onRetry: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const isOffline = useIsOffline()
  return (
    <>
      <RefusalAlert refusal={props.refusal} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onClose}>
          {t('dialog.toList')}
        </Button>
        <Button onClick={props.onRetry} disabled={isOffline} data-autofocus>
          {t('dialog.retry')}
        </Button>
      </Group>
    </>
  )
}
