import { Menu, UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { NavLink, useLocation } from 'react-router'
import type { NavItem } from './nav-items.ts'
import classes from './rail.module.css'

/** The pages for which a phone's bar has no room, behind its last button. */
export function MoreMenu({ items }: { readonly items: readonly NavItem[] }) {
  const { t } = useTranslation('shell')
  const { pathname } = useLocation()
  const isCurrent = items.some(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
  return (
    <Menu position="top-end" width={220} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.link ?? ''} data-current={isCurrent || undefined}>
          <IconDots size={18} stroke={1.7} />
          <span className={classes.label}>{t('nav.more')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ path, label, icon: Icon }) => (
          <Menu.Item key={path} component={NavLink} to={path} leftSection={<Icon size={18} stroke={1.7} />}>
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
