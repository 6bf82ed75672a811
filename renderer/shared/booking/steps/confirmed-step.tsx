import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { BookingId } from '#domain/model/primitives.ts'
import { paths } from '#renderer/ui/paths.ts'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'

/** The server said yes: the coach's phone, and the way to the session. */
export function ConfirmedStep(props: {
  readonly bookingId: BookingId
  /** The copy arrives a moment after the slot. */
  readonly call: SessionCopy | undefined
  readonly coach: CoachProfile | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const { call, bookingId } = props
  const coach = props.coach?.displayName ?? call?.otherName ?? t('unknownCoach')
  return (
    <>
      <Alert aria-live="polite" color="teal" variant="light" icon={<IconCheck size={18} />}>
        {t('dialog.confirmedText', { coach })}
      </Alert>
      {call?.otherPhone === undefined ? (
        <Text size="sm" c="dimmed">
          {t('dialog.phoneSoon')}
        </Text>
      ) : (
        <Stack gap={0}>
          <Text size="sm" c="dimmed">
            {t('dialog.phone', { coach })}
          </Text>
          <PhoneLink phone={call.otherPhone} />
        </Stack>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" component={Link} to={paths.sessions({ bookingId })}>
          {t('dialog.openSession')}
        </Button>
        <Button onClick={props.onClose} data-autofocus>
          {t('dialog.done')}
        </Button>
      </Group>
    </>
  )
}
