import { Badge, Button, Stack, Tabs } from '@mantine/core'
import { IconCalendarEvent, IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { NotGrantedList } from './not-granted-list.tsx'
import { type SessionTab, sessionTabs } from './session-address.ts'
import { SessionDayList } from './session-day-list.tsx'
import { findNext, type SessionLists } from '#renderer/shared/sessions/session-lists.ts'
import type { SessionRowProps } from './session-row.tsx'

interface SessionTabsProps extends Omit<SessionRowProps, 'call' | 'isNext'> {
  readonly lists: SessionLists
  readonly isCoach: boolean
  readonly tab: SessionTab
  readonly onTab: (tab: SessionTab) => void
}

/** Upcoming and past, each with its number. */
export function SessionTabs({ lists, isCoach, tab, onTab, ...row }: SessionTabsProps) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const isArriving = useIsArriving('calls')
  // Nobody is told that there is nothing before the server has been heard.
  if (isArriving && lists.upcoming.length + lists.past.length === 0) return <PageSkeleton />
  return (
    <Tabs
      value={tab}
      onChange={value => onTab(sessionTabs.find(known => known === value) ?? 'upcoming')}
      keepMounted={false}
    >
      <Tabs.List aria-label={t('tabs.label')} mb="md" data-print="hide">
        {sessionTabs.map(name => (
          <Tabs.Tab
            key={name}
            value={name}
            rightSection={
              <Badge variant="default" size="sm" aria-label={t('tabs.count', { count: lists[name].length })}>
                {format.number(lists[name].length)}
              </Badge>
            }
          >
            {t(`tabs.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="upcoming">
        {lists.upcoming.length === 0 ? (
          <NoUpcoming isCoach={isCoach} />
        ) : (
          <SessionDayList calls={lists.upcoming} nextId={findNext(lists.upcoming)?.id} {...row} />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="past">
        <Stack gap="xl">
          {lists.past.length === 0 ? <NoPast isCoach={isCoach} /> : <SessionDayList calls={lists.past} {...row} />}
          <NotGrantedList calls={lists.notGranted} />
        </Stack>
      </Tabs.Panel>
    </Tabs>
  )
}

function NoUpcoming({ isCoach }: { readonly isCoach: boolean }) {
  const { t } = useTranslation('sessions')
  return (
    <EmptyState
      icon={IconCalendarEvent}
      title={t(isCoach ? 'empty.upcomingCoach' : 'empty.upcomingStudent')}
      text={t(isCoach ? 'empty.upcomingCoachText' : 'empty.upcomingStudentText')}
      action={
        <Button variant="default" component={Link} to={isCoach ? paths.calendar() : paths.findSlot()}>
          {t(isCoach ? 'empty.toCalendar' : 'empty.toFind')}
        </Button>
      }
    />
  )
}

function NoPast({ isCoach }: { readonly isCoach: boolean }) {
  const { t } = useTranslation('sessions')
  return (
    <EmptyState
      icon={IconHistory}
      title={t('empty.past')}
      text={t(isCoach ? 'empty.pastCoachText' : 'empty.pastStudentText')}
    />
  )
}
