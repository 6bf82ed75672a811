import { Stack, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type FillCount, type FillMonth, fillRateOf, type FillRates } from '#domain/insights/fill-rate.ts'
import { useOffer } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { FillBars } from './charts/fill-bars.tsx'
import { CsvTable } from './csv-table.tsx'
import { dayStart } from './model/day-start.ts'
import { toFillPoints, toPercent } from './model/fill-points.ts'

interface FillSectionProps {
  readonly fill: FillRates
  readonly zone: string
  /** Without its ending. */
  readonly fileName: string
}

const columns = ['offered', 'booked', 'rate', 'recorded'] as const

/** How much of what was offered was booked, by month: as a chart, as a table and as a file (IN8, IN11). */
export function FillSection({ fill, zone, fileName }: FillSectionProps) {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const utc = format.inZone('UTC')
  const own = format.inZone(zone)
  const { months, total } = fill
  if (months.every(({ recorded }) => recorded === 'none')) return <NothingRecorded />
  const headings = [t('column.month'), ...columns.map(column => t(`fill.column.${column}`))]
  const sayRecorded = ({ recorded, since }: FillMonth) =>
    t(`fill.recorded.${recorded}`, { since: since === undefined ? '' : own.date(since) })
  const toCells = (count: FillCount) => {
    const rate = fillRateOf(count)
    const percent = rate === undefined ? t('none') : t('fill.percent', { percent: toPercent(rate) })
    return [format.number(count.offered), format.number(count.booked), percent]
  }
  const toLine = (count: FillCount) => {
    const rate = fillRateOf(count)
    return [count.offered, count.booked, rate === undefined ? undefined : toPercent(rate)]
  }
  return (
    <Stack gap="xs">
      <CsvTable
        title={t('fill.title')}
        headings={headings}
        rows={months.map(one => ({
          key: one.month,
          head: utc.month(dayStart(`${one.month}-01`)),
          cells: [...(one.recorded === 'none' ? columns.slice(1).map(() => t('none')) : toCells(one)), sayRecorded(one)]
        }))}
        foot={{ key: 'total', head: t('total'), cells: [...toCells(total), ''] }}
        lines={() => [
          [...headings.slice(0, -2), t('fill.column.ratePercent'), ...headings.slice(-1)],
          ...months.map(one => [
            one.month,
            ...(one.recorded === 'none' ? columns.slice(1).map(() => undefined) : toLine(one)),
            sayRecorded(one)
          ]),
          [t('total'), ...toLine(total), undefined]
        ]}
        fileName={fileName}
      >
        <FillBars points={toFillPoints(months)} />
      </CsvTable>
      <Text size="sm" c="dimmed">
        {t('fill.how')}
      </Text>
    </Stack>
  )
}

/** In the place of figures that there are not, and why. */
function NothingRecorded() {
  const { t } = useTranslation('insights')
  const titleId = useId()
  const isMissing = useOffer('fill-rate') === 'missing'
  return (
    <section aria-labelledby={titleId}>
      <Title order={2} size="h4" id={titleId} mb="xs">
        {t('fill.title')}
      </Title>
      <Text size="sm">{t(isMissing ? 'fill.missing' : 'fill.nothing')}</Text>
    </section>
  )
}
