import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MonthTally } from '#domain/insights/count-sessions.ts'
import { barSeries, scoreSeries, toMonthPoints } from '../model/chart-points.ts'
import { BarKey, MonthBars } from './month-bars.tsx'
import { LineKey, ScoreLines } from './score-lines.tsx'
import classes from './charts.module.css'

/** Sessions and scores by month, above the table that says the same. Of one month there is nothing to compare. */
export function MonthCharts({ months }: { readonly months: readonly MonthTally[] }) {
  const { t } = useTranslation('insights')
  const points = toMonthPoints(months)
  if (points.length < 2) return null
  const count = points.length
  const hasScores = points.some(({ means }) => scoreSeries.some(series => means[series] !== undefined))
  return (
    <div className={classes.charts}>
      <figure className={classes.figure}>
        <figcaption>
          <Text size="sm" fw={600}>
            {t('chart.sessions')}
          </Text>
          <Group gap="4px 16px">
            {barSeries.map(series => (
              <Text key={series} size="xs" component="span">
                <BarKey series={series} /> {t(`chart.${series}`)}
              </Text>
            ))}
          </Group>
        </figcaption>
        <MonthBars points={points} label={t('chart.sessionsLabel', { count })} />
      </figure>
      {hasScores && (
        <figure className={classes.figure}>
          <figcaption>
            <Text size="sm" fw={600}>
              {t('chart.scores')}
            </Text>
            <Group gap="4px 16px">
              {scoreSeries.map(series => (
                <Text key={series} size="xs" component="span">
                  <LineKey series={series} /> {t(`column.${series}`)}
                </Text>
              ))}
            </Group>
          </figcaption>
          <ScoreLines points={points} label={t('chart.scoresLabel', { count })} />
        </figure>
      )}
    </div>
  )
}
