import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { type StoreApi, useStore } from 'zustand'
import type { AppRouter } from '../create-app-router.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import type { PendingLink } from '#renderer/bridge/pending-link.ts'
import { resolveLink } from './resolve-link.ts'

/** The sync may be told as finished a moment before the last sessions are drawn. */
const settleMs = 400

/**
 * Leads to what a link from outside means, as soon as an account is open. That a session is not here is said only when the
 * first answer of the server has arrived, or when none is to be expected now.
 */
export function LinkFollower(props: { readonly links: StoreApi<PendingLink>; readonly pages: AppRouter }) {
  const { links, pages } = props
  const { t } = useTranslation('desktop')
  const link = useStore(links, state => state.link)
  const account = useOpenAccount()
  const isReady = useWorkspace(state => state.ready)
  const calls = useWorkspace(state => state.calls)
  const isArriving = useIsArriving('calls')
  const now = useWorkspace(state => state.now)
  useEffect(() => {
    if (link === undefined || account === undefined || !isReady) return undefined
    const target = resolveLink(link, account.role, calls, now())
    if (target.kind === 'page') {
      links.setState({ link: undefined })
      void pages.navigate(target.path)
      return undefined
    }
    if (isArriving) return undefined
    const timer = setTimeout(() => {
      links.setState({ link: undefined })
      notifications.show({ color: 'yellow', title: t('link.unknownTitle'), message: t('link.unknown') })
    }, settleMs)
    return () => clearTimeout(timer)
  }, [link, account, isReady, calls, isArriving, now, links, pages, t])
  return null
}
