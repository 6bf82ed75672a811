import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A part of the page takes its time. */
export function ChunkWait() {
  const { t } = useTranslation('shared')
  return (
    <Group gap="sm">
      <Loader size="sm" aria-hidden />
      <Text size="sm" c="dimmed" component="output">
        {t('chunk.lateText')}
      </Text>
    </Group>
  )
}

/** A part of the page cannot be fetched. */
export function ChunkFailure({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation('shared')
  return (
    <Stack gap="md">
      <Text size="sm" role="alert">
        {t('chunk.failedText')}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => location.reload()}>
          {t('action.reload')}
        </Button>
        <Button onClick={onRetry} data-autofocus>
          {t('action.retry')}
        </Button>
      </Group>
    </Stack>
  )
}
