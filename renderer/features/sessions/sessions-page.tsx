import { useTranslation } from 'react-i18next'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { usePrintName } from '#renderer/ui/print/print-name.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useFocusHome } from '#renderer/ui/use-focus-home.ts'
import { AwaitingBanner } from './awaiting-banner.tsx'
import { SessionCard } from './card/session-card.tsx'
import { readSessionAddress, withOpen, withTab } from './session-address.ts'
import { SessionDialogViews } from './session-dialog-views.tsx'
import { splitSessions } from '#renderer/shared/sessions/session-lists.ts'
import { SessionTabs } from './session-tabs.tsx'
import { useAskedAction } from './use-asked-action.ts'
import { useSessionDialogs } from './use-session-dialogs.ts'

/** The sessions of either role: what comes, what was, and everything that can be said or done about one. */
export function SessionsPage() {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const words = useZoneWords()
  const isReady = useWorkspace(state => state.ready)
  const isCoach = useSignIn(state => state.session.kind === 'open' && state.session.account.role === 'coach')
  const calls = useWorkspace(state => state.calls)
  const now = useNow()
  const lists = useMemo(() => splitSessions(calls, now), [calls, now])
  const [params, setParams] = useSearchParams()
  const { tab, openId } = readSessionAddress(params)
  const dialogs = useSessionDialogs()
  const cardHome = useFocusHome()
  useAskedAction(calls, dialogs.act)
  const title = t(isCoach ? 'title.coach' : 'title.student')
  usePrintName(t(`printName.${tab}`, { title, date: format.date(now) }))
  if (!isReady) return <PageSkeleton />
  const open = (call: SessionCopy | undefined) => {
    if (openId === undefined) cardHome.remember()
    setParams(current => withOpen(current, call?.id), { replace: true })
  }
  return (
    <>
      <PageHeader title={title} subtitle={shared('zone.yours', { zone: words.name(format.zone) })} />
      <AwaitingBanner calls={lists.awaiting} onStart={dialogs.startQueue} />
      <SessionTabs
        lists={lists}
        isCoach={isCoach}
        tab={tab}
        onTab={next => setParams(current => withTab(current, next), { replace: true })}
        onOpen={open}
        onAct={dialogs.act}
      />
      <SessionCard
        openId={openId}
        onClose={() => open(undefined)}
        onExited={cardHome.restore}
        onOpen={open}
        onAct={dialogs.act}
        isCovered={dialogs.dialog !== undefined}
      />
      <SessionDialogViews dialogs={dialogs} />
    </>
  )
}
