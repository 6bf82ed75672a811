import { notifications } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StoreApi } from 'zustand'
import { App } from '../app.tsx'
import { createApplication } from '#renderer/application/create-application.ts'
import { KeyStorePage } from '#renderer/features/sign-in/desktop/key-store-page.tsx'
import { DefaultServerContext } from '#renderer/features/sign-in/server-address.ts'
import { SignInStoreContext, useSignIn } from '#renderer/store/hooks.ts'
import { ClipboardContext } from '#renderer/ui/copy-button.tsx'
import type { FormatLocale } from '#renderer/ui/format/formatter.ts'
import { undoTyping } from '#renderer/ui/typing.ts'
import { createDesktopParts } from '#renderer/application/desktop-parts.ts'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { DesktopSide } from './desktop-side.tsx'
import { openLinksOutside } from './external-links.ts'
import { type PendingLink, watchLinks } from '#renderer/bridge/pending-link.ts'
import { publish } from './status-publisher.tsx'
import { finishWhenClosing } from './finish-when-closing.ts'
import { DesktopContext, useDesktopFacts } from '#renderer/bridge/use-desktop.ts'

interface DesktopEditionProps {
  readonly shell: DesktopShell
  readonly locale: FormatLocale
}

/** The application in the desktop shell's window. */
export function DesktopEdition({ shell, locale }: DesktopEditionProps) {
  const [links] = useState(() => watchLinks(shell.desktop))
  const mayOpen = useDesktopFacts(shell, ({ keyStore: { kind } }) => kind !== 'undecided' && kind !== 'unavailable')
  useExternalLinks(shell)
  useFieldUndo(shell)
  return (
    <DesktopContext value={shell}>
      <ClipboardContext value={text => shell.desktop.call('clipboard:write', text)}>
        {/* Nothing is opened before it is known where secrets are kept: what is only locked would be taken for lost. */}
        {mayOpen ? <Opened shell={shell} locale={locale} links={links} /> : <KeyStorePage shell={shell} />}
      </ClipboardContext>
    </DesktopContext>
  )
}

function Opened({ shell, locale, links }: DesktopEditionProps & { readonly links: StoreApi<PendingLink> }) {
  const [{ application, defaultServer }] = useState(() => {
    const parts = createDesktopParts(window, shell)
    return { application: createApplication(parts), defaultServer: parts.defaultServerUrl }
  })
  useEffect(() => finishWhenClosing(shell.desktop, application), [application, shell])
  return (
    <SignInStoreContext value={application.sessionStore}>
      <DefaultServerContext value={defaultServer}>
        <ClosedAccount shell={shell} />
        <App
          workspace={application.workspace}
          locale={locale}
          router={{ kind: 'hash' }}
          renderBeside={pages => <DesktopSide shell={shell} links={links} pages={pages} />}
        />
      </DefaultServerContext>
    </SignInStoreContext>
  )
}

/** A window that starts without an open account takes back what the one before it published. */
function ClosedAccount({ shell }: { readonly shell: DesktopShell }) {
  const isClosed = useSignIn(({ session }) => session.kind === 'signed-out' || session.kind === 'failed')
  useEffect(() => {
    if (isClosed) publish(shell.desktop, undefined)
  }, [isClosed, shell])
  return null
}

/** The menu's undo, where somebody types: also before an account is open. */
function useFieldUndo({ desktop }: DesktopShell): void {
  useEffect(() => desktop.on('menu:chosen', chosen => chosen === 'undo' && undoTyping()), [desktop])
}

function useExternalLinks({ desktop }: DesktopShell): void {
  const { t } = useTranslation('desktop')
  useEffect(
    () =>
      openLinksOutside(document, desktop, address =>
        notifications.show({ color: 'yellow', message: t('link.notOpened', { address }) })
      ),
    [desktop, t]
  )
}
