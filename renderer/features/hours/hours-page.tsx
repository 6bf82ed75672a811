import { Button, Stack } from '@mantine/core'
import { IconCalendarEvent, IconUserQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { NeedsCapability } from '#renderer/ui/needs-capability.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { BusySection } from './busy-section.tsx'
import { HoursForm } from './hours-form.tsx'

/** A coach's weekly hours, days off and other dates. Route: /hours */
export function HoursPage() {
  const { t } = useTranslation('hours')
  const isReady = useWorkspace(state => state.ready)
  if (!isReady) return <PageSkeleton />
  return (
    <NeedsCapability name="availability" title={t('title')}>
      <div style={{ maxWidth: 760 }}>
        <OwnHours />
      </div>
    </NeedsCapability>
  )
}

function OwnHours() {
  const { t } = useTranslation('hours')
  const words = useZoneWords()
  const ownId = useOpenAccount()?.userId
  const coach = useWorkspace(state => state.coaches.find(({ id }) => id === ownId))
  if (coach === undefined) return <NoPage />
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={
          <>
            {t('subtitle')} {t('zone', { zone: words.name(coach.zone) })}
          </>
        }
        actions={
          <Button
            variant="default"
            component={Link}
            to={paths.calendar()}
            leftSection={<IconCalendarEvent size={16} aria-hidden />}
          >
            {t('toCalendar')}
          </Button>
        }
      />
      <Stack gap="md">
        <HoursForm key={coach.id} coach={coach} />
        <BusySection coach={coach} />
      </Stack>
    </>
  )
}

/** Hours are a part of the public page; saving a guess would meet the real one as a conflict. */
function NoPage() {
  const { t } = useTranslation('hours')
  const isArriving = useIsArriving('users')
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  if (isArriving && !isOffline) return <PageSkeleton />
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState
        icon={IconUserQuestion}
        title={t('noPage.title')}
        text={t(isArriving ? 'noPage.arriving' : 'noPage.text')}
        action={
          <Button variant="default" component={Link} to={paths.settings}>
            {t('noPage.action')}
          </Button>
        }
      />
    </>
  )
}
