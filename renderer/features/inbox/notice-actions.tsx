import { useTranslation } from 'react-i18next'
import { Button } from '@mantine/core'
import { assertNever } from '#domain/assert-never.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import type { Notice } from '#domain/model/notice.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { CopyTextButton } from '#renderer/ui/copy-text-button.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { BookAgainButtons } from './book-again-buttons.tsx'
import { CancelSessionButton } from './cancel-session-button.tsx'
import { useInboxBooking } from './inbox-booking.tsx'
import { KeepMineButton } from './keep-mine-button.tsx'
import { MoveSessionButton } from './move-session-button.tsx'
import { CalendarLink, FindSlotLink, SessionLink, SettingsLink, SubjectLink } from './notice-links.tsx'
import { textOfSide } from './read-version.ts'
import { useForgottenState } from './use-forgotten-state.ts'
import { useNoticeCall } from './use-notice-call.ts'
import { usePutAside } from './use-put-aside.ts'

interface NoticeActionsProps {
  readonly notice: Notice
  readonly title: string
}

/** The next steps of a notice, and putting it aside. */
export function NoticeActions({ notice, title }: NoticeActionsProps) {
  return (
    <>
      <TopicActions notice={notice} />
      <PutAsideButton notice={notice} title={title} />
    </>
  )
}

function TopicActions({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const isCoach = useOpenAccount()?.role === 'coach'
  // Which of them is meant is decided among the sessions.
  const isOfSeries = listToldDates(notice).length > 0
  switch (notice.topic) {
    case 'claim-lost':
      return (
        <>
          <FindSlotLink label={t('action.findOthers')} />
          <CopyMessage notice={notice} />
        </>
      )
    case 'pencil-lost':
      return <CalendarLink notice={notice} />
    case 'session-added':
    case 'session-moved':
      return isOfSeries ? <SessionLink notice={notice} /> : <SessionActions notice={notice} />
    case 'session-booked':
      return <SessionActions notice={notice} />
    case 'request-refused':
    case 'withdrawn-late':
      return (
        <>
          {isOfSeries ? <SessionLink notice={notice} /> : <SessionActions notice={notice} />}
          <CopyMine notice={notice} />
        </>
      )
    case 'reset-link-made':
    case 'password-reset':
      return <SettingsLink />
    case 'server-set-back':
    case 'newer':
      return null
    case 'session-forgotten':
      return (
        <>
          {isCoach ? <BookAgainButtons notice={notice} /> : <BookThisButton notice={notice} />}
          <SessionLink notice={notice} />
          <CopyMine notice={notice} />
        </>
      )
    case 'session-shared':
      return <SessionLink notice={notice} />
    case 'slot-opened':
      return <FindSlotLink label={t('action.findOthers')} />
    case 'session-cancelled':
      return (
        <>
          {isCoach ? <CalendarLink notice={notice} /> : <FindSlotLink notice={notice} label={t('empty.toSlots')} />}
          <SessionLink notice={notice} />
        </>
      )
    case 'slot-booked-meanwhile':
      return (
        <>
          <SessionActions notice={notice} />
          <KeepMineButton notice={notice} />
        </>
      )
    case 'edit-met-deletion':
    case 'words-merged':
    case 'write-refused':
      return (
        <>
          <CopyMine notice={notice} />
          {notice.subject.collection === 'slots' && <KeepMineButton notice={notice} />}
          <SubjectLink notice={notice} />
        </>
      )
    default:
      return assertNever(notice.topic)
  }
}

/** To the session, and what its person may do to it now. */
function SessionActions({ notice }: { readonly notice: Notice }) {
  const call = useNoticeCall(notice)
  return (
    <>
      <SessionLink notice={notice} />
      <MoveSessionButton call={call} />
      <CancelSessionButton bookingId={call?.id} />
    </>
  )
}

function CopyMine({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const text = textOfSide(readNotice(notice).mine)
  return text === '' ? null : <CopyTextButton text={text} label={t('action.copyText')} />
}

/** What was written to the coach of a booking that did not come about: it may go along with another one. */
function CopyMessage({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const told = readNotice(notice)
  const message = told.topic === 'claim-lost' ? fieldsOf(told.mine).message : undefined
  return message === undefined ? null : <CopyTextButton text={message} label={t('action.copyText')} />
}

/** Puts a notice aside, or takes it back; it is never thrown away. */
function PutAsideButton({ notice, title }: { readonly notice: Notice; readonly title: string }) {
  const { t } = useTranslation('inbox')
  const { putAside, moveBack, refusal } = usePutAside()
  const action = t(notice.dismissed ? 'action.restore' : 'action.putAside')

  return (
    <>
      <Button
        size="xs"
        ml="auto"
        variant="subtle"
        color="gray"
        aria-label={t('action.label', { action, title })}
        onClick={() => void (notice.dismissed ? moveBack : putAside)([notice.id])}
      >
        {action}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}

/** For the student of a session that the server has forgotten: the same hours, once they are open; until then the coach's others. */
function BookThisButton({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const { offered, ask } = useInboxBooking()
  const state = useForgottenState(notice)
  if (state === 'again') return null
  const slot = offered.slots.find(({ id }) => id === notice.slotId)
  if (state !== 'open' || slot === undefined) return <FindSlotLink notice={notice} label={t('action.findOthers')} />
  return (
    <Button size="xs" onClick={() => ask(slot)}>
      {t('action.bookThis')}
    </Button>
  )
}
