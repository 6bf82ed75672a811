import type { TrendPoint } from '../model/trend.ts'
import classes from './trend.module.css'

const width = 640
const height = 170
const left = 24
const edge = 12
const scores = [1, 2, 3, 4, 5] as const

/** Scores of 1 to 5, session by session. What it shows stands in the table below it, too. */
export function TrendChart({ points, label }: { readonly points: readonly TrendPoint[]; readonly label: string }) {
  const x = (at: number) => left + edge + (at * (width - left - 2 * edge)) / Math.max(1, points.length - 1)
  const y = (score: number) => edge + ((5 - score) * (height - 2 * edge)) / 4
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={classes.chart} role="img" aria-label={label}>
      {scores.map(score => (
        <g key={score} className={classes.grid}>
          <line x1={left} x2={width} y1={y(score)} y2={y(score)} />
          <text x={left - 10} y={y(score)} dy="0.35em">
            {score}
          </text>
        </g>
      ))}
      {(['theirs', 'own'] as const).map(series => {
        const there = points.flatMap((point, at) => {
          const score = point[series]
          return score === undefined ? [] : [{ id: point.id, x: x(at), y: y(score) }]
        })
        return (
          <g key={series} className={classes[series]}>
            <polyline points={there.map(point => `${point.x},${point.y}`).join(' ')} />
            {there.map(point => (
              <circle key={point.id} cx={point.x} cy={point.y} r="4" />
            ))}
          </g>
        )
      })}
    </svg>
  )
}
