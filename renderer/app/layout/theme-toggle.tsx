import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useThemeSwitch } from './use-theme-switch.ts'

export function ThemeToggle() {
  const { t } = useTranslation('shell')
  const { isDark, toggle } = useThemeSwitch()
  const label = t(isDark ? 'theme.toLight' : 'theme.toDark')
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} onClick={toggle} aria-label={label}>
        {isDark ? <IconSun size={16} stroke={1.8} /> : <IconMoon size={16} stroke={1.8} />}
      </ActionIcon>
    </Tooltip>
  )
}
