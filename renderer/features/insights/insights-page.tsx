import { Alert, Anchor, Stack, Text } from '@mantine/core'
import { IconChartBar, IconInfoCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { countSessions, type Insights } from '#domain/insights/count-sessions.ts'
import { datesToInterval } from '#domain/insights/range.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { usePrintName } from '#renderer/ui/print/print-name.tsx'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { labelOthers } from '#renderer/shared/sessions/other-name.ts'
import { FiguresTable } from './figures-table.tsx'
import { type ChosenRange, readChosenRange } from './model/chosen-range.ts'
import { namesForFile } from './model/names-for-file.ts'
import { PrintButtons } from './print-buttons.tsx'
import { RangeFields } from './range-fields.tsx'
import { Totals } from './totals.tsx'

/** What a coach's sessions come to, counted on the device. Works offline. Route: /insights */
export function InsightsPage() {
  const { t } = useTranslation('insights')
  const words = useZoneWords()
  const isReady = useWorkspace(state => state.ready)
  const isArriving = useIsArriving('calls')
  const calls = useWorkspace(state => state.calls)
  const now = useNow()
  const zone = useOpenAccount()?.zone ?? 'UTC'
  const today = dateAt(now, zone)
  const [params] = useSearchParams()
  const range = useMemo(() => readChosenRange(params, today), [params, today])
  const rangeText = useRangeText(range)
  const insights = useMemo(() => {
    const interval = range.dates === undefined ? undefined : datesToInterval(range.dates, zone)
    return countSessions(calls, { range: interval, zone, now })
  }, [calls, range, zone, now])
  const isEmpty = !calls.some(({ status }) => status !== 'declined')
  usePrintName(t('printName', { title: t('title'), range: rangeText }))
  if (!isReady || (isEmpty && isArriving)) return <PageSkeleton />
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle', { zone: words.name(zone) })}
        actions={isEmpty ? undefined : <PrintButtons />}
      />
      {isEmpty ? (
        <EmptyState icon={IconChartBar} title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <>
          <RangeFields range={range} today={today} />
          <Text fw={600} mb="xs" component="output" display="block">
            {rangeText}
          </Text>
          <Figures insights={insights} range={range} />
        </>
      )}
    </>
  )
}

function useRangeText({ name, dates }: ChosenRange): string {
  const { t } = useTranslation('insights')
  const format = useFormat().inZone('UTC')
  if (dates === undefined || name !== 'own') {
    const days = dates === undefined ? '' : ` (${format.dateRange(dayStart(dates.from), dayStart(dates.to))})`
    return `${t(`range.${name}`)}${days}`
  }
  return dates.to < dates.from ? t('range.reversed') : format.dateRange(dayStart(dates.from), dayStart(dates.to))
}

const dayStart = (date: string): number => Date.parse(`${date}T00:00Z`)

function Figures({ insights, range }: { readonly insights: Insights; readonly range: ChosenRange }) {
  const { t } = useTranslation('insights')
  const { t: sessions } = useTranslation('sessions')
  const format = useFormat()
  const { dates } = range
  const calls = useWorkspace(state => state.calls)
  const { total, months, students } = insights
  const labels = labelOthers(calls)
  const names = useMemo(() => namesForFile(calls, format.date), [calls, format])
  if (months.length === 0) {
    return <EmptyState icon={IconChartBar} title={t('nothing.title')} text={t('nothing.text')} />
  }
  const days = dates === undefined ? '' : `-${dates.from}-${dates.to}`
  const utc = format.inZone('UTC')
  return (
    <Stack gap="xl">
      {total.unclear > 0 && (
        <Alert color="yellow" icon={<IconInfoCircle size={18} />}>
          {t('unclear', { count: total.unclear })}
        </Alert>
      )}
      <Totals total={total} />
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
      />
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
