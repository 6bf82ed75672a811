import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { SyncButton } from '#renderer/features/sync/sync-button.tsx'
import { useDisplayZone } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { ZoneSelect } from '#renderer/ui/zone-select.tsx'
import { AccountMenu } from './account-menu.tsx'
import classes from './header.module.css'
import { SearchButton } from './search-button.tsx'
import { ThemeToggle } from './theme-toggle.tsx'

interface HeaderProps {
  readonly onOpenSearch: () => void
  readonly onOpenSync: () => void
  readonly onOpenShortcuts: () => void
}

/** Product, connection, zone, look, account. */
export function Header({ onOpenSearch, onOpenSync, onOpenShortcuts }: HeaderProps) {
  const { t } = useTranslation('shared')
  return (
    <header className={classes.header} data-print="hide">
      <Link to={paths.home} className={classes.product ?? ''}>
        {t('productName')}
      </Link>
      <div className={classes.sync}>
        <SyncButton onOpen={onOpenSync} />
      </div>
      <SearchButton onOpen={onOpenSearch} />
      <div className={classes.zone}>
        <HeaderZone />
      </div>
      <div className={classes.theme}>
        <ThemeToggle />
      </div>
      <AccountMenu onOpenShortcuts={onOpenShortcuts} />
    </header>
  )
}

/** The zone of all times on screen; choosing another one changes nothing but the view. */
function HeaderZone() {
  const { t } = useTranslation('shell')
  const { zone, setZone } = useDisplayZone()
  const account = useOpenAccount()
  const now = useNow()
  return (
    <ZoneSelect
      size="xs"
      w={176}
      comboboxProps={{ width: 280, position: 'bottom-end' }}
      aria-label={t('zone.label')}
      value={zone}
      onChange={setZone}
      at={now}
      {...(account === undefined ? {} : { ownZone: account.zone })}
    />
  )
}
