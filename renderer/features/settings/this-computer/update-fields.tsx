import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { useDesktopFacts } from '#renderer/bridge/use-desktop.ts'
import { SettingSwitch } from './setting-switch.tsx'

interface UpdateFieldsProps {
  readonly shell: DesktopShell
  readonly isAutomatic: boolean
  readonly onAutomatic: (isAutomatic: boolean) => void
}

/** Whether new versions come by themselves, how the last look for one went, and the next step. */
export function UpdateFields({ shell, isAutomatic, onAutomatic }: UpdateFieldsProps) {
  const { t } = useTranslation('desktop')
  const { kind, version } = useDesktopFacts(shell, facts => facts.update)
  const isBusy = kind === 'checking' || kind === 'downloading'
  return (
    <Stack gap="sm">
      <SettingSwitch
        label={t('settings.autoUpdate')}
        hint={t('settings.autoUpdateHint')}
        isOn={isAutomatic}
        onChange={onAutomatic}
      />
      <Group gap="sm">
        <Text size="sm" component="output">
          {t(`settings.update.${kind}`, { version: version ?? '' })}
        </Text>
        {kind === 'ready' ? (
          <Button size="xs" onClick={() => void shell.desktop.call('updates:install')}>
            {t('update.restart')}
          </Button>
        ) : (
          <Button size="xs" variant="default" loading={isBusy} onClick={() => void shell.checkForUpdate()}>
            {t('settings.checkNow')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
