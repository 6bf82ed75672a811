/** The composition root of the web edition: what is the browser's enters here and in data/browser-parts.ts. */
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import './app/styles.ts'
import { AppErrorBoundary, StartError } from './app/app-error-boundary.tsx'
import { AppProviders } from './app/app-providers.tsx'
import { App } from './app/app.tsx'
import type { RouterKind } from './app/create-app-router.ts'
import { createOfflinePage } from './app/offline-page/service-worker.ts'
import { createBrowserParts } from './data/browser-parts.ts'
import { createApplication } from './data/create-application.ts'
import { DefaultServerContext, IsPageBoundContext } from './features/sign-in/server-address.ts'
import { createI18n } from './i18n/i18n.ts'
import { SessionStoreContext } from './store/hooks.ts'
import { chooseFormatLocale } from './ui/format/format-locale.ts'
import { OfflinePageContext } from './ui/offline-page.ts'

/** Builds the application around the browser; where that is not possible (site data forbidden), the words about it. */
function start(): ReactNode {
  const base = import.meta.env.BASE_URL
  const router: RouterKind = { kind: 'browser', basename: base.replace(/\/$/, '') }
  try {
    const parts = createBrowserParts(window)
    const application = createApplication(parts)
    const offlinePage = createOfflinePage({
      container: import.meta.env.PROD ? navigator.serviceWorker : undefined,
      base,
      reload: () => location.reload()
    })
    return (
      <SessionStoreContext value={application.sessionStore}>
        <DefaultServerContext value={parts.defaultServerUrl}>
          <IsPageBoundContext value={true}>
            <OfflinePageContext value={offlinePage}>
              <App workspace={application.workspace} locale={chooseFormatLocale(navigator.languages)} router={router} />
            </OfflinePageContext>
          </IsPageBoundContext>
        </DefaultServerContext>
      </SessionStoreContext>
    )
  } catch (error) {
    return <StartError error={error} />
  }
}

const container = document.getElementById('root')
if (container === null) throw new Error('index.html has no #root')
createRoot(container).render(
  <AppProviders i18n={createI18n()}>
    <AppErrorBoundary>{start()}</AppErrorBoundary>
  </AppProviders>
)
