import { Anchor, Group, Text } from '@mantine/core'
import { IconBeach } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listDaysOff } from '#domain/hours/days-off.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { dateRangeText } from '#renderer/ui/format/wall-clock-text.ts'
import { paths } from '#renderer/ui/paths.ts'

/** Above the grid: the days off that touch the dates shown, and the way to change them. */
export function DaysOffLine(props: {
  readonly coach: CoachProfile | undefined
  readonly dates: readonly CalendarDate[]
}) {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const { coach, dates } = props
  const [first = ''] = dates
  const runs = coach === undefined ? [] : listDaysOff(coach, first, dates.at(-1) ?? first)
  if (runs.length === 0) return null
  return (
    <Group gap="xs" mb="xs">
      <IconBeach size={16} aria-hidden />
      {runs.map(({ from, to, note }) => (
        <Text key={from} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {note === undefined
            ? t('calendar.offRange', { dates: dateRangeText(from, to, format) })
            : t('calendar.offRangeNote', { dates: dateRangeText(from, to, format), note })}
        </Text>
      ))}
      <Anchor component={Link} to={paths.hours} size="sm" underline="always">
        {t('calendar.change')}
      </Anchor>
    </Group>
  )
}
