import { scoreSeries, type ScoreSeries, type MonthPoint } from '../model/chart-points.ts'
import { MonthLabels } from './month-bars.tsx'
import classes from './charts.module.css'

const width = 640
const height = 170
const left = 32
const bottom = 20
const edge = 8
const scores = [1, 2, 3, 4, 5] as const

interface ScoreLinesProps {
  readonly points: readonly MonthPoint[]
  readonly label: string
}

/** Averages of scores, month by month. The table beside it says the same. */
export function ScoreLines({ points, label }: ScoreLinesProps) {
  const step = (width - left) / points.length
  const x = (at: number) => left + (at + 0.5) * step
  const y = (score: number) => edge + ((5 - score) * (height - bottom - 2 * edge)) / 4
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={classes.chart} role="img" aria-label={label}>
      {scores.map(score => (
        <g key={score} className={classes.grid}>
          <line x1={left} x2={width} y1={y(score)} y2={y(score)} />
          <text x={left - 6} y={y(score)} dy="0.35em">
            {score}
          </text>
        </g>
      ))}
      {scoreSeries.map(series => {
        const there = points.flatMap(({ month, means }, at) => {
          const mean = means[series]
          return mean === undefined ? [] : [{ month, x: x(at), y: y(mean) }]
        })
        return (
          <g key={series} className={classes[series]}>
            <polyline points={there.map(point => `${point.x},${point.y}`).join(' ')} />
            {there.map(point => (
              <circle key={point.month} cx={point.x} cy={point.y} r="4" />
            ))}
          </g>
        )
      })}
      <MonthLabels months={points.map(({ month }) => month)} x={x} />
    </svg>
  )
}

/** How a line is drawn, beside its name. */
export function LineKey({ series }: { readonly series: ScoreSeries }) {
  return (
    <svg width="26" height="14" aria-hidden className={`${classes.key} ${classes[series]}`}>
      <line x1="1" x2="25" y1="7" y2="7" />
      <circle cx="13" cy="7" r="3.5" />
    </svg>
  )
}
