import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRuleText } from '#renderer/ui/use-rule-text.ts'

/** What became of each date of a series (SR5); nothing for a notice about one booking. */
export function NoticeDates({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const ruleText = useRuleText()
  const dates = listToldDates(notice)
  if (dates.length === 0) return null
  return (
    <List size="sm" spacing={4} aria-label={t('series.dates')}>
      {dates.map(({ bookingId, startsAt, reason }) => (
        <List.Item key={bookingId}>
          <Text size="sm" span fw={600}>
            {format.dayAndTimeRange({ startsAt, endsAt: startsAt + slotLengthMs })}
          </Text>{' '}
          <Text size="sm" span c="dimmed">
            {reason === undefined ? t('series.booked') : ruleText(reason)}
          </Text>
        </List.Item>
      ))}
    </List>
  )
}
