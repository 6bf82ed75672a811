import { Button, Menu } from '@mantine/core'
import { IconBeach, IconCalendarRepeat, IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '#renderer/ui/paths.ts'

/** To the weekly hours, and to a holiday. */
export function HoursMenu({ onAway }: { readonly onAway: () => void }) {
  const { t } = useTranslation('hours')
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('calendar.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={paths.hours} leftSection={<IconCalendarRepeat size={16} aria-hidden />}>
          {t('title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconBeach size={16} aria-hidden />} onClick={onAway}>
          {t('away.menu')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
