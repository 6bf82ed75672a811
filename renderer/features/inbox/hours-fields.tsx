import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useWeekdays } from '#renderer/ui/format/use-weekdays.ts'
import { clockText, dateRangeText } from '#renderer/ui/format/wall-clock-text.ts'
import { listDates, listWeekdays } from './hours-of-version.ts'
import type { VersionFields } from './read-version.ts'
import { VersionField } from './version-field.tsx'

/** Weekly hours and days off, in the words of the page where they are set. */
export function VersionHours({
  fields,
  other
}: {
  readonly fields: VersionFields
  readonly other: VersionFields | undefined
}) {
  const { t } = useTranslation('hours')
  const { t: inbox } = useTranslation('inbox')
  const { days, nameOf } = useWeekdays()
  const format = useFormat()
  const { availability, gapMin } = fields
  const timesOf = (starts: readonly number[]): string => starts.map(start => clockText(start, format)).join(', ')
  const ofDates = (starts: readonly number[]): string =>
    starts.length === 0 ? t('dates.off') : t('dates.own', { times: timesOf(starts) })
  return (
    <>
      {listWeekdays(availability, other?.availability, days).map(({ weekday, starts }) => (
        <VersionField key={weekday} name={nameOf(weekday)}>
          {starts.length === 0 ? t('weekly.none') : timesOf(starts)}
        </VersionField>
      ))}
      {listDates(availability, other?.availability).map(({ from, to, starts, note }) => (
        <VersionField key={from} name={dateRangeText(from, to, format)}>
          {starts === undefined ? inbox('field.asUsual') : ofDates(starts)}
          {note !== undefined && ` · ${note}`}
        </VersionField>
      ))}
      {availability?.weeksAhead !== undefined && (
        <VersionField name={t('filling.weeksAhead')}>{availability.weeksAhead}</VersionField>
      )}
      {gapMin !== undefined && <VersionField name={t('filling.gap')}>{gapMin}</VersionField>}
    </>
  )
}
