import { useTranslation } from 'react-i18next'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useFormat } from '../../ui/format/display-zone.tsx'
import { dateText, dayText } from './grid/wall-clock-text.ts'

/** The day, or the first and the last of the dates. */
export function useCalendarTitle(dates: readonly CalendarDate[]): string {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const [first = ''] = dates
  const last = dates.at(-1) ?? first
  return first === last
    ? dayText(first, format)
    : t('range', { first: dateText(first, format), last: dateText(last, format) })
}
