import type { MonthTally } from '#domain/insights/count-sessions.ts'
import { type Month, shiftMonth } from '#domain/insights/month-finder.ts'
import { emptyTally, meanOf, type Tally } from '#domain/insights/tally.ts'

/** The parts of a month's bar, from below. */
export const barSeries = ['held', 'noShow', 'cancelled', 'ahead'] as const
export type BarSeries = (typeof barSeries)[number]
export const scoreSeries = ['given', 'received'] as const
export type ScoreSeries = (typeof scoreSeries)[number]

/** What the charts show of a month. */
export interface MonthPoint {
  readonly month: Month
  readonly bars: Readonly<Record<BarSeries, number>>
  readonly means: Readonly<Record<ScoreSeries, number | undefined>>
}

/** As many as can be told apart. */
const maxMonths = 24

/** The newest months, the earliest first, those without a session between them too. @param tallies ascending by month */
export function toMonthPoints(tallies: readonly MonthTally[]): readonly MonthPoint[] {
  const last = tallies.at(-1)?.month
  const first = tallies[0]?.month
  if (last === undefined || first === undefined) return []
  const tallyByMonth = new Map(tallies.map(({ month, tally }) => [month, tally]))
  return Array.from({ length: maxMonths }, (_, n) => shiftMonth(last, n + 1 - maxMonths))
    .filter(month => month >= first)
    .map(month => toPoint(month, tallyByMonth.get(month) ?? emptyTally))
}

function toPoint(month: Month, tally: Tally): MonthPoint {
  const { held, noShow, ahead } = tally
  const inTime = tally.cancelledByCoach + tally.cancelledByStudent
  const cancelled = inTime + tally.lateByCoach + tally.lateByStudent + tally.calledOff
  return {
    month,
    bars: { held, noShow, cancelled, ahead },
    means: { given: meanOf(tally.given), received: meanOf(tally.received) }
  }
}
