import { Alert, Button, Group } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import { BookingTerms } from '../booking-terms.tsx'
import { useIsOffline } from '../offline-note.tsx'

/** The one question before a booking, with what it binds the student to. */
export function ConfirmStep(props: {
  readonly slot: Slot
  readonly coach: CoachProfile | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const isOffline = useIsOffline()
  return (
    <>
      <BookingTerms slot={props.slot} coach={props.coach} />
      {isOffline && (
        <Alert color="gray" variant="light" aria-live="polite" icon={<IconCloudOff size={18} />} p="xs">
          {t('offline.text')}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onClose}>
          {t('dialog.back')}
        </Button>
        <Button onClick={props.onConfirm} disabled={isOffline} data-autofocus>
          {t('dialog.confirm')}
        </Button>
      </Group>
    </>
  )
}
