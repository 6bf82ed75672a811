import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createBrowserParts } from '../application/browser-parts.ts'
import { createApplication } from '../application/create-application.ts'
import { DefaultServerContext, IsPageBoundContext } from '../features/sign-in/server-address.ts'
import { SignInStoreContext } from '../store/hooks.ts'
import type { FormatLocale } from '../ui/format/formatter.ts'
import { OfflinePageContext } from '../ui/offline-page.ts'
import { App } from './app.tsx'
import { createOfflinePage } from './offline-page/service-worker.ts'

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
  return (
    <SignInStoreContext value={application.sessionStore}>
      <DefaultServerContext value={parts.defaultServerUrl}>
        <IsPageBoundContext value={true}>
          <OfflinePageContext value={offlinePage}>
            <App
              workspace={application.workspace}
              locale={locale}
              router={{ kind: 'browser', basename: base.replace(/\/$/, '') }}
            />
          </OfflinePageContext>
        </IsPageBoundContext>
      </DefaultServerContext>
    </SignInStoreContext>
  )
}
