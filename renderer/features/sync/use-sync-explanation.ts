import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useInboxCounts } from '#renderer/shared/inbox/use-inbox.ts'

/** What the state of the connection means for the person's work. */
export function useSyncExplanation(): string {
  const { t } = useTranslation('sync')
  const sync = useWorkspace(state => state.sync)
  const isFirst = useWorkspace(state =>
    state.collections.some(({ progress }) => progress !== undefined && progress.done < progress.total)
  )
  const { decisions } = useInboxCounts()
  switch (sync.kind) {
    case 'starting':
      return t(isFirst ? 'explain.firstSync' : 'explain.starting')
    case 'syncing':
      if (isFirst) return t('explain.firstSync')
      return t(sync.waiting > 0 ? 'explain.sending' : 'explain.checking')
    case 'synced':
      return t(decisions > 0 ? 'explain.needsYou' : 'explain.synced')
    case 'server-failing':
      return t('explain.serverFailing')
    case 'offline':
      return t('explain.offline')
    case 'needs-sign-in':
      return t('explain.needsSignIn')
    case 'needs-update':
      return t('explain.needsUpdate')
    case 'account-disabled':
      return t('explain.disabled')
    default:
      return assertNever(sync)
  }
}
