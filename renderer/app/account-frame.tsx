import type { ReactNode } from 'react'
import { RouterProvider } from 'react-router/dom'
import type { StoreApi } from 'zustand'
import type { DeviceAccount, WorkspaceStoreState } from '../contract/screens.ts'
import { AskSignInProvider } from '../features/sign-in/ask-sign-in.tsx'
import { WorkspaceStoreContext } from '../store/hooks.ts'
import { FormatProvider } from '../ui/format/display-zone.tsx'
import type { FormatLocale } from '../ui/format/formatter.ts'
import { PrintNameProvider } from '../ui/print/print-name.tsx'
import type { AppRouter } from './create-app-router.ts'

interface AccountFrameProps {
  readonly store: StoreApi<WorkspaceStoreState>
  readonly account: DeviceAccount
  readonly locale: FormatLocale
  readonly router: AppRouter
  /** What goes along with the pages and is no page. */
  readonly beside: ReactNode
}

/** All pages of an open account, with what they find around them: its data, its zone, the sign-in on request. */
export function AccountFrame({ store, account, locale, router, beside }: AccountFrameProps) {
  return (
    <WorkspaceStoreContext value={store}>
      <FormatProvider locale={locale} ownZone={account.zone}>
        <PrintNameProvider>
          <AskSignInProvider>
            {/* React begins a transition anew at each change of a store, and at a start the replication reports all the time. */}
            <RouterProvider router={router} useTransitions={false} />
          </AskSignInProvider>
          {beside}
        </PrintNameProvider>
      </FormatProvider>
    </WorkspaceStoreContext>
  )
}
