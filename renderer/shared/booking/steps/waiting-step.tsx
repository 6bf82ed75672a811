import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Instant } from '#domain/model/primitives.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useIsOffline } from '../offline-note.tsx'

/** Nothing is promised before the server has answered. */
export function WaitingStep(props: { readonly validUntil: Instant | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const isOffline = useIsOffline()
  return (
    <>
      <Group aria-live="polite" wrap="nowrap" align="flex-start" gap="sm">
        <Loader size="sm" type="dots" mt={2} aria-hidden />
        <Stack gap={4}>
          <Text size="sm">{isOffline ? t('dialog.waitingOffline') : t('dialog.waiting')}</Text>
          {props.validUntil !== undefined && (
            <Text size="sm" c="dimmed">
              {t('dialog.waitingUntil', { time: format.time(props.validUntil) })}
            </Text>
          )}
        </Stack>
      </Group>
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onClose}>
          {t('dialog.waitingClose')}
        </Button>
      </Group>
    </>
  )
}
