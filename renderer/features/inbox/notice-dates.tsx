import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import { useMoveText } from '#renderer/shared/times/use-move-text.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRuleText } from '#renderer/ui/use-rule-text.ts'

/** What became of each date of a series (SR5, SR10); nothing for a notice about one booking. */
export function NoticeDates({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const ruleText = useRuleText()
  const dates = listToldDates(notice)
  const hoursFrom = (startsAt: number) => format.dayAndTimeRange({ startsAt, endsAt: startsAt + slotLengthMs })
  const moveText = useMoveText()
  const granted = grantedKey(notice)
  if (dates.length === 0) return null
  return (
    <List size="sm" spacing={4} aria-label={t('series.dates')}>
      {dates.map(({ bookingId, startsAt, movedFrom, reason }) => (
        <List.Item key={bookingId}>
          <Text size="sm" span fw={600}>
            {movedFrom === undefined ? hoursFrom(startsAt) : moveText(movedFrom, startsAt)}
          </Text>{' '}
          <Text size="sm" span c="dimmed">
            {reason === undefined ? t(`series.${granted}`) : ruleText(reason)}
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
