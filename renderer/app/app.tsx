import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type StoreApi, useStore } from 'zustand'
import { assertNever } from '#domain/assert-never.ts'
import { provideTemporal } from '../application/provide-temporal.ts'
import type { OpenWorkspace } from '../contract/application.ts'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import type { DeviceAccount } from '../contract/screens.ts'
import { useSignIn } from '../store/hooks.ts'
import type { FormatLocale } from '../ui/format/formatter.ts'
import { paths } from '../ui/paths.ts'
import type { AppRouter, RouterKind } from './create-app-router.ts'
import type { AccountFrame } from './account-frame.tsx'
import { OpeningPage } from './opening-page.tsx'
import { OpenFailedPage } from './open-failed-page.tsx'

interface AppProps {
  readonly workspace: StoreApi<OpenWorkspace>
  readonly locale: FormatLocale
  readonly router: RouterKind
  /** What goes along with the pages of an open account and is no page. */
  readonly renderBeside?: (pages: AppRouter) => ReactNode
}

/** Shows what fits who is signed in: the sign-in, the wait for an account's data, or its pages. */
export function App(props: AppProps) {
  const session = useSignIn(state => state.session)
  const [pages, loadPages] = usePages(props.router)
  useHomeAfterSwitch(loadPages)
  switch (session.kind) {
    case 'loading':
      return <OpeningPage />
    case 'signed-out':
      return <SignInPage accounts={session.accounts} />
    case 'opening':
      return <OpeningPage account={session.account} />
    case 'failed':
      return <OpenFailedPage account={session.account} refusal={session.refusal} kept={session.kept} />
    case 'open':
      // The key drops everything that a page remembers of the account before.
      return <OpenedAccount key={session.account.key} account={session.account} pages={pages} {...props} />
    default:
      return assertNever(session)
  }
}

/** The frame around the pages of an account, and one router for as long as the window lives. */
interface Pages {
  readonly Frame: typeof AccountFrame
  readonly router: AppRouter
}
type LoadPages = () => Promise<Pages>

type PagesState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'loaded'; readonly pages: Pages }

/**
 * A chunk of its own, with the router and the texts of all pages: the sign-in needs none of them. What is loaded becomes state, not
 * something to suspend for: React draws what was suspended piece by piece and begins it anew at each change of a store, and at a
 * start the replication reports all the time.
 */
function usePages(router: RouterKind): readonly [PagesState, LoadPages] {
  const { i18n } = useTranslation()
  const isNeeded = useSignIn(({ session: { kind } }) => kind === 'opening' || kind === 'open')
  const [state, setState] = useState<PagesState>({ kind: 'loading' })
  const [loadPages] = useState((): LoadPages => {
    let loaded: Promise<Pages> | undefined
    const load: LoadPages = async () => {
      await provideTemporal()
      const { AccountFrame: Frame, addPageTexts, createAppRouter } = await import('./pages.ts')
      addPageTexts(i18n)
      return { Frame, router: createAppRouter(router) }
    }
    return () => (loaded ??= load())
  })
  useEffect(() => {
    // Beside the opening of the data.
    if (!isNeeded) return
    loadPages().then(
      pages => setState({ kind: 'loaded', pages }),
      (error: unknown) => setState({ kind: 'failed', error })
    )
  }, [isNeeded, loadPages])
  return [state, loadPages]
}

/** The page of one account means nothing to the next: whoever comes second starts at the beginning. */
function useHomeAfterSwitch(loadPages: LoadPages) {
  const openKey = useSignIn(state => (state.session.kind === 'open' ? state.session.account.key : undefined))
  const lastKey = useRef<string>(undefined)
  useEffect(() => {
    if (openKey === undefined) return
    if (lastKey.current !== undefined && lastKey.current !== openKey) void goHome(loadPages)
    lastKey.current = openKey
  }, [openKey, loadPages])
}

async function goHome(loadPages: LoadPages): Promise<void> {
  const { router } = await loadPages()
  await router.navigate(paths.home, { replace: true })
}

interface OpenedAccountProps extends Omit<AppProps, 'router'> {
  readonly account: DeviceAccount
  readonly pages: PagesState
}

function OpenedAccount({ account, workspace, locale, pages: state, renderBeside }: OpenedAccountProps) {
  const store = useStore(workspace, ({ store: opened }) => opened)
  if (state.kind === 'failed') throw state.error
  if (state.kind === 'loading' || store === undefined) return <OpeningPage account={account} />
  const { Frame, router } = state.pages
  return <Frame store={store} account={account} locale={locale} router={router} beside={renderBeside?.(router)} />
}
