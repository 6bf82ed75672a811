import { type ReactNode, useEffect, useRef, useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { type StoreApi, useStore } from 'zustand'
import { assertNever } from '#domain/assert-never.ts'
import type { OpenWorkspace } from '../contract/application.ts'
import { AskSignInProvider } from '../features/sign-in/ask-sign-in.tsx'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import type { DeviceAccount } from '../contract/screens.ts'
import { WorkspaceStoreContext, useSession } from '../store/hooks.ts'
import { FormatProvider } from '../ui/format/display-zone.tsx'
import type { FormatLocale } from '../ui/format/formatter.ts'
import { paths } from '../ui/paths.ts'
import { PrintNameProvider } from '../ui/print/print-name.tsx'
import { type AppRouter, type RouterKind, createAppRouter } from './create-app-router.ts'
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
  const session = useSession(state => state.session)
  const [pages] = useState(() => createAppRouter(props.router))
  useHomeAfterSwitch(pages)
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

/** The page of one account means nothing to the next: whoever comes second starts at the beginning. */
function useHomeAfterSwitch(pages: AppRouter) {
  const openKey = useSession(state => (state.session.kind === 'open' ? state.session.account.key : undefined))
  const lastKey = useRef<string>(undefined)
  useEffect(() => {
    if (openKey === undefined) return
    if (lastKey.current !== undefined && lastKey.current !== openKey) void pages.navigate(paths.home, { replace: true })
    lastKey.current = openKey
  }, [openKey, pages])
}

interface OpenedAccountProps extends Omit<AppProps, 'router'> {
  readonly account: DeviceAccount
  readonly pages: AppRouter
}

function OpenedAccount({ account, workspace, locale, pages, renderBeside }: OpenedAccountProps) {
  const store = useStore(workspace, state => state.store)
  if (store === undefined) return <OpeningPage account={account} />
  return (
    <WorkspaceStoreContext value={store}>
      <FormatProvider locale={locale} ownZone={account.zone}>
        <PrintNameProvider>
          <AskSignInProvider>
            <RouterProvider router={pages} />
          </AskSignInProvider>
          {renderBeside?.(pages)}
        </PrintNameProvider>
      </FormatProvider>
    </WorkspaceStoreContext>
  )
}
