import { Text } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { datesToInterval } from '#domain/insights/range.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { usePrintName } from '#renderer/ui/print/print-name.tsx'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { type ChosenRange, readChosenRange } from './model/chosen-range.ts'
import { dayStart } from './model/day-start.ts'
import { InsightViews } from './insight-views.tsx'
import { PrintButtons } from './print-buttons.tsx'
import { RangeFields } from './range-fields.tsx'

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
  const question = useMemo(() => {
    const interval = range.dates === undefined ? undefined : datesToInterval(range.dates, zone)
    return { range: interval, zone, now }
  }, [range, zone, now])
  const hasOffered = useWorkspace(state => state.offered.length > 0)
  const isEmpty = !hasOffered && !calls.some(({ status }) => status !== 'declined')
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
          <InsightViews question={question} range={range} />
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
