import { Button, Stack, Text } from '@mantine/core'
import { IconCalendarOff, IconUserQuestion } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { BookingDialog } from '#renderer/shared/booking/booking-dialog.tsx'
import { OfflineNote } from '#renderer/shared/booking/offline-note.tsx'
import { listAway } from '#renderer/shared/booking/days-off.ts'
import { SlotDayList } from '#renderer/shared/booking/slot-day-list.tsx'
import { useBooking } from '#renderer/shared/booking/use-booking.ts'
import { useOfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { RelationLine } from '#renderer/shared/relation/relation-line.tsx'
import { CoachFacts } from './coach-facts.tsx'
import classes from './coach-page.module.css'

/** A coach as everyone signed in sees them, with their open slots. Route: /coaches/:coachId */
export function CoachPage() {
  const { coachId } = useParams()
  const isReady = useWorkspace(state => state.ready && state.hasAllSlots)
  const coach = useWorkspace(state => state.coaches.find(candidate => candidate.id === coachId))
  if (!isReady) return <PageSkeleton />
  return coach === undefined ? <UnknownCoach /> : <KnownCoach key={coach.id} coach={coach} />
}

function KnownCoach({ coach }: { readonly coach: CoachProfile }) {
  return (
    <>
      <PageHeader title={coach.displayName} subtitle={coach.headline} />
      <div className={classes.columns}>
        <Stack gap="md">
          <CoachFacts coach={coach} />
          <RelationLine otherId={coach.id} />
        </Stack>
        <CoachSlots coach={coach} />
      </div>
    </>
  )
}

function CoachSlots({ coach }: { readonly coach: CoachProfile }) {
  const { t } = useTranslation('booking')
  const offered = useOfferedSlots()
  const booking = useBooking()
  const now = useNow()
  const away = useMemo(() => listAway([coach], now), [coach, now])
  const slots = useMemo(() => offered.slots.filter(slot => slot.coachId === coach.id), [offered.slots, coach.id])
  return (
    <section aria-label={t('coach.slots')}>
      {offered.isStudent ? (
        <OfflineNote />
      ) : (
        <Text size="sm" c="dimmed" mb="md">
          {t('coach.lookOnly')}
        </Text>
      )}
      {slots.length + away.length === 0 ? (
        <NoSlots name={coach.displayName} />
      ) : (
        <SlotDayList slots={slots} away={away} offered={offered} showsCoach={false} onBook={booking.ask} />
      )}
      <BookingDialog booking={booking} offered={offered} />
    </section>
  )
}

function NoSlots({ name }: { readonly name: string }) {
  const { t } = useTranslation('booking')
  const isArriving = useIsArriving('slots')
  if (isArriving) return <PageSkeleton />
  return (
    <EmptyState
      icon={IconCalendarOff}
      title={t('coach.noSlotsTitle', { name })}
      text={t('coach.noSlotsText')}
      action={<FindSlotLink />}
    />
  )
}

function UnknownCoach() {
  const { t } = useTranslation('booking')
  const isArriving = useIsArriving('users')
  if (isArriving) return <PageSkeleton />
  return (
    <>
      <PageHeader title={t('coach.unknownTitle')} />
      <EmptyState
        icon={IconUserQuestion}
        title={t('coach.unknownHeading')}
        text={t('coach.unknownText')}
        action={<FindSlotLink />}
      />
    </>
  )
}

function FindSlotLink() {
  const { t } = useTranslation('booking')
  // A coach has no page for finding slots.
  const isStudent = useSignIn(state => state.session.kind === 'open' && state.session.account.role === 'student')
  return (
    <Button variant="default" component={Link} to={isStudent ? paths.findSlot() : paths.home}>
      {isStudent ? t('coach.findAction') : t('coach.homeAction')}
    </Button>
  )
}
