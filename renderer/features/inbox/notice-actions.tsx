import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { assertNever } from '#domain/assert-never.ts'
import type { Notice } from '#domain/model/notice.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { Refusal } from '../../store/contract.ts'
import { useWorkspace } from '../../store/hooks.ts'
import { useDisplayZone } from '../../ui/format/display-zone.tsx'
import { paths } from '../../ui/paths.ts'
import { RefusalAlert } from '../../ui/refusal-alert.tsx'
import { useOpenAccount } from '../../ui/use-open-account.ts'
import { CancelSessionButton } from './cancel-session-button.tsx'
import { readVersion, textOfVersion } from './read-version.ts'

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
  switch (notice.topic) {
    case 'claim-lost':
      return <FindOthersLink />
    case 'pencil-lost':
      return <CalendarLink notice={notice} />
    case 'session-added':
    case 'session-moved':
    case 'request-refused':
      return <SessionLink notice={notice} />
    case 'session-cancelled':
      return (
        <>
          <NextSlotLink notice={notice} />
          <SessionLink notice={notice} />
        </>
      )
    case 'slot-booked-meanwhile':
      return (
        <>
          <SessionLink notice={notice} />
          <CancelSessionButton bookingId={notice.bookingId} />
        </>
      )
    case 'edit-met-deletion':
    case 'words-merged':
    case 'write-refused':
      return (
        <>
          <CopyTextButton notice={notice} />
          <SubjectLink notice={notice} />
        </>
      )
    default:
      return assertNever(notice.topic)
  }
}

/** Where the document is that a notice is about. */
function SubjectLink({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  switch (notice.subject.collection) {
    case 'calls':
      return <SessionLink notice={notice} />
    case 'slots':
      return <CalendarLink notice={notice} />
    case 'users':
      return (
        <Button size="xs" variant="default" component={Link} to={paths.settings}>
          {t('action.openSettings')}
        </Button>
      )
    default:
      return assertNever(notice.subject.collection)
  }
}

function SessionLink({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const bookingId = notice.bookingId ?? notice.subject.id
  const isThere = useWorkspace(state => state.calls.some(call => call.id === bookingId))
  if (!isThere) return null
  return (
    <Button size="xs" variant="default" component={Link} to={paths.sessions({ bookingId })}>
      {t('action.openSession')}
    </Button>
  )
}

/** After a cancelled session: the student looks for another slot, the coach at the day. */
function NextSlotLink({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const account = useOpenAccount()
  if (account?.role === 'coach') return <CalendarLink notice={notice} />
  const filter = notice.coachId === undefined ? {} : { coachId: notice.coachId }
  return (
    <Button size="xs" component={Link} to={paths.findSlot(filter)}>
      {t('empty.toSlots')}
    </Button>
  )
}

function FindOthersLink() {
  const { t } = useTranslation('inbox')
  return (
    <Button size="xs" variant="default" component={Link} to={paths.findSlot()}>
      {t('action.findOthers')}
    </Button>
  )
}

function CalendarLink({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const { zone } = useDisplayZone()
  const date = notice.startsAt === undefined ? undefined : dateAt(notice.startsAt, zone)
  return (
    <Button size="xs" variant="default" component={Link} to={paths.calendar(date === undefined ? {} : { date })}>
      {t('action.openCalendar')}
    </Button>
  )
}

function CopyTextButton({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const { t: shared } = useTranslation('shared')
  const text = textOfVersion(readVersion(notice.mine))
  if (text === '') return null
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        >
          {copied ? shared('action.copied') : t('action.copyText')}
        </Button>
      )}
    </CopyButton>
  )
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
