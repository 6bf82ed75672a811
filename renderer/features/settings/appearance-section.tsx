import { type MantineColorScheme, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'

/** Light, dark, or whatever the system has. Kept on this device. */
export function AppearanceSection() {
  const { t } = useTranslation('settings')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SettingsSection title={t('appearance.title')}>
      <div>
        <Text size="sm" fw={500} mb={6} id="colour-scheme">
          {t('appearance.label')}
        </Text>
        <SegmentedControl<MantineColorScheme>
          aria-labelledby="colour-scheme"
          value={colorScheme}
          onChange={setColorScheme}
          data={[
            { value: 'light', label: t('appearance.light') },
            { value: 'dark', label: t('appearance.dark') },
            { value: 'auto', label: t('appearance.auto') }
          ]}
        />
      </div>
    </SettingsSection>
  )
}
