import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { useDesktopFacts } from '#renderer/bridge/use-desktop.ts'

/** Versions, and the folders that one is asked for when something went wrong. */
export function AboutLines({ shell }: { readonly shell: DesktopShell }) {
  const { t } = useTranslation('desktop')
  const version = useDesktopFacts(shell, facts => facts.version)
  const versions = useDesktopFacts(shell, facts => facts.versions)
  return (
    <Stack gap="xs">
      <div>
        <Text size="sm">{t('settings.version', { version })}</Text>
        <Text size="xs" c="dimmed">
          {t('settings.versions', versions)}
        </Text>
      </div>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => void shell.desktop.call('shell:open-logs')}>
          {t('settings.openLogs')}
        </Button>
        <Button size="xs" variant="default" onClick={() => void shell.desktop.call('recovery:show-exports')}>
          {t('settings.showExports')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('settings.exportsHint')}
      </Text>
    </Stack>
  )
}
