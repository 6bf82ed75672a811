import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FillPoint } from '../model/fill-points.ts'
import { MonthLabels } from './month-bars.tsx'
import classes from './charts.module.css'

const width = 640
const height = 170
const left = 56
const bottom = 20
const edge = 8
const shares = [0, 0.5, 1] as const
const keys = ['booked', 'none'] as const

/** The fill rate of each month, above the table that says the same. Of one month there is nothing to compare. */
export function FillBars({ points }: { readonly points: readonly FillPoint[] }) {
  const { t } = useTranslation('insights')
  if (points.length < 2) return null
  const step = (width - left) / points.length
  const room = height - bottom - edge
  const y = (rate: number) => edge + room * (1 - rate)
  return (
    <div className={classes.charts}>
      <figure className={classes.figure}>
        <figcaption>
          <Text size="sm" fw={600}>
            {t('fill.chart')}
          </Text>
          <Group gap="4px 16px">
            {keys
              .filter(key => key === 'booked' || points.some(({ isRecorded }) => !isRecorded))
              .map(key => (
                <Text key={key} size="xs" component="span">
                  <svg width="14" height="14" aria-hidden className={classes.key}>
                    <rect
                      className={key === 'booked' ? classes.held : classes.unrecorded}
                      x="1"
                      y="1"
                      width="12"
                      height="12"
                    />
                  </svg>{' '}
                  {t(`fill.key.${key}`)}
                </Text>
              ))}
          </Group>
        </figcaption>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          className={classes.chart}
          role="img"
          aria-label={t('fill.chartLabel', { count: points.length })}
        >
          {shares.map(share => (
            <g key={share} className={classes.grid}>
              <line x1={left} x2={width} y1={y(share)} y2={y(share)} />
              <text x={left - 6} y={y(share)} dy="0.35em">
                {t('fill.percent', { percent: 100 * share })}
              </text>
            </g>
          ))}
          {points.map(({ month, rate, isRecorded }, at) => {
            const top = y(isRecorded ? (rate ?? 0) : 1)
            return (
              <rect
                key={month}
                className={isRecorded ? classes.held : classes.unrecorded}
                x={left + at * step + step * 0.15}
                width={step * 0.7}
                y={top}
                height={y(0) - top}
              />
            )
          })}
          <MonthLabels months={points.map(({ month }) => month)} x={at => left + (at + 0.5) * step} />
        </svg>
      </figure>
    </div>
  )
}
