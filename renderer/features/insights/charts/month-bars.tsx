import type { Month } from '#domain/insights/month-finder.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { dayStart } from '../model/day-start.ts'
import { barSeries, type BarSeries, type MonthPoint } from '../model/chart-points.ts'
import classes from './charts.module.css'

const width = 640
const height = 170
const left = 32
const bottom = 20
const edge = 8

interface MonthBarsProps {
  readonly points: readonly MonthPoint[]
  readonly label: string
}

/** Sessions of each month, one upon the other by what became of them. The table beside it says the same. */
export function MonthBars({ points, label }: MonthBarsProps) {
  const format = useFormat()
  const highest = Math.max(1, ...points.map(({ bars }) => barSeries.reduce((sum, series) => sum + bars[series], 0)))
  const step = (width - left) / points.length
  const room = height - bottom - edge
  const y = (count: number) => edge + room - (room * count) / highest
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={classes.chart} role="img" aria-label={label}>
      {[...new Set([0, Math.round(highest / 2), highest])].map(count => (
        <g key={count} className={classes.grid}>
          <line x1={left} x2={width} y1={y(count)} y2={y(count)} />
          <text x={left - 6} y={y(count)} dy="0.35em">
            {format.number(count)}
          </text>
        </g>
      ))}
      {points.map(({ month, bars }, at) => (
        <g key={month}>
          {barSeries.map((series, place) => {
            const below = barSeries.slice(0, place).reduce((sum, one) => sum + bars[one], 0)
            const top = y(below + bars[series])
            return (
              <rect
                key={series}
                className={classes[series]}
                x={left + at * step + step * 0.15}
                width={step * 0.7}
                y={top}
                height={y(below) - top}
              />
            )
          })}
        </g>
      ))}
      <MonthLabels months={points.map(({ month }) => month)} x={at => left + (at + 0.5) * step} />
    </svg>
  )
}

/** Of many months some, so that each can be read. */
export function MonthLabels(props: { readonly months: readonly Month[]; readonly x: (at: number) => number }) {
  const format = useFormat().inZone('UTC')
  const { months, x } = props
  const every = Math.ceil(months.length / 6)
  return (
    <g className={classes.months}>
      {months.map((month, at) =>
        at % every === 0 ? (
          <text key={month} x={x(at)} y={height - 4}>
            {format.month(dayStart(`${month}-01`))}
          </text>
        ) : null
      )}
    </g>
  )
}

/** The colour of a part of the bars, beside its name. */
export function BarKey({ series }: { readonly series: BarSeries }) {
  return (
    <svg width="14" height="14" aria-hidden className={classes.key}>
      <rect className={classes[series]} x="1" y="1" width="12" height="12" />
    </svg>
  )
}
