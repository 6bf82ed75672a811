import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Refusal } from '../../store/contract.ts'
import { useWorkspace } from '../../store/hooks.ts'
import { CopyTextButton } from '../../ui/copy-text-button.tsx'
import { RefusalAlert } from '../../ui/refusal-alert.tsx'
import { useOpenAccount } from '../../ui/use-open-account.ts'
import { CancelSessionButton } from './cancel-session-button.tsx'
import { KeepMineButton } from './keep-mine-button.tsx'
import { MoveSessionButton } from './move-session-button.tsx'
import { CalendarLink, FindSlotLink, SessionLink, SubjectLink } from './notice-links.tsx'
import { readVersion, textOfVersion } from './read-version.ts'
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
  const call = useNoticeCall(notice)
  switch (notice.topic) {
    case 'claim-lost':
      return <FindSlotLink label={t('action.findOthers')} />
    case 'pencil-lost':
      return <CalendarLink notice={notice} />
    case 'session-added':
    case 'session-moved':
      return (
        <>
          <SessionLink notice={notice} />
          <MoveSessionButton call={call} />
          <CancelSessionButton bookingId={call?.id} />
        </>
      )
    case 'request-refused':
      return (
        <>
          <SessionLink notice={notice} />
          <MoveSessionButton call={call} />
          <CancelSessionButton bookingId={call?.id} />
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
          <SessionLink notice={notice} />
          <MoveSessionButton call={call} />
          <CancelSessionButton bookingId={call?.id} />
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

function CopyMine({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const text = textOfVersion(readVersion(notice.mine))
  return text === '' ? null : <CopyTextButton text={text} label={t('action.copyText')} />
}

function PutAsideButton({ notice, title }: NoticeActionsProps) {
  const { t } = useTranslation('inbox')
  const setDismissed = useWorkspace(state => state.setNoticeDismissed)
  const [refusal, setRefusal] = useState<Refusal>()
  const action = t(notice.dismissed ? 'action.restore' : 'action.putAside')

  async function change() {
    const outcome = await setDismissed(notice.id, !notice.dismissed)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
  }

  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        aria-label={t('action.label', { action, title })}
        onClick={() => void change()}
      >
        {action}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}
