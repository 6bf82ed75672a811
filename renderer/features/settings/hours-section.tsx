import { Button, Group } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '#renderer/ui/paths.ts'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'

/** The way to a coach's weekly hours, which have a page of their own. */
export function HoursSection() {
  const { t } = useTranslation('settings')
  return (
    <SettingsSection title={t('hours.title')} text={t('hours.text')}>
      <Group>
        <Button
          variant="default"
          component={Link}
          to={paths.hours}
          rightSection={<IconArrowRight size={16} aria-hidden />}
        >
          {t('hours.open')}
        </Button>
      </Group>
    </SettingsSection>
  )
}
