import { Paper } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Tally } from '#domain/insights/tally.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { figureOf } from './model/columns.ts'
import classes from './insights.module.css'

/** What a coach wants to know first. */
export function Totals({ total }: { readonly total: Tally }) {
  const { t } = useTranslation('insights')
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
  readonly value: number | undefined
  readonly hint?: string
}) {
  const { t } = useTranslation('insights')
  const format = useFormat()
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value === undefined ? t('none') : format.number(value)}
        {hint !== undefined && <small>{hint}</small>}
      </dd>
    </div>
  )
}
