import { Alert, Divider } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { AboutLines } from './about-lines.tsx'
import { KeyStoreField } from './key-store-field.tsx'
import { ReminderChips } from './reminder-chips.tsx'
import { SettingSwitch } from './setting-switch.tsx'
import { UpdateFields } from './update-fields.tsx'
import { useComputerSettings } from './use-computer-settings.ts'

/** What holds for this computer and not for the account: reminders, closing, updates, where things are kept. */
export function ThisComputerSection({ shell }: { readonly shell: DesktopShell }) {
  const { t } = useTranslation('desktop')
  const isCoach = useOpenAccount()?.role === 'coach'
  const { settings, change, hasFailed } = useComputerSettings(shell)
  const { reminders } = settings
  return (
    <SettingsSection title={t('settings.title')} text={t('settings.text')}>
      {hasFailed && (
        <Alert role="alert" color="red" p="xs">
          {t('settings.failed')}
        </Alert>
      )}
      <ReminderChips
        beforeMin={reminders.beforeMin}
        onChange={beforeMin => change({ reminders: { ...reminders, beforeMin } })}
      />
      {isCoach && (
        <SettingSwitch
          label={t('settings.afterSession')}
          isOn={reminders.afterSession}
          onChange={afterSession => change({ reminders: { ...reminders, afterSession } })}
        />
      )}
      <SettingSwitch
        label={t('settings.keepRunning')}
        hint={t('settings.keepRunningHint')}
        isOn={settings.keepRunning}
        onChange={keepRunning => change({ keepRunning })}
      />
      <Divider />
      <UpdateFields
        shell={shell}
        isAutomatic={settings.autoUpdate}
        onAutomatic={autoUpdate => change({ autoUpdate })}
      />
      <Divider />
      <KeyStoreField shell={shell} />
      <Divider />
      <AboutLines shell={shell} />
    </SettingsSection>
  )
}
