import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartyRole } from '#domain/model/role.ts'
import type { DesktopStatus } from '#electron/contract/desktop-types.ts'
import { useInboxCounts } from '#renderer/shared/inbox/use-inbox.ts'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import { useSyncWords } from '#renderer/features/sync/use-sync-words.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { deriveDesktopStatus } from './derive-desktop-status.ts'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'

/** A sync brings many changes at once; the tray is told of the last. */
const settleMs = 400

/** Tells the shell how the open account stands, whenever that changes, and that nothing is open when it goes. */
export function StatusPublisher({ shell }: { readonly shell: DesktopShell }) {
  const status = useStatusText()
  const { desktop } = shell

  useEffect(() => {
    if (status === undefined) return undefined
    const timer = setTimeout(() => publish(desktop, JSON.parse(status) as DesktopStatus), settleMs)
    return () => clearTimeout(timer)
  }, [desktop, status])
  useEffect(() => () => publish(desktop, undefined), [desktop])
  return null
}

/** Where the shell does not take it, the next change tries again. */
export function publish(desktop: DesktopShell['desktop'], status: DesktopStatus | undefined): void {
  desktop.call('status:publish', status).catch(() => undefined)
}

/** The status as JSON, which stays the same as long as nothing in it changes. Undefined while data is on its way. */
function useStatusText(): string | undefined {
  const { t } = useTranslation('desktop')
  const { t: sessionText } = useTranslation('sessions')
  const account = useOpenAccount()
  const isReady = useWorkspace(state => state.ready)
  const calls = useWorkspace(state => state.calls)
  const collections = useWorkspace(state => state.collections)
  const { decisions, news } = useInboxCounts()
  const { sentence } = useSyncWords()
  const format = useFormat()
  const now = useNow()
  return useMemo(() => {
    if (account === undefined || !isReady) return undefined
    const role: PartyRole = account.role === 'coach' ? 'coach' : 'student'
    const own = format.inZone(account.zone)
    const nameOf = (call: (typeof calls)[number]) => otherNameOf(call, sessionText('erasedName'))
    return JSON.stringify(
      deriveDesktopStatus({
        role,
        calls,
        collections,
        inboxCount: decisions + news,
        syncText: sentence,
        zone: account.zone,
        now,
        nameOf,
        timesOf: call => own.timeRange(call),
        describe: call => t('next', { name: nameOf(call), when: own.dayAndTimeRange(call) })
      })
    )
  }, [account, isReady, calls, collections, decisions, news, sentence, format, now, sessionText, t])
}
