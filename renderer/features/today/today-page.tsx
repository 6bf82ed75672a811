import { Button, Group, Stack } from '@mantine/core'
import { IconSun } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { FirstVisit } from '#renderer/shared/account/first-visit.tsx'
import { useInboxCounts } from '#renderer/shared/inbox/use-inbox.ts'
import { ActionsPart } from './actions-part.tsx'
import { NextSession } from './next-session.tsx'
import { TodayPart } from './today-part.tsx'
import { listToday } from './today-lists.ts'
import { SessionLine } from './session-line.tsx'

/** What is next, what is due, what changed; of either role, also without a network. Route: /today */
export function TodayPage() {
  const { t } = useTranslation('today')
  const format = useFormat()
  const isReady = useWorkspace(state => state.ready)
  const isArriving = useIsArriving('calls')
  const calls = useWorkspace(state => state.calls)
  const isCoach = useOpenAccount()?.role === 'coach'
  const now = useNow()
  const { next, wrapUps, actions, reviews, again } = useMemo(() => listToday(calls, now), [calls, now])
  if (!isReady || (calls.length === 0 && isArriving)) return <PageSkeleton />
  return (
    <>
      <PageHeader title={t('title')} subtitle={format.day(now)} />
      <FirstVisit />
      <Stack gap="xl" maw={760}>
        {next === undefined ? <NothingNext isCoach={isCoach} /> : <NextSession call={next} now={now} />}
        <InboxPart />
        <TodayPart title={t('wrapUps', { count: wrapUps.length })} isShown={wrapUps.length > 0}>
          {wrapUps.map(call => (
            <SessionLine key={call.id} call={call} to={paths.wrapUp(call.id)} action={t('wrapUp')} />
          ))}
        </TodayPart>
        <ActionsPart actions={actions} />
        <TodayPart title={t('reviews')} isShown={reviews.length > 0}>
          {reviews.map(call => (
            <SessionLine key={call.id} call={call} to={paths.sessions({ bookingId: call.id })} action={t('review')} />
          ))}
        </TodayPart>
        <TodayPart title={t('again')} isShown={again.length > 0}>
          {again.map(call => (
            <SessionLine key={call.id} call={call} to={paths.coach(call.otherId)} action={t('bookAgain')} />
          ))}
        </TodayPart>
      </Stack>
    </>
  )
}

/** What waits in the inbox, in words; nothing where nothing does. */
function InboxPart() {
  const { t } = useTranslation('today')
  const { decisions, news } = useInboxCounts()
  if (decisions + news === 0) return null
  const texts = [
    ...(decisions > 0 ? [t('inbox.decisions', { count: decisions })] : []),
    ...(news > 0 ? [t('inbox.news', { count: news })] : [])
  ]
  return (
    <section aria-label={t('inbox.title')}>
      <Group gap="sm">
        {texts.join(' · ')}
        <Button size="xs" variant="default" component={Link} to={paths.inbox}>
          {t('inbox.open')}
        </Button>
      </Group>
    </section>
  )
}

function NothingNext({ isCoach }: { readonly isCoach: boolean }) {
  const { t } = useTranslation('today')
  const role = isCoach ? 'coach' : 'student'
  return (
    <EmptyState
      icon={IconSun}
      title={t('empty.title')}
      text={t(`empty.text.${role}`)}
      action={
        <Button variant="default" component={Link} to={isCoach ? paths.calendar() : paths.findSlot()}>
          {t(`empty.action.${role}`)}
        </Button>
      }
    />
  )
}
