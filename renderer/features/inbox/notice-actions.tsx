import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import type { Notice } from '#domain/model/notice.ts'
import { CopyTextButton } from '#renderer/ui/copy-text-button.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { CancelSessionButton } from './cancel-session-button.tsx'
import { KeepMineButton } from './keep-mine-button.tsx'
import { MoveSessionButton } from './move-session-button.tsx'
import { CalendarLink, FindSlotLink, SessionLink, SubjectLink } from './notice-links.tsx'
import { BookAgainButtons } from './set-back/book-again-buttons.tsx'
import { BookThisButton } from './set-back/book-this-button.tsx'
import { PutAsideButton } from './put-aside-button.tsx'
import { readMine, textOfVersion } from './read-version.ts'
import { useNoticeCall } from './use-notice-call.ts'

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
  switch (notice.topic) {
    case 'claim-lost':
      return <FindSlotLink label={t('action.findOthers')} />
    case 'pencil-lost':
      return <CalendarLink notice={notice} />
    case 'session-added':
    case 'session-moved':
      return <SessionActions notice={notice} />
    case 'request-refused':
    case 'withdrawn-late':
      return (
        <>
          <SessionActions notice={notice} />
          <CopyMine notice={notice} />
        </>
      )
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
  const text = textOfVersion(readMine(notice))
  return text === '' ? null : <CopyTextButton text={text} label={t('action.copyText')} />
}
