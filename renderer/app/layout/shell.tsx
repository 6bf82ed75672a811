import { type MouseEvent, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useNavigation } from 'react-router'
import { useMenuCommand } from '#renderer/bridge/use-desktop.ts'
import { useMenuUndo, useUndoKey } from '#renderer/shared/undo/use-undo-key.ts'
import { useAskSignIn } from '#renderer/features/sign-in/ask-sign-in.tsx'
import { lazyDialog } from '#renderer/ui/lazy/lazy-dialog.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { Banners } from './banners.tsx'
import { Header } from './header.tsx'
import { PageWatcher } from './page-watcher.tsx'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { UpdateOffer } from './update-offer.tsx'
import { useSearchKey } from './use-search-key.ts'
import { useShellShortcuts } from './use-shell-shortcuts.ts'

const SyncPanel = lazyDialog(async () => (await import('#renderer/features/sync/sync-panel.tsx')).SyncPanel, {
  opened: false
})
const CommandPalette = lazyDialog(async () => (await import('./command-palette.tsx')).CommandPalette, { opened: false })
const ShortcutSheet = lazyDialog(async () => (await import('./shortcut-sheet.tsx')).ShortcutSheet, { opened: false })

type Opened = 'nothing' | 'search' | 'sync' | 'shortcuts'

/** The frame around every page: header, rail, banners. */
export function AppShell() {
  const { t } = useTranslation('shell')
  const [opened, setOpened] = useState<Opened>('nothing')
  const account = useOpenAccount()
  const askSignIn = useAskSignIn()
  const isLoading = useNavigation().state === 'loading'
  const close = useCallback(() => setOpened('nothing'), [])
  const openSearch = useCallback(() => setOpened('search'), [])
  const openSync = useCallback(() => setOpened('sync'), [])
  const openShortcuts = useCallback(() => setOpened('shortcuts'), [])
  const signIn = () => {
    close()
    askSignIn(account)
  }
  useMenuCommand('shortcuts', openShortcuts)
  useShellShortcuts({ onHelp: openShortcuts, onSync: openSync })
  useSearchKey(opened === 'search', openSearch, close)
  useUndoKey()
  useMenuCommand('undo', useMenuUndo())
  return (
    <div className={classes.frame}>
      <a href="#main" className={classes.skip} data-print="hide" onClick={skipToMain}>
        {t('skipToContent')}
      </a>
      <Header onOpenSearch={openSearch} onOpenSync={openSync} onOpenShortcuts={openShortcuts} />
      <Rail />
      <main id="main" tabIndex={-1} className={classes.main} aria-busy={isLoading}>
        <Banners onSignIn={signIn} />
        <Outlet />
      </main>
      <PageWatcher />
      <UpdateOffer />
      <CommandPalette
        opened={opened === 'search'}
        onClose={close}
        onOpenSync={openSync}
        onOpenShortcuts={openShortcuts}
      />
      <SyncPanel opened={opened === 'sync'} onClose={close} onSignIn={signIn} />
      <ShortcutSheet opened={opened === 'shortcuts'} onClose={close} />
    </div>
  )
}

/** Not by the address: after a `#` the desktop's router keeps the page. */
function skipToMain(event: MouseEvent) {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
