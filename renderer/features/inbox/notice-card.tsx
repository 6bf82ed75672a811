import { Group, Stack, Text } from '@mantine/core'
import {
  IconCalendarCancel,
  IconCalendarExclamation,
  IconCalendarPlus,
  IconCalendarSearch,
  IconCalendarQuestion,
  IconCalendarTime,
  IconFiles,
  IconHistory,
  IconKey,
  IconLink,
  IconMailForward,
  IconMessage,
  IconMessageX,
  IconNotes,
  IconPencilX,
  IconTrashX,
  IconUserCancel,
  IconUserX,
  IconVersions
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import type { Notice, NoticeTopic } from '#domain/model/notice.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { fieldsOf, readNotice, type ToldNotice } from '#domain/notices/notice-payload.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { findPhoneOf } from '#renderer/store/known-students.ts'
import { keepsBoth, needsDecision } from '#renderer/store/needs-decision.ts'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { InboxCard, type InboxTone } from './inbox-card.tsx'
import { NoticeActions } from './notice-actions.tsx'
import { NoticeDates } from './notice-dates.tsx'
import { NoticeAlternatives } from './notice-alternatives.tsx'
import { toVersions, type Versions } from './read-version.ts'
import { useNoticeCall } from './use-notice-call.ts'
import { useSessionSince } from './use-session-since.ts'
import { useNoticeWords } from './use-notice-words.ts'
import { VersionView } from './version-view.tsx'

const icons: Readonly<Record<NoticeTopic, ComponentType<{ readonly size?: number; readonly stroke?: number }>>> = {
  'claim-lost': IconUserX,
  'pencil-lost': IconPencilX,
  'request-refused': IconMessageX,
  'session-added': IconCalendarPlus,
  'session-booked': IconMessage,
  'session-moved': IconCalendarTime,
  'session-cancelled': IconCalendarCancel,
  'session-shared': IconNotes,
  'slot-booked-meanwhile': IconCalendarExclamation,
  'edit-met-deletion': IconTrashX,
  'words-merged': IconFiles,
  'write-refused': IconUserCancel,
  'withdrawn-late': IconMailForward,
  'slot-opened': IconCalendarSearch,
  'reset-link-made': IconLink,
  'password-reset': IconKey,
  'server-set-back': IconHistory,
  'session-forgotten': IconCalendarQuestion,
  newer: IconVersions
}

function toneOf(notice: Notice): InboxTone {
  if (notice.dismissed) return 'aside'
  return needsDecision(notice) ? 'decision' : 'news'
}

/** One notice: what, who, when, which rule, both versions, and the next steps. */
export function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { title, explanation, who } = useNoticeWords(notice)
  const { startsAt } = notice
  return (
    <InboxCard
      icon={icons[notice.topic]}
      title={title}
      at={notice.at}
      // The title may have said it already.
      who={who !== undefined && title.includes(who) ? undefined : who}
      explanation={explanation}
      tone={toneOf(notice)}
      {...(startsAt === undefined || listToldDates(notice).length > 0
        ? {}
        : { interval: { startsAt, endsAt: startsAt + slotLengthMs } })}
      actions={<NoticeActions notice={notice} title={title} />}
    >
      <NoticeDates notice={notice} />
      <VersionViews notice={notice} />
      {notice.topic === 'pencil-lost' && <SlotHolderText notice={notice} />}
      {!notice.dismissed && <NoticeAlternatives notice={notice} />}
    </InboxCard>
  )
}

function VersionViews({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const { mine, theirs } = versionsOf(readNotice(notice))
  const titles = useVersionTitles(notice)
  if (mine === undefined && theirs === undefined) return null
  return (
    <Group gap="xs" align="stretch">
      {mine !== undefined && <VersionView title={t(`versions.${titles.mine}`)} version={mine} other={theirs} />}
      {theirs !== undefined && <VersionView title={t(`versions.${titles.theirs}`)} version={theirs} other={mine} />}
    </Group>
  )
}

/** What the two versions are to each other. */
function useVersionTitles(notice: Notice) {
  const since = useSessionSince(notice)
  switch (notice.topic) {
    case 'words-merged':
      return { mine: keepsBoth(notice) ? 'mineEarlier' : 'mineWords', theirs: 'theirs' } as const
    case 'withdrawn-late':
      return { mine: 'takenBack', theirs: 'theirs' } as const
    case 'request-refused':
      return { mine: 'asked', theirs: 'theirs' } as const
    case 'session-moved':
      return { mine: 'before', theirs: since.kind === 'as-told' ? 'now' : 'movedTo' } as const
    case 'session-cancelled':
      return { mine: 'mine', theirs: 'reasonGiven' } as const
    case 'session-booked':
      return { mine: 'mine', theirs: 'message' } as const
    case 'claim-lost':
      return { mine: 'written', theirs: 'theirs' } as const
    case 'session-forgotten':
      return { mine: 'written', theirs: 'theirs' } as const
    default:
      return { mine: 'mine', theirs: 'theirs' } as const
  }
}

/** Of a lost claim the title says which hours; what was written to the coach is kept here alone (BK24). */
function pickMessage(mine: (ToldNotice & { readonly topic: 'claim-lost' })['mine']): Versions['mine'] {
  const { message } = fieldsOf(mine)
  return message === undefined ? undefined : { kind: 'fields', fields: { message } }
}

/** Where the title already says all of it, there is nothing to compare. */
function versionsOf(told: ToldNotice): Versions {
  switch (told.topic) {
    case 'claim-lost':
    case 'pencil-lost':
    case 'session-added':
      return toVersions({ mine: pickMessage(told.mine) })
    case 'server-set-back':
    // They are listed, each with its button.
    case 'slot-opened':
    // The title says what there is; the text is in the session alone.
    case 'session-shared':
    // The title and the text say all of it.
    case 'reset-link-made':
    case 'password-reset':
    // Nobody here knows what the two are.
    case 'newer':
    // What it says beside is for older versions.
    case 'sessions-overlap':
      return {}
    case 'request-refused':
    case 'session-booked':
    case 'session-moved':
    case 'session-cancelled':
    case 'slot-booked-meanwhile':
    case 'edit-met-deletion':
    case 'words-merged':
    case 'write-refused':
    case 'withdrawn-late':
    case 'session-forgotten':
      return toVersions(told)
    default:
      return assertNever(told)
  }
}

/** Who has the slot now, which its coach may know, and how to reach the student who did not get it. */
function SlotHolderText({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const lost = useNoticeCall(notice)
  const slot = useWorkspace(state => state.slots.find(({ id }) => id === notice.slotId))
  const holder = useWorkspace(state => state.calls.find(({ id }) => id === slot?.bookingId)?.otherName)
  const phone = usePhoneOf(lost?.otherId)
  return (
    <Stack gap={4}>
      {slot?.status === 'booked' && (
        <Text size="sm">
          {holder === undefined || holder === '' ? t('holder.somebody') : t('holder.name', { name: holder })}
        </Text>
      )}
      {phone !== undefined && lost !== undefined && (
        <>
          <Text size="sm">{t('holder.tell', { name: lost.otherName })}</Text>
          <PhoneLink phone={phone} />
        </>
      )}
    </Stack>
  )
}

/** As the sessions with this person have it: a booking that was not granted has none. */
function usePhoneOf(userId: string | undefined): string | undefined {
  return useWorkspace(state => findPhoneOf(userId, state.calls))
}
