import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useInboxCounts } from '#renderer/shared/inbox/use-inbox.ts'
import { paths } from '#renderer/ui/paths.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { MoreMenu } from './more-menu.tsx'
import { type NavItem, navItemsOf } from './nav-items.ts'
import classes from './rail.module.css'

/** The pages of this person's role; at the left, or at the bottom of a narrow window. */
export function Rail() {
  const { t } = useTranslation('shell')
  const account = useOpenAccount()
  const items = navItemsOf(account?.role ?? 'student', account?.isAdmin)
  const offBar = items.filter(item => item.isOffBar === true)
  return (
    <nav className={classes.rail} data-print="hide" aria-label={t('rail')}>
      <ul className={classes.list}>
        {items.map(item => (
          <li key={item.path} data-off-bar={item.isOffBar}>
            <RailLink item={item} />
          </li>
        ))}
        {offBar.length > 0 && (
          <li className={classes.more}>
            <MoreMenu items={offBar} />
          </li>
        )}
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
  const { decisions, news } = useInboxCounts()
  const count = decisions + news
  if (count === 0) return null
  const words = [
    ...(decisions > 0 ? [t('nav.inboxCount', { count: decisions })] : []),
    ...(news > 0 ? [t('nav.inboxNews', { count: news })] : [])
  ]
  return (
    <span className={classes.badge} data-tone={decisions > 0 ? 'attention' : 'calm'}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <VisuallyHidden>{words.join(', ')}</VisuallyHidden>
    </span>
  )
}
