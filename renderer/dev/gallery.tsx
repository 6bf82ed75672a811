/**
 * The whole application with sample data and no server, for looking at it: start `npx vite --port 5190`, then open
 * /app/dev/gallery.html?page=calendar&role=coach&theme=dark
 *
 * page: calendar, find, coach, sessions, inbox, settings, or any path such as /nowhere; `query`: the page's own query.
 * state: a name that scenarios.ts knows. empty=1: no data. screen: signin, opening, failed, locked or keystore instead of the pages.
 * desktop=1: inside a desktop shell that lives in memory.
 * Not part of a build: only index.html is an entry.
 */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createStore } from 'zustand'
import { AppProviders } from '../app/app-providers.tsx'
import { App } from '../app/app.tsx'
import type { RouterKind } from '../app/create-app-router.ts'
import '../app/styles.ts'
import { DesktopContext } from '../bridge/use-desktop.ts'
import { KeyStorePage } from '../features/sign-in/desktop/key-store-page.tsx'
import { DefaultServerContext } from '../features/sign-in/server-address.ts'
import { en } from '../i18n/en/index.ts'
import { createI18n } from '../i18n/i18n.ts'
import type { SignInState } from '../contract/screens.ts'
import { SignInStoreContext } from '../store/hooks.ts'
import { chooseFormatLocale } from '../ui/format/format-locale.ts'
import { OfflinePageContext, type OfflinePageState } from '../ui/offline-page.ts'
import { coachAccount, studentAccount } from './fake-accounts.ts'
import { createFakeSessionStore, createFakeWorkspaceStore } from './fake-stores.ts'
import { createSampleData, sampleNow } from './sample-data.ts'
import { openFakeShell } from './fake-desktop.ts'
import { desktopScenarios, findScenario } from './scenarios.ts'

const query = new URLSearchParams(location.search)
const accounts = [coachAccount, studentAccount]
const account = query.get('role') === 'student' ? studentAccount : coachAccount
const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
const startedAt = Date.now()
const now = () => sampleNow + (Date.now() - startedAt)

const workspace = createFakeWorkspaceStore(account, now, {
  ...(query.has('empty') ? {} : createSampleData(account)),
  ...findScenario(query.get('state'), account)
})
const session = createFakeSessionStore(account, {
  session: readScreen(query.get('screen')),
  signIn: ({ password }) =>
    Promise.resolve(
      password === 'right' ? { ok: true, value: undefined } : { ok: false, refusal: readRefusal(query.get('refusal')) }
    ),
  switchTo: () => Promise.resolve({ ok: false, refusal: 'needs-sign-in' }),
  ...(query.get('state') === 'offline'
    ? { loadOwnDetails: () => Promise.resolve({ ok: false, refusal: 'offline' as const }) }
    : {})
})
const offlinePage = createStore<OfflinePageState>(() => ({
  page:
    query.get('state') === 'update' ? { kind: 'update-waiting', reloadToUpdate: () => undefined } : { kind: 'ready' }
}))
const shell = query.has('desktop') ? (await openFakeShell(desktopScenarios[query.get('state') ?? ''])).shell : undefined
const router: RouterKind = { kind: 'memory', start: readStart(query.get('page') ?? 'calendar') }

const container = document.getElementById('root')
if (container === null) throw new Error('gallery.html has no #root')
createRoot(container).render(
  <StrictMode>
    <AppProviders i18n={createI18n(en)} {...(query.get('theme') === 'own' ? {} : { colorScheme: theme })}>
      <SignInStoreContext value={session}>
        <DefaultServerContext value={coachAccount.serverUrl}>
          <OfflinePageContext value={offlinePage}>
            <DesktopContext value={shell}>
              {shell !== undefined && query.get('screen') === 'keystore' ? (
                <KeyStorePage shell={shell} />
              ) : (
                <App
                  workspace={createStore(() => ({ store: workspace }))}
                  locale={chooseFormatLocale(navigator.languages)}
                  router={router}
                />
              )}
            </DesktopContext>
          </OfflinePageContext>
        </DefaultServerContext>
      </SignInStoreContext>
    </AppProviders>
  </StrictMode>
)

function readScreen(screen: string | null): SignInState {
  switch (screen) {
    case 'signin':
      return { kind: 'signed-out', accounts: query.has('empty') ? [] : accounts }
    case 'opening':
      return { kind: 'opening', account }
    case 'failed':
      return { kind: 'failed', account, refusal: 'storage-failed' }
    case 'locked':
      return { kind: 'failed', account, refusal: 'other-password', kept: { changes: 3, drafts: 1, notices: 2 } }
    default:
      return { kind: 'open', account, accounts }
  }
}

function readRefusal(text: string | null) {
  const known = ['wrong-password', 'unreachable', 'unknown-here', 'too-many-attempts'] as const
  return known.find(refusal => refusal === text) ?? 'wrong-password'
}

function readStart(page: string): string {
  const path = page.startsWith('/') ? page : `/${page === 'coach' ? `coaches/${coachAccount.userId}` : page}`
  const own = query.get('query')
  return own === null ? path : `${path}?${own}`
}
