import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { type StoreApi, useStore } from 'zustand'
import type { AppRouter } from '../app/create-app-router.ts'
import { useWorkspace } from '../store/hooks.ts'
import { useOpenAccount } from '../ui/use-open-account.ts'
import type { PendingLink } from './pending-link.ts'
import { resolveLink } from './resolve-link.ts'

/** Leads to what a link from outside means, as soon as an account is open. */
export function LinkFollower(props: { readonly links: StoreApi<PendingLink>; readonly pages: AppRouter }) {
  const { links, pages } = props
  const { t } = useTranslation('desktop')
  const link = useStore(links, state => state.link)
  const account = useOpenAccount()
  const isReady = useWorkspace(state => state.ready)
  const calls = useWorkspace(state => state.calls)
  const now = useWorkspace(state => state.now)
  useEffect(() => {
    if (link === undefined || account === undefined || !isReady) return
    links.setState({ link: undefined })
    const target = resolveLink(link, account.role, calls, now())
    if (target.kind === 'page') void pages.navigate(target.path)
    else notifications.show({ color: 'yellow', title: t('link.unknownTitle'), message: t('link.unknown') })
  }, [link, account, isReady, calls, now, links, pages, t])
  return null
}
