import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { listToldDates, type ToldDate } from '#domain/notices/series-notice.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useMoveText } from '#renderer/shared/times/use-move-text.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useRuleText } from '#renderer/ui/use-rule-text.ts'
import { findSessionSince } from './session-since.ts'

/** What became of each date of a series (SR5, SR10); nothing for a notice about one booking. */
export function NoticeDates({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const ruleText = useRuleText()
  const dates = listToldDates(notice)
  const hoursFrom = (startsAt: number) => format.dayAndTimeRange({ startsAt, endsAt: startsAt + slotLengthMs })
  const moveText = useMoveText()
  const granted = grantedKey(notice)
  const calls = useWorkspace(state => state.calls)
  const now = useNow()

  /** What a date that was granted came to, and what became of it since. */
  function grantedText({ bookingId, startsAt }: ToldDate): string {
    const call = calls.find(({ id }) => id === bookingId)
    const since = findSessionSince(call, startsAt, now)
    // That a session is over makes nothing of this untrue.
    if (granted === 'cancelled' || since.kind === 'as-told' || since.kind === 'started') return t(`series.${granted}`)
    const when = since.kind === 'moved' ? format.dayAndTime(since.startsAt) : ''
    return `${t(`series.${granted}`)} ${t(`series.since.${since.kind}`, { when })}`
  }

  if (dates.length === 0) return null
  return (
    <List size="sm" spacing={4} aria-label={t('series.dates')}>
      {dates.map(date => (
        <List.Item key={date.bookingId}>
          <Text size="sm" span fw={600}>
            {date.movedFrom === undefined ? hoursFrom(date.startsAt) : moveText(date.movedFrom, date.startsAt)}
          </Text>{' '}
          <Text size="sm" span c="dimmed">
            {date.reason === undefined ? grantedText(date) : ruleText(date.reason)}
          </Text>
        </List.Item>
      ))}
    </List>
  )
}

/** What a date is that was granted. */
function grantedKey(notice: Notice): 'booked' | 'moved' | 'cancelled' {
  const told = readNotice(notice)
  switch (told.topic) {
    case 'session-moved':
      return 'moved'
    case 'session-cancelled':
      return 'cancelled'
    case 'request-refused':
      return fieldsOf(told.mine).kind === 'reschedule' ? 'moved' : 'cancelled'
    default:
      return 'booked'
  }
}
