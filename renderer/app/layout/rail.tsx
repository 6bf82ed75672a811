import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useInboxCount } from '../../features/inbox/use-inbox.ts'
import { paths } from '../../ui/paths.ts'
import { useOpenAccount } from '../../ui/use-open-account.ts'
import { type NavItem, navItemsOf } from './nav-items.ts'
import classes from './rail.module.css'

/** The pages of this person's role; at the left, or at the bottom of a narrow window. */
export function Rail() {
  const { t } = useTranslation('shell')
  const account = useOpenAccount()
  return (
    <nav className={classes.rail} data-print="hide" aria-label={t('rail')}>
      <ul className={classes.list}>
        {navItemsOf(account?.role ?? 'student').map(item => (
          <li key={item.path}>
            <RailLink item={item} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function RailLink({ item }: { readonly item: NavItem }) {
  const { t } = useTranslation('shell')
  const { icon: Icon } = item
  return (
    <NavLink to={item.path} className={classes.link ?? ''}>
      <Icon size={18} stroke={1.7} />
      <span className={classes.label}>{t(item.label)}</span>
      {item.path === paths.inbox && <InboxBadge />}
    </NavLink>
  )
}

function InboxBadge() {
  const { t } = useTranslation('shell')
  const count = useInboxCount()
  if (count === 0) return null
  return (
    <span className={classes.badge}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <VisuallyHidden>{t('nav.inboxCount', { count })}</VisuallyHidden>
    </span>
  )
}
