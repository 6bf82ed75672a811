import { Alert, Anchor, Stack, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Insights } from '#domain/insights/count-sessions.ts'
import type { FillRates } from '#domain/insights/fill-rate.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { labelOthers } from '#renderer/shared/sessions/other-name.ts'
import { MonthCharts } from './charts/month-charts.tsx'
import { FillSection } from './fill-section.tsx'
import { FiguresTable } from './figures-table.tsx'
import { NothingInDays } from './nothing-in-days.tsx'
import { type ChosenRange, toFileDays } from './model/chosen-range.ts'
import { dayStart } from './model/day-start.ts'
import { namesForFile } from './model/names-for-file.ts'
import { Totals } from './totals.tsx'

interface FiguresViewProps {
  readonly insights: Insights
  readonly fill: FillRates
  readonly range: ChosenRange
  /** Of the coach's calendar (IANA). */
  readonly zone: string
}

/** Sessions counted by month and by student, and how much of what was offered was booked. */
export function FiguresView({ insights, fill, range, zone }: FiguresViewProps) {
  const { t } = useTranslation('insights')
  const { t: sessions } = useTranslation('sessions')
  const format = useFormat()
  const calls = useWorkspace(state => state.calls)
  const { total, months, students } = insights
  const labels = labelOthers(calls)
  const names = useMemo(() => namesForFile(calls, format.date), [calls, format])
  const days = toFileDays(range)
  const filled = <FillSection fill={fill} zone={zone} fileName={`coachdesk-fill-rate${days}`} />
  if (months.length === 0) return fill.months.length === 0 ? <NothingInDays /> : filled
  const utc = format.inZone('UTC')
  return (
    <Stack gap="xl">
      {total.unclear > 0 && (
        <Alert color="yellow" icon={<IconInfoCircle size={18} />}>
          {t('unclear', { count: total.unclear })}
        </Alert>
      )}
      <Totals total={total} fill={fill.total} />
      <FiguresTable
        title={t('byMonth')}
        first={t('column.month')}
        rows={months.map(({ month, tally }) => ({
          key: month,
          head: utc.month(dayStart(`${month}-01`)),
          name: month,
          tally
        }))}
        total={total}
        fileName={`coachdesk-months${days}`}
      >
        <MonthCharts months={months} />
      </FiguresTable>
      {filled}
      <FiguresTable
        title={t('byStudent')}
        first={t('column.student')}
        rows={students.map(({ studentId, tally }) => ({
          key: studentId,
          head: (
            <Anchor component={Link} to={paths.student(studentId)} size="sm">
              {labels.get(studentId) ?? sessions('erasedName')}
            </Anchor>
          ),
          name: names.get(studentId) ?? sessions('erasedName'),
          tally
        }))}
        total={total}
        fileName={`coachdesk-students${days}`}
      />
      <Text size="sm" c="dimmed">
        {t('how')}
      </Text>
    </Stack>
  )
}
