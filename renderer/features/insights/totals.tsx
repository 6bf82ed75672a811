import { Paper } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type FillCount, fillRateOf } from '#domain/insights/fill-rate.ts'
import type { Tally } from '#domain/insights/tally.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { figureOf } from './model/columns.ts'
import { toPercent } from './model/fill-points.ts'
import classes from './insights.module.css'

/** What a coach wants to know first. */
export function Totals({ total, fill }: { readonly total: Tally; readonly fill: FillCount }) {
  const { t } = useTranslation('insights')
  const rate = fillRateOf(fill)
  const late = total.lateByCoach + total.lateByStudent + total.calledOff
  const cancelled = total.cancelledByCoach + total.cancelledByStudent + late
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={t('totals.title')}>
      <dl className={classes.totals}>
        <Fact label={t('totals.held')} value={total.held} />
        <Fact label={t('totals.hours')} value={figureOf(total, 'hours')} />
        <Fact label={t('totals.noShow')} value={total.noShow} />
        <Fact
          label={t('totals.cancelled')}
          value={cancelled}
          {...(late > 0 ? { hint: t('totals.late', { count: late }) } : {})}
        />
        <Fact label={t('totals.ahead')} value={total.ahead} />
        {rate !== undefined && (
          <Fact
            label={t('totals.fill')}
            value={t('fill.percent', { percent: toPercent(rate) })}
            hint={t('totals.ofSlots', { count: fill.offered })}
          />
        )}
        {(['given', 'received'] as const).map(side => (
          <Fact
            key={side}
            label={t(`totals.${side}`)}
            value={figureOf(total, side)}
            {...(total[side].count > 0 ? { hint: t('totals.ofScores', { count: total[side].count }) } : {})}
          />
        ))}
      </dl>
    </Paper>
  )
}

function Fact({
  label,
  value,
  hint
}: {
  readonly label: string
  readonly value: number | string | undefined
  readonly hint?: string
}) {
  const { t } = useTranslation('insights')
  const format = useFormat()
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {typeof value === 'number' ? format.number(value) : (value ?? t('none'))}
        {hint !== undefined && <small>{hint}</small>}
      </dd>
    </div>
  )
}
