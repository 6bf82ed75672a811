import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createBrowserParts } from '../application/browser-parts.ts'
import { createApplication } from '../application/create-application.ts'
import { DefaultServerContext, IsPageBoundContext } from '../features/sign-in/server-address.ts'
import { SignInStoreContext } from '../store/hooks.ts'
import type { FormatLocale } from '../ui/format/formatter.ts'
import { OfflinePageContext } from '../ui/offline-page.ts'
import { type OpenedLink, readLink } from '../bridge/read-link.ts'
import { loadLateTexts } from '../i18n/late-texts.ts'
import { lazyPart } from '../ui/lazy/lazy-part.tsx'
import { App } from './app.tsx'
import { createOfflinePage } from './offline-page/service-worker.ts'

/** A chunk of its own: next to nobody opens a link twice. */
const LinkPage = lazyPart(async () => {
  const [{ LinkPage: Page }] = await Promise.all([import('../features/joining/link-page.tsx'), loadLateTexts()])
  return Page
})

const ConfirmAddressPage = lazyPart(
  async () => (await import('../features/joining/confirm-address-page.tsx')).ConfirmAddressPage
)
const RevertAddressPage = lazyPart(
  async () => (await import('../features/joining/confirm-address-page.tsx')).RevertAddressPage
)
const ResetPage = lazyPart(async () => (await import('../features/joining/reset-page.tsx')).ResetPage)

/** The application as a page of its sync server. Throws where the browser forbids to keep data. */
export function WebEdition({ locale }: { readonly locale: FormatLocale }) {
  const base = import.meta.env.BASE_URL
  const { t } = useTranslation()
  const [{ parts, application, offlinePage }] = useState(() => {
    const browser = createBrowserParts(window, {
      // oxlint-disable-next-line no-alert -- asked while an account is being opened, when there is no screen for a dialog
      confirmSaved: file => window.confirm(t('download.isThere', { file }))
    })
    return {
      parts: browser,
      application: createApplication(browser),
      offlinePage: createOfflinePage({
        container: import.meta.env.PROD ? navigator.serviceWorker : undefined,
        base,
        reload: () => location.reload()
      })
    }
  })
  const [link, setLink] = useState(() => readLink(window.location, base))
  function leaveLink(path: string) {
    // The link is spent or worthless: it stays neither in the address nor behind the Back button.
    window.history.replaceState(null, '', base.replace(/\/$/, path))
    setLink(undefined)
  }
  return (
    <SignInStoreContext value={application.sessionStore}>
      <DefaultServerContext value={parts.defaultServerUrl}>
        <IsPageBoundContext value={true}>
          <OfflinePageContext value={offlinePage}>
            {link === undefined ? (
              <App
                workspace={application.workspace}
                locale={locale}
                router={{ kind: 'browser', basename: base.replace(/\/$/, '') }}
              />
            ) : (
              <OpenedLinkPage link={link} onDone={leaveLink} />
            )}
          </OfflinePageContext>
        </IsPageBoundContext>
      </DefaultServerContext>
    </SignInStoreContext>
  )
}

function OpenedLinkPage({ link, onDone }: { readonly link: OpenedLink; readonly onDone: (path: string) => void }) {
  switch (link.page) {
    case 'set-up':
    case 'join':
      return <LinkPage link={link} onDone={onDone} />
    case 'confirm-address':
      return <ConfirmAddressPage token={link.token} onDone={() => onDone('/')} />
    case 'revert-address':
      return <RevertAddressPage token={link.token} onDone={() => onDone('/')} />
    case 'reset':
      return <ResetPage token={link.token} onDone={() => onDone('/')} />
  }
}
