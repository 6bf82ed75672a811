import { type FillMonth, fillRateOf } from '#domain/insights/fill-rate.ts'
import { type Month, shiftMonth } from '#domain/insights/month-finder.ts'

/** What the chart shows of a month. */
export interface FillPoint {
  readonly month: Month
  /** 0 to 1; undefined where nothing was offered, or nothing recorded. */
  readonly rate: number | undefined
  readonly isRecorded: boolean
}

/** As many as can be told apart. */
const maxMonths = 24

/** The newest months, the earliest first, those of which there is nothing to say between them too. @param months ascending */
export function toFillPoints(months: readonly FillMonth[]): readonly FillPoint[] {
  const [first, last] = [months[0]?.month, months.at(-1)?.month]
  if (first === undefined || last === undefined) return []
  const byMonth = new Map(months.map(one => [one.month, one]))
  return Array.from({ length: maxMonths }, (_, n) => shiftMonth(last, n + 1 - maxMonths))
    .filter(month => month >= first)
    .map(month => {
      const known = byMonth.get(month)
      const rate = known === undefined ? undefined : fillRateOf(known)
      return { month, rate, isRecorded: known?.recorded !== 'none' }
    })
}

/** In whole percent. */
export function toPercent(rate: number): number {
  return Math.round(100 * rate)
}
