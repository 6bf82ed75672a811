import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { assertNever } from '#domain/assert-never.ts'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { isDossierId, toDossierStudentId } from '#domain/model/dossier.ts'
import { isHowWeMeetId } from '#domain/model/how-we-meet.ts'
import type { Notice } from '#domain/model/notice.ts'
import { readNotice } from '#domain/notices/notice-payload.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { useDisplayZone } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { isAboutHours } from './read-version.ts'
import { useNoticeCall } from './use-notice-call.ts'

/** Where the document is that a notice is about. */
export function SubjectLink({ notice }: { readonly notice: Notice }) {
  switch (notice.subject.collection) {
    case 'calls':
      if (isDossierId(notice.subject.id)) return <StudentLink notice={notice} />
      if (notice.subject.id === busyLinkId) return <HoursLink />
      return isHowWeMeetId(notice.subject.id) ? <SettingsLink /> : <SessionLink notice={notice} />
    case 'slots':
      return <CalendarLink notice={notice} />
    case 'users':
      return isAboutHours(readNotice(notice)) ? <HoursLink /> : <SettingsLink />
    case 'newer':
      return null
    default:
      return assertNever(notice.subject.collection)
  }
}

function StudentLink({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const to = paths.student(toDossierStudentId(notice.subject.id))
  return (
    <Button size="xs" variant="default" component={Link} to={to}>
      {t('action.openStudent')}
    </Button>
  )
}

export function SettingsLink() {
  const { t } = useTranslation('inbox')
  return (
    <Button size="xs" variant="default" component={Link} to={paths.settings}>
      {t('action.openSettings')}
    </Button>
  )
}

function HoursLink() {
  const { t } = useTranslation('inbox')
  return (
    <Button size="xs" variant="default" component={Link} to={paths.hours}>
      {t('action.openWeeklyHours')}
    </Button>
  )
}

/** To the session's card, where the session is on this device. */
export function SessionLink({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const call = useNoticeCall(notice)
  if (call === undefined) return null
  return (
    <Button size="xs" variant="default" component={Link} to={paths.sessions({ bookingId: call.id })}>
      {t('action.openSession')}
    </Button>
  )
}

/** To the open slots, of one coach where the notice names one. */
export function FindSlotLink({ notice, label }: { readonly notice?: Notice; readonly label: string }) {
  const filter = notice?.coachId === undefined ? {} : { coachId: notice.coachId }
  return (
    <Button size="xs" variant="default" component={Link} to={paths.findSlot(filter)}>
      {label}
    </Button>
  )
}

/** To the day in the calendar. */
export function CalendarLink({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const { zone } = useDisplayZone()
  const date = notice.startsAt === undefined ? undefined : dateAt(notice.startsAt, zone)
  return (
    <Button size="xs" variant="default" component={Link} to={paths.calendar(date === undefined ? {} : { date })}>
      {t('action.openCalendar')}
    </Button>
  )
}
