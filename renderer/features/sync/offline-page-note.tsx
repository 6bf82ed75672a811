import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOfflinePage } from '#renderer/ui/offline-page.ts'

/** Says plainly whether the page itself would open without a network. */
export function OfflinePageNote() {
  const { t } = useTranslation('sync')
  const { t: shell } = useTranslation('shell')
  const page = useOfflinePage()
  if (page.kind === 'built-in') return null
  return (
    <Stack gap={4} align="flex-start">
      <Text fw={600} size="sm" component="h3">
        {t('offlinePage.title')}
      </Text>
      <Text size="sm" c="dimmed">
        {t(`offlinePage.${page.kind}`)}
      </Text>
      {page.kind === 'update-waiting' && (
        <Button size="xs" variant="default" mt={4} onClick={page.reloadToUpdate}>
          {shell('update.action')}
        </Button>
      )}
    </Stack>
  )
}
